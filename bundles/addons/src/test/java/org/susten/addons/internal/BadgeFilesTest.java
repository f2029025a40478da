// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.addons.AddonException;
import org.susten.addons.Badge;

class BadgeFilesTest {

    private static final String PLACE = "repository/contract/org.example.TidepoolConnectorTest.properties";
    private static final String GOOD =
            """
            system=tidepool
            connector=org.example.TidepoolConnector
            test=org.example.TidepoolConnectorTest
            contract=0.1.0
            claims=C-01 C-04 R-13
            tests=15
            """;

    @TempDir
    Path folder;

    /** What the hub finds in a KAR, as it would while installing it. */
    private Badge badge(Path kar) throws IOException {
        Path begun = Files.createTempDirectory(folder, "begun");
        try (KarFile opened = KarFile.open(kar)) {
            String signer = new Signatures(folder.resolve("trust"), Clock.systemUTC())
                    .signer(opened)
                    .orElse("");
            opened.extract(begun);
            return BadgeFiles.in(begun, signer);
        }
    }

    @Test
    @DisplayName("C-15 a badge in a signed KAR says which connector passed which contract")
    void a_signed_badge_is_read() throws Exception {
        Badge badge = badge(signed(unsigned(Map.of(PLACE, GOOD))));
        assertThat(badge.none()).isEmpty();
        assertThat(badge.passed())
                .containsExactly(new Badge.Passed(
                        "tidepool",
                        "org.example.TidepoolConnector",
                        "org.example.TidepoolConnectorTest",
                        "0.1.0",
                        List.of("C-01", "C-04", "R-13"),
                        15));
    }

    @Test
    @DisplayName("C-15 a badge that was changed, put in or put in beside breaks the signature")
    void a_changed_badge_breaks_the_signature() throws Exception {
        Path changed = signed(unsigned(Map.of(PLACE, GOOD)));
        write(changed, PLACE, GOOD.replace("R-13", "R-20"));
        assertThatThrownBy(() -> badge(changed)).isInstanceOfSatisfying(AddonException.class, e -> assertThat(e.kind())
                .isEqualTo(AddonException.Kind.UNTRUSTED));

        Path added = signed(unsigned(Map.of()));
        write(added, PLACE, GOOD);
        assertThatThrownBy(() -> badge(added)).hasMessageContaining("signed by others than the rest, or by nobody");
    }

    @Test
    @DisplayName("C-15 without a signature, or without tests, there is no badge, and it is said why")
    void what_nobody_signed_has_no_badge() throws Exception {
        assertThat(badge(unsigned(Map.of(PLACE, GOOD)))).satisfies(badge -> {
            assertThat(badge.passed()).isEmpty();
            assertThat(badge.none()).contains("nobody signed it");
        });
        assertThat(badge(signed(unsigned(Map.of()))).none()).isEqualTo("it was built without its tests");
    }

    @ParameterizedTest
    @DisplayName("C-15 what is not as the contract writes it is no badge, signed or not")
    @ValueSource(
            strings = {
                "connector=org.example.\u001b[2JTidepoolConnector",
                "system=../../etc",
                "test=",
                "contract=the very best",
                "claims=C-01 every other",
                "tests=-1",
                "tests=1000000",
                "tests=\\uZZZZ"
            })
    void what_is_not_plain_is_no_badge(String line) throws Exception {
        Badge badge = BadgeFiles.in(repository(GOOD + line), "CN=tidepool");
        assertThat(badge.passed()).isEmpty();
        assertThat(badge.none()).contains("not as the contract of connectors writes it");
    }

    @Test
    @DisplayName("C-15 a badge that is endless, or one of too many, is none")
    void what_is_endless_is_no_badge() throws Exception {
        assertThat(BadgeFiles.in(repository(GOOD + "#".repeat(5_000)), "CN=tidepool")
                        .passed())
                .isEmpty();
        Path many = repository(GOOD);
        for (int i = 0; i < 64; i++) {
            Files.writeString(many.resolve("contract/another" + i), GOOD);
        }
        assertThat(BadgeFiles.in(many, "CN=tidepool").passed()).isEmpty();
    }

    private Path repository(String badge) throws IOException {
        Path repository = Files.createTempDirectory(folder, "repository");
        Files.writeString(Files.createDirectory(repository.resolve("contract")).resolve("one.properties"), badge);
        return repository;
    }

    private Path unsigned(Map<String, String> more) throws IOException {
        Path file = Files.createTempFile(folder, "unsigned", ".kar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        Map<String, String> entries = new TreeMap<>(more);
        entries.put("repository/org/example/tidepool.txt", "x");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static void write(Path kar, String entry, String text) throws IOException {
        try (var zip = FileSystems.newFileSystem(kar)) {
            Path place = zip.getPath(entry);
            Files.createDirectories(place.getParent());
            Files.writeString(place, text);
        }
    }

    /** Signs it as an author would whom this hub trusts. */
    private Path signed(Path unsigned) throws Exception {
        Path keys = folder.resolve("author.p12");
        if (!Files.exists(keys)) {
            keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=tidepool", "-validity", "30");
            Path trust = Files.createDirectory(folder.resolve("trust"));
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-file",
                    trust.resolve("tidepool.pem").toString());
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "for this test".toCharArray());
        }
        KeyStore.Entry key = store.getEntry("tidepool", new KeyStore.PasswordProtection("for this test".toCharArray()));
        Path kar = Files.createTempFile(folder, "signed", ".kar");
        try (ZipFile in = new ZipFile(unsigned.toFile());
                OutputStream out = Files.newOutputStream(kar)) {
            new JarSigner.Builder((KeyStore.PrivateKeyEntry) key).build().sign(in, out);
        }
        return kar;
    }

    private void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-alias", "tidepool", "-storetype", "PKCS12", "-storepass", "for this test"));
        command.addAll(List.of("-keystore", folder.resolve("author.p12").toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
