// SPDX-License-Identifier: Apache-2.0
package org.susten.paper.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Hashtable;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.files.OperatorFiles;
import org.susten.files.Secrets;
import org.susten.paper.Signer;

/** Signs with Bouncy Castle's CMS. The key is read for each signature: there are few, and another one counts at once. */
@Component(immediate = true)
public final class HubSigner implements Signer {

    private static final Logger log = LoggerFactory.getLogger(HubSigner.class);

    private final SigningKey key;

    /** With the key in {@code etc}, made now where there is none. */
    @Activate
    public HubSigner(@Reference OperatorFiles files, @Reference Secrets secrets) {
        this(files.etc(), secrets, Clock.systemUTC());
        try {
            key.read();
        } catch (IOException e) {
            log.error("papers cannot be signed: {}", e.getMessage());
        }
    }

    /** With the key in a folder, made when it is needed. */
    public HubSigner(Path etc, Secrets secrets, Clock clock) {
        key = new SigningKey(etc, secrets, clock);
    }

    @Override
    public byte[] sign(InputStream content, Instant at) throws IOException {
        SigningKey.Pair pair = key.read();
        try {
            Hashtable<ASN1ObjectIdentifier, Attribute> said = new Hashtable<>();
            said.put(
                    CMSAttributes.signingTime,
                    new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at)))));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                            new JcaDigestCalculatorProviderBuilder().build())
                    .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(said)))
                    .build(new JcaContentSignerBuilder(pair.algorithm()).build(pair.key()), pair.certificate()));
            generator.addCertificates(new JcaCertStore(List.of(pair.certificate())));
            return generator
                    .generate(new CMSProcessableByteArray(content.readAllBytes()), false)
                    .getEncoded();
        } catch (OperatorCreationException | CMSException | GeneralSecurityException e) {
            throw new IOException(
                    "the key in etc/signing.p12 does not sign: put a key of RSA or of an elliptic curve there", e);
        }
    }

    @Override
    public String certificate() throws IOException {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(key.read().certificate());
        }
        return pem.toString();
    }

    @Override
    public String fingerprint() throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(key.read().certificate().getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate in etc/signing.p12 cannot be encoded", e);
        }
    }
}
