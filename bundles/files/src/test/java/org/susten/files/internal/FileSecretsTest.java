// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.files.SecretException;
import org.susten.files.Secrets;
import org.susten.files.testing.PowerCut;

class FileSecretsTest {

    @TempDir
    Path base;

    private Secrets secrets;

    @BeforeEach
    void open() {
        secrets = new FileSecrets(new Places(base.resolve("etc"), base.resolve("store")));
    }

    @Test
    void a_secret_is_made_once_and_then_stays() {
        char[] made = secrets.findOrCreate("pepper", 32);
        assertThat(made).hasSize(43);
        assertThat(secrets.findOrCreate("pepper", 32)).isEqualTo(made);
        assertThat(secrets.find("pepper")).hasValue(made);
        assertThat(secrets.findOrCreate("salt", 32)).isNotEqualTo(made);
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 a secret that was handed out is there after a power cut, and one that was removed is not")
    void a_secret_outlasts_a_power_cut(PowerCut.Loss loss) {
        PowerCut disk = new PowerCut(base);
        Secrets onDisk = new FileSecrets(
                new Places(disk.root().resolve("etc"), disk.root().resolve("store")));
        char[] made = onDisk.findOrCreate("pepper", 32);
        onDisk.findOrCreate("revoked", 32);
        onDisk.remove("revoked");
        disk.cut(loss);
        assertThat(onDisk.find("pepper")).hasValue(made);
        assertThat(onDisk.find("revoked")).isEmpty();
    }

    @Test
    @DisplayName("S-30 secrets are readable by the hub's user only")
    void a_made_secret_is_readable_by_its_owner_only() throws IOException {
        secrets.findOrCreate("pepper", 32);
        assertThat(mode("etc/secrets/pepper")).isEqualTo("rw-------");
        assertThat(mode("etc/secrets")).isEqualTo("rwx------");
    }

    @Test
    void a_secret_that_others_can_read_is_refused_and_not_told() throws IOException {
        Path file = write("partner", "hush", "rw-r-----");
        assertThatThrownBy(() -> secrets.find("partner"))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("etc/secrets/partner")
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("hush");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(secrets.find("partner")).hasValue("hush".toCharArray());
    }

    @Test
    void the_line_end_an_editor_adds_is_no_part_of_the_secret() throws IOException {
        write("lf", "hush\n", "rw-------");
        write("crlf", "hush\r\n", "rw-------");
        write("two", " hush \n\n", "rw-------");
        assertThat(secrets.find("lf")).hasValue("hush".toCharArray());
        assertThat(secrets.find("crlf")).hasValue("hush".toCharArray());
        assertThat(secrets.find("two")).hasValue(" hush \n".toCharArray());
    }

    @Test
    void the_byte_order_mark_an_editor_adds_is_no_part_of_the_secret() throws IOException {
        write("marked", "\uFEFFhush\n", "rw-------");
        write("nothing", "\uFEFF\n", "rw-------");
        assertThat(secrets.find("marked")).hasValue("hush".toCharArray());
        assertThat(secrets.find("nothing")).hasValue(new char[0]);
    }

    @Test
    void a_secret_that_is_removed_is_made_anew_as_another() {
        String first = new String(secrets.findOrCreate("admin-password", 24));
        secrets.remove("admin-password");
        secrets.remove("admin-password");
        assertThat(secrets.find("admin-password")).isEmpty();
        assertThat(new String(secrets.findOrCreate("admin-password", 24))).isNotEqualTo(first);
    }

    @Test
    @DisplayName("S-24 a secret may come from systemd, which keeps it encrypted: none is made or written beside it")
    void a_credential_of_the_service_comes_first() throws IOException {
        Path credentials = Files.createDirectory(base.resolve("credentials"));
        // As systemd makes them for another user than root: an access control list stands as rights of the group.
        Files.setPosixFilePermissions(
                Files.writeString(credentials.resolve("raw-key"), "from-systemd\n"),
                PosixFilePermissions.fromString("r--r-----"));
        write("raw-key", "left-over", "rw-------");
        write("sftp", "on-disk", "rw-------");
        Secrets handed =
                new FileSecrets(new Places(base.resolve("etc"), base.resolve("store")), Optional.of(credentials));

        assertThat(handed.findOrCreate("raw-key", 32)).isEqualTo("from-systemd".toCharArray());
        assertThat(handed.find("sftp")).hasValue("on-disk".toCharArray());
        assertThatThrownBy(() -> handed.remove("raw-key"))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("raw-key")
                .hasMessageNotContaining("from-systemd");
        assertThat(base.resolve("etc/secrets/raw-key")).hasContent("left-over");
    }

    @Test
    void a_secret_that_is_not_there_is_empty() {
        assertThat(secrets.find("nothing")).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("S-21 a secret's name leads nowhere else")
    @ValueSource(strings = {"", "..", "../users.yaml", "/etc/passwd", "a/b", ".hidden", "a\0b", "a\nb"})
    void a_name_that_is_a_path_is_refused(String name) {
        assertThatThrownBy(() -> secrets.find(name)).isInstanceOf(SecretException.class);
        assertThatThrownBy(() -> secrets.findOrCreate(name, 32)).isInstanceOf(SecretException.class);
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve(path)));
    }

    private Path write(String name, String content, String mode) throws IOException {
        Path file = Files.createDirectories(base.resolve("etc/secrets")).resolve(name);
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
