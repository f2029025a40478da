// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Timestamp;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.susten.addons.AddonException;
import org.susten.files.Pasted;

/** Who signed a KAR, as {@code jarsigner} does, among those whose certificates lie in {@code etc/trust}. */
final class Signatures {

    /** Below the folder of authors: certificates of authorities that say when something was signed, and sign nothing. */
    private static final String TIMESTAMPS = "timestamps";

    /** The purpose of a certificate, RFC 3161 2.3. */
    private static final String SAYS_THE_TIME = "1.3.6.1.5.5.7.3.8";

    private final Path trust;
    private final Clock clock;

    Signatures(Path trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /** The trusted signer of all of it; empty where it bears no signature at all. */
    Optional<String> signer(KarFile kar) throws IOException {
        Set<CodeSigner> common = null;
        for (JarEntry entry : kar.entries()) {
            if (entry.isDirectory() || entry.getName().startsWith("META-INF/")) {
                continue;
            }
            Set<CodeSigner> signers = signersOf(kar, entry);
            if (common == null) {
                common = signers;
            } else if (!common.equals(signers)) {
                throw untrusted("some of its entries are signed by others than the rest, or by nobody");
            }
        }
        if (common == null || common.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                common.stream()
                        .flatMap(signer -> trusted(signer).stream())
                        .findFirst()
                        .orElseThrow(
                                () -> untrusted(
                                        "it is signed by nobody whose certificate lies in etc/trust, or that certificate is not valid now; put the signer's certificate there if you trust them with this hub's data")));
    }

    private static Set<CodeSigner> signersOf(KarFile kar, JarEntry entry) throws IOException {
        try (InputStream in = kar.read(entry, new KarFile.Budget())) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SecurityException e) {
            throw broken(e);
        }
        CodeSigner[] signers = entry.getCodeSigners();
        return signers == null ? Set.of() : new HashSet<>(Arrays.asList(signers));
    }

    private Optional<String> trusted(CodeSigner signer) {
        if (revoked(signer.getSignerCertPath(), trust)) {
            throw untrusted(
                    "a list in etc/trust says that the certificate of its signer was revoked; ask its author for"
                            + " one that is signed with a new key");
        }
        try {
            Set<TrustAnchor> anchors = anchors(trust);
            if (anchors.isEmpty()) {
                return Optional.empty();
            }
            CertPath path = withoutAnchors(signer.getSignerCertPath(), anchors);
            X509Certificate leaf = (X509Certificate)
                    signer.getSignerCertPath().getCertificates().get(0);
            Date now = Date.from(clock.instant());
            Date at = signer.getTimestamp() == null
                    ? now
                    : stamped(signer.getTimestamp(), now).orElse(now);
            leaf.checkValidity(at);
            validate(path, anchors, at);
            return Optional.of(leaf.getSubjectX500Principal().getName());
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty();
        }
    }

    /**
     * When it was signed, where an authority says so that the hub trusts with the time: otherwise whoever has an old key would date a
     * signature back. The JDK proves only that the authority said so, not who it is.
     */
    private Optional<Date> stamped(Timestamp stamp, Date now) throws IOException {
        try {
            X509Certificate authority = (X509Certificate)
                    stamp.getSignerCertPath().getCertificates().get(0);
            List<String> purposes = authority.getExtendedKeyUsage();
            Date at = stamp.getTimestamp();
            if (purposes == null
                    || !purposes.contains(SAYS_THE_TIME)
                    || at.after(now)
                    || revoked(stamp.getSignerCertPath(), trust.resolve(TIMESTAMPS))) {
                return Optional.empty();
            }
            authority.checkValidity(at);
            Set<TrustAnchor> anchors = anchors(trust.resolve(TIMESTAMPS));
            for (X509Certificate known : knownToJava()) {
                anchors.add(new TrustAnchor(known, null));
            }
            validate(withoutAnchors(stamp.getSignerCertPath(), anchors), anchors, at);
            return Optional.of(at);
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a list of the folder names a certificate of the path. Whoever may lay a list there may take a certificate out of there,
     * so that the list's own signature is not asked; nor when a certificate was revoked, for whoever has its key dates back.
     */
    private static boolean revoked(CertPath path, Path folder) {
        for (X509CRL list : lists(folder)) {
            for (Certificate certificate : path.getCertificates()) {
                if (list.getIssuerX500Principal().equals(((X509Certificate) certificate).getIssuerX500Principal())
                        && list.isRevoked(certificate)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<X509CRL> lists(Path folder) {
        List<X509CRL> lists = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return lists;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.crl")) {
            for (Path file : files) {
                List<X509CRL> read = list(file);
                if (read.isEmpty()) {
                    throw untrusted(
                            file.getFileName() + " in etc/trust cannot be read as a list of revoked certificates, so"
                                    + " nobody can say whether its signer's was; fetch the list again");
                }
                lists.addAll(read);
            }
            return lists;
        } catch (IOException e) {
            throw new AddonException(
                    AddonException.Kind.UNTRUSTED, "etc/trust cannot be listed: give it to the hub's user", e);
        }
    }

    private static List<X509CRL> list(Path file) {
        try (InputStream in = new ByteArrayInputStream(Pasted.read(file))) {
            return CertificateFactory.getInstance("X.509").generateCRLs(in).stream()
                    .map(X509CRL.class::cast)
                    .toList();
        } catch (GeneralSecurityException | IOException e) {
            return List.of();
        }
    }

    private static X509Certificate[] knownToJava() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(manager -> ((X509TrustManager) manager).getAcceptedIssuers())
                .findFirst()
                .orElse(new X509Certificate[0]);
    }

    private static void validate(CertPath path, Set<TrustAnchor> anchors, Date at) throws GeneralSecurityException {
        if (!path.getCertificates().isEmpty()) {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(at);
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
        }
    }

    /** A certificate that lies in the folder itself needs nobody above it. */
    private static CertPath withoutAnchors(CertPath path, Set<TrustAnchor> anchors) throws GeneralSecurityException {
        List<Certificate> left = new ArrayList<>();
        for (Certificate certificate : path.getCertificates()) {
            if (anchors.stream().anyMatch(a -> a.getTrustedCert().equals(certificate))) {
                break;
            }
            left.add(certificate);
        }
        return CertificateFactory.getInstance("X.509").generateCertPath(left);
    }

    private static Set<TrustAnchor> anchors(Path folder) throws IOException, GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        if (!Files.isDirectory(folder)) {
            return anchors;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{pem,crt,cer}")) {
            for (Path file : files) {
                try (InputStream in = new ByteArrayInputStream(Pasted.read(file))) {
                    for (Certificate certificate :
                            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                        anchors.add(new TrustAnchor((X509Certificate) certificate, null));
                    }
                }
            }
        }
        return anchors;
    }

    static AddonException broken(SecurityException cause) {
        return new AddonException(
                AddonException.Kind.UNTRUSTED,
                "this KAR is not what its signer signed: it was changed or damaged on its way; fetch it again",
                cause);
    }

    static AddonException untrusted(String why) {
        return new AddonException(AddonException.Kind.UNTRUSTED, "this KAR is not trusted: " + why);
    }
}
