// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisTest {

    @TempDir
    Path folder;

    private Path etc;
    private Path file;

    @BeforeEach
    void settings() throws IOException {
        etc = Files.createDirectories(folder.resolve("etc/secrets")).getParent();
        file = folder.resolve("diagnosis.zip");
        Files.writeString(etc.resolve("secrets/riverside"), "canary-secret");
        Files.writeString(etc.resolve("users.yaml"), "users: [canary-user]");
        Files.writeString(
                etc.resolve("org.susten.connector.sif-riverside.cfg"),
                """
                site = riverside
                address = https://canary-name:canary-password@sif.example/api?code=canary-code
                password = canary-password
                """);
    }

    @Test
    @DisplayName("S-29 settings come without secrets, and what may name people stays at home")
    void no_secret_is_in_it() throws IOException {
        try (Diagnosis diagnosis = Diagnosis.into(file)) {
            diagnosis.settings(etc).threads().finish();
        }
        Map<String, String> parts = read();
        assertThat(parts).containsOnlyKeys("etc.txt", "etc/org.susten.connector.sif-riverside.cfg", "threads.txt");
        assertThat(parts.get("etc/org.susten.connector.sif-riverside.cfg"))
                .isEqualTo(
                        """
                        site = riverside
                        address = https://(left out)@sif.example/api?(left out)
                        password = (left out)
                        """);
        assertThat(parts.get("etc.txt")).contains("secrets/riverside", "users.yaml");
        assertThat(parts.toString()).doesNotContain("canary");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void of_a_large_log_the_newest_whole_lines_are_kept() throws IOException {
        Path log = folder.resolve("susten.log");
        Files.writeString(log, "first " + "x".repeat(9 * 1024 * 1024) + "\nsecond\nthird\n");
        try (Diagnosis diagnosis = Diagnosis.into(file)) {
            diagnosis.log(log).log(folder.resolve("none.log")).finish();
        }
        assertThat(read()).isEqualTo(Map.of("log/susten.log", "second\nthird\n"));
    }

    @Test
    void one_that_breaks_off_leaves_no_file_and_none_is_written_over() throws IOException {
        try (Diagnosis diagnosis = Diagnosis.into(file)) {
            diagnosis.put("hub.txt", "susten");
            assertThatThrownBy(() -> Diagnosis.into(file)).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(file).doesNotExist();
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                parts.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
