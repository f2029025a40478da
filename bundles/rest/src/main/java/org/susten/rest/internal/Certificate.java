// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.susten.files.Durable;

/**
 * The hub's TLS key and certificate in {@code etc/keystore.p12}. Where there is none, one is made with the JDK's keytool for
 * localhost, good for ten years: enough for loopback, and to be replaced by the operator's own before the hub is opened.
 */
final class Certificate {

    private Certificate() {}

    /** Makes the keystore where there is none. */
    static void ensure(Path keystore, char[] password) throws IOException {
        if (!Files.exists(keystore)) {
            make(keystore, password);
        }
    }

    /** Why a door cannot be opened with it, and what to do: Jetty would hang clients, and say nothing. */
    static Optional<String> problem(byte[] keystore, char[] password) {
        KeyStore store;
        try {
            store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(keystore), password);
        } catch (GeneralSecurityException | IOException e) {
            return Optional.of(
                    "etc/keystore.p12 cannot be opened with the password in etc/secrets/keystore-password: put the right one"
                            + " there, or a whole PKCS12 file in its place");
        }
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getKey(alias, password) != null) {
                    return Optional.empty();
                }
            }
            return Optional.of(
                    "etc/keystore.p12 holds no private key: make it of key, certificate and the chain to its authority,"
                            + " openssl pkcs12 -export -inkey KEY -in CERTIFICATE -certfile CHAIN -out keystore.p12");
        } catch (GeneralSecurityException e) {
            return Optional.of("the key in etc/keystore.p12 has another password than the file: give both the same");
        }
    }

    /** When the first certificate of the keys' chains ends; empty where there is none, or the file cannot be opened. */
    static Optional<Instant> ends(byte[] keystore, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(keystore), password);
            List<Instant> ends = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    for (java.security.cert.Certificate each : store.getCertificateChain(alias)) {
                        ends.add(((X509Certificate) each).getNotAfter().toInstant());
                    }
                }
            }
            return ends.stream().min(Comparator.naturalOrder());
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty();
        }
    }

    private static void make(Path keystore, char[] password) throws IOException {
        Path folder = Files.createTempDirectory(
                keystore.toAbsolutePath().getParent(),
                ".tls",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path secret = folder.resolve("password");
        Path made = folder.resolve("keystore.p12");
        try {
            // keytool reads the password from a file, so that it never stands in the list of processes
            Files.write(secret, new String(password).getBytes(StandardCharsets.UTF_8));
            run(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "susten",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-sigalg",
                    "SHA256withECDSA",
                    "-dname",
                    "CN=localhost, O=Susten hub",
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1",
                    "-validity",
                    "3650",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    made.toString(),
                    "-storepass:file",
                    secret.toString()));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            Durable.sync(made);
            Durable.move(made, keystore);
        } finally {
            Files.deleteIfExists(secret);
            Files.deleteIfExists(made);
            Files.deleteIfExists(folder);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new IOException(
                        "keytool could not make a certificate: put your own PKCS12 keystore at etc/keystore.p12 and its password at etc/secrets/keystore-password");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while making a certificate", e);
        }
    }
}
