// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/**
 * What the hub shows a server that asks who it is (mutual TLS, RFC 8446, 4.4.2): its private key, and the certificate of that key with those of
 * who signed it. Immutable. The text form holds no key.
 *
 * @param key the private key
 * @param chain the key's own certificate first, each followed by its signer's
 */
public record ClientCertificate(PrivateKey key, List<X509Certificate> chain) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");
    private static final Map<String, String> SIGNING =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");
    /** What a server says that wants another one, or any (RFC 8446, 6.2; with TLS 1.2 handshake_failure, too, RFC 5246, 7.4.6). */
    private static final Pattern REFUSAL = Pattern.compile(
            "(?i).*fatal alert: (certificate_required|bad_certificate|certificate_unknown|certificate_expired|certificate_revoked|unknown_ca|access_denied|handshake_failure)");

    private static final char[] IN_MEMORY = "in memory".toCharArray();

    /** Keeps its own copy. */
    public ClientCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Reads a text in PEM with one private key (PKCS #8, RFC 7468) and its certificate, in any order, with anything between them.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong and quotes nothing
     */
    public static ClientCertificate of(char[] pem) {
        String text = new String(pem);
        List<MatchResult> keys = KEY.matcher(text).results().toList();
        if (keys.size() != 1) {
            throw new IllegalArgumentException(
                    "it must hold one private key that is not encrypted, -----BEGIN PRIVATE KEY-----, as openssl pkcs8 -topk8 -nocrypt and"
                            + " openssl pkcs12 -nodes write it");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(keys.get(0).group(1));
        List<X509Certificate> certificates = certificates(text);
        for (X509Certificate certificate : certificates) {
            Optional<PrivateKey> key = keyOf(certificate, encoded);
            if (key.isPresent()) {
                return new ClientCertificate(key.get(), signers(certificate, certificates));
            }
        }
        throw new IllegalArgumentException(
                certificates.isEmpty()
                        ? "it must hold the certificate too, -----BEGIN CERTIFICATE-----, as its authority gave it"
                        : "none of its certificates is of its private key");
    }

    private static List<X509Certificate> certificates(String text) {
        String all = CERTIFICATE.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n"));
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(all.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate in it is damaged", e);
        }
    }

    /** The key, where what it signs is what the certificate vouches for. */
    private static Optional<PrivateKey> keyOf(X509Certificate certificate, byte[] encoded) {
        String kind = certificate.getPublicKey().getAlgorithm();
        try {
            PrivateKey key = KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance(SIGNING.getOrDefault(kind, kind));
            signature.initSign(key);
            signature.update(encoded);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(encoded);
            return signature.verify(signed) ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static List<X509Certificate> signers(X509Certificate own, List<X509Certificate> among) {
        List<X509Certificate> chain = new ArrayList<>(List.of(own));
        for (Optional<X509Certificate> next = Optional.of(own); next.isPresent(); ) {
            X509Certificate signed = next.get();
            next = among.stream()
                    .filter(each -> each.getSubjectX500Principal().equals(signed.getIssuerX500Principal()))
                    .filter(each -> !chain.contains(each))
                    .findFirst();
            next.ifPresent(chain::add);
        }
        return chain;
    }

    /** For a context of TLS. */
    public KeyManager[] keyManagers() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("hub", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, IN_MEMORY);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key that signs cannot be put into a store of keys", e);
        }
    }

    /** When the first of its certificates ends. */
    public Instant ends() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** Whether a failure is what a server says that wants one, or refuses the one it was shown. */
    public static boolean isWanted(Throwable failure) {
        for (Throwable why = failure; why != null; why = why.getCause() == why ? null : why.getCause()) {
            if (why instanceof SSLException
                    && REFUSAL.matcher(String.valueOf(why.getMessage())).matches()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "ClientCertificate[" + chain.size() + " certificates]";
    }
}
