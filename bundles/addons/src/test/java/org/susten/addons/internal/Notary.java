// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** Somebody with a key and a certificate of their own: signs KARs, and says when others signed theirs. */
final class Notary {

    private static final String ALGORITHM = "SHA256withRSA";
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

    private final KeyPair keys;
    final X509Certificate certificate;

    /** Whose certificate is good from one day to another; the purpose may be to say the time. */
    Notary(String name, Instant from, Instant until, KeyPurposeId purpose)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject, BigInteger.ONE, Date.from(from), Date.from(until), subject, keys.getPublic());
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
        certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(ALGORITHM).build(keys.getPrivate())));
    }

    /** Lies in a folder of the hub. */
    void trustedIn(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Writer out = Files.newBufferedWriter(
                        folder.resolve(certificate.getSubjectX500Principal().getName() + ".pem"));
                JcaPEMWriter pem = new JcaPEMWriter(out)) {
            pem.writeObject(certificate);
        }
    }

    /** Says of certificates of its own that they are not to be trusted any more. */
    Path revoke(Path list, Instant now) throws IOException, GeneralSecurityException, OperatorCreationException {
        JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(now));
        builder.addCRLEntry(certificate.getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
        try (Writer out = Files.newBufferedWriter(list);
                JcaPEMWriter pem = new JcaPEMWriter(out)) {
            pem.writeObject(builder.build(new JcaContentSignerBuilder(ALGORITHM).build(keys.getPrivate())));
        }
        return list;
    }

    /** Signs without a word about when. */
    Path sign(Path kar, Path signed) throws IOException, GeneralSecurityException {
        return sign(kar, signed, builder());
    }

    /** Signs, and another one says that it was then. */
    Path sign(Path kar, Path signed, Notary witness, Instant at) throws IOException, GeneralSecurityException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = witness.stamp(exchange.getRequestBody().readAllBytes(), at);
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
        server.start();
        try {
            return sign(
                    kar,
                    signed,
                    builder()
                            .tsa(URI.create(
                                    "http://127.0.0.1:" + server.getAddress().getPort() + "/")));
        } finally {
            server.stop(0);
        }
    }

    private JarSigner.Builder builder() throws GeneralSecurityException {
        return new JarSigner.Builder(
                        keys.getPrivate(),
                        CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)))
                .digestAlgorithm("SHA-256")
                .signatureAlgorithm(ALGORITHM);
    }

    private static Path sign(Path kar, Path signed, JarSigner.Builder builder) throws IOException {
        try (ZipFile whole = new ZipFile(kar.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            builder.build().sign(whole, out);
        }
        return signed;
    }

    private byte[] stamp(byte[] request, Instant at) throws IOException {
        try {
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build(ALGORITHM, keys.getPrivate(), certificate),
                    new JcaDigestCalculatorProviderBuilder().build().get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    POLICY);
            tokens.addCertificates(new JcaCertStore(List.of(certificate)));
            return new TimeStampResponseGenerator(tokens, Set.of(TSPAlgorithms.SHA256))
                    .generate(new TimeStampRequest(request), BigInteger.TWO, Date.from(at))
                    .getEncoded();
        } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
