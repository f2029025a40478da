// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.files.testing.PowerCut;

/** What is there once the power is back. */
class DurableTest {

    @TempDir
    Path folder;

    private PowerCut disk;
    private Path root;

    @BeforeEach
    void a_disk() {
        disk = new PowerCut(folder);
        root = disk.root();
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName(
            "R-02 a file that was written is there after a power cut, in folders that were made for it, and nobody else's to read")
    void what_was_written_outlasts_a_power_cut(PowerCut.Loss loss) throws Exception {
        Path file = root.resolve("etc/secrets/key");
        Durable.createPrivateFolders(file.getParent());
        Durable.write(file, bytes("first"));
        disk.cut(loss);
        assertThat(file).hasContent("first");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Durable.write(file, bytes("second"));
        disk.cut(loss);
        assertThat(file).hasContent("second");
        assertThat(names(file.getParent())).isEqualTo("[key]");
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 what was deleted does not come back after a power cut")
    void what_was_deleted_stays_away(PowerCut.Loss loss) throws Exception {
        Path file = root.resolve("key");
        Durable.write(file, bytes("of a partner"));
        Durable.delete(file);
        disk.cut(loss);
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("the disk of these tests loses what nobody brought to it")
    void the_disk_loses_what_was_not_forced(PowerCut.Loss loss) throws Exception {
        Path renamed = root.resolve("renamed");
        Durable.write(renamed, bytes("before"));
        Path beside = Files.writeString(root.resolve("beside"), "after");
        Files.move(beside, renamed, StandardCopyOption.REPLACE_EXISTING);
        disk.cut(loss);
        assertThat(renamed).hasContent(loss == PowerCut.Loss.BYTES ? "" : "before");
    }

    private static String names(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).toList().toString();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
