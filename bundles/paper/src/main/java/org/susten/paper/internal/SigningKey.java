// SPDX-License-Identifier: Apache-2.0
package org.susten.paper.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.susten.files.Durable;
import org.susten.files.Secrets;

/** The key in {@code etc/signing.p12} under the secret {@code signing-password}, kept as the one for TLS is. */
final class SigningKey {

    private static final String FILE = "signing.p12";
    private static final String PASSWORD = "signing-password";
    private static final Duration GOOD = Duration.ofDays(3650);

    private final Path etc;
    private final Secrets secrets;
    private final Clock clock;

    SigningKey(Path etc, Secrets secrets, Clock clock) {
        this.etc = etc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A key and who it is. */
    record Pair(PrivateKey key, X509Certificate certificate) {

        /** How it signs, in Java's words. */
        String algorithm() {
            return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        }

        /** Nothing of the key. */
        @Override
        public String toString() {
            return "Pair[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    /** The key that lies there now; made where there is none. */
    synchronized Pair read() throws IOException {
        Path file = etc.resolve(FILE);
        char[] password = secrets.findOrCreate(PASSWORD, 24);
        try {
            if (Files.notExists(file)) {
                make(file, password);
            }
            try (InputStream in = Files.newInputStream(file)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(in, password);
                for (String alias : Collections.list(store.aliases())) {
                    if (store.getKey(alias, password) instanceof PrivateKey key
                            && store.getCertificate(alias) instanceof X509Certificate certificate) {
                        return new Pair(key, certificate);
                    }
                }
            }
            throw new IOException("there is no key");
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IOException(
                    "etc/" + FILE + " gives no key to sign papers with (" + e.getMessage()
                            + "). Hub operator: put its password" + " into etc/secrets/" + PASSWORD
                            + ", or move both away and let the hub make another key",
                    e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private void make(Path file, char[] password)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry("papers", keys.getPrivate(), password, new Certificate[] {certify(keys)});
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        store.store(made, password);
        Durable.write(file, made.toByteArray());
    }

    private X509Certificate certify(KeyPair keys)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        BigInteger serial = new BigInteger(64, new SecureRandom()).setBit(63);
        X500Name name = new X500Name("CN=Susten hub " + serial.toString(16) + ",OU=Papers");
        Instant now = clock.instant();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name, serial, Date.from(now), Date.from(now.plus(GOOD)), name, keys.getPublic())
                        .addExtension(
                                Extension.keyUsage,
                                true,
                                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }
}
