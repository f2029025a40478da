// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.kit.ZipInlet.Limits;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.ConnectorException;

class ZipInletTest {

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (String name : names) {
                zip.putArchiveEntry(new ZipArchiveEntry(name));
                zip.write(("I am " + name).getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static ZipInlet open(byte[] bytes) {
        return ZipInlet.open(MemoryInlet.with("drop.zip", bytes), "drop.zip");
    }

    private static void refused(byte[] bytes, String why) {
        assertThatThrownBy(() -> open(bytes))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(ConnectorException.Kind.BROKEN))
                .hasMessageStartingWith("drop.zip ")
                .hasMessageContaining(why);
    }

    @Test
    void files_are_found_by_name_and_read() throws IOException {
        ZipInlet inlet = open(zip("users.csv", "orgs.csv", "manifest.txt"));
        assertThat(inlet.names("*.csv")).containsExactly("orgs.csv", "users.csv");
        try (InputStream in = inlet.open("users.csv")) {
            assertThat(in.readAllBytes()).asString().isEqualTo("I am users.csv");
        }
        assertThat(inlet.size("users.csv")).isEqualTo(14);
        assertThat(inlet.channel("users.csv").size()).isEqualTo(14);
        assertThatThrownBy(() -> inlet.open("classes.csv")).isInstanceOf(IOException.class);
    }

    @Test
    void the_folder_that_holds_everything_is_left_out_and_litter_is_no_file() throws IOException {
        ZipInlet inlet = open(zip(
                "export/",
                "export/2026/",
                "export/2026/users.csv",
                "export/2026/orgs.csv",
                "__MACOSX/export/._users.csv",
                "export/.DS_Store"));
        assertThat(inlet.names("*")).containsExactly("orgs.csv", "users.csv");
        assertThat(open(zip("a/users.csv", "b/users.csv")).names("*/users.csv")).hasSize(2);
    }

    @Test
    void an_archive_within_the_archive_is_a_file_like_others() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("inner.zip"));
            zip.write(zip("users.csv"));
        }
        assertThat(open(bytes.toByteArray()).names("*")).containsExactly("inner.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../users.csv",
                "a/../../users.csv",
                "/etc/users.csv",
                "C:/users.csv",
                "..\\users.csv",
                "\\\\server\\users.csv",
                "users\0.csv",
                "users\n.csv"
            })
    @DisplayName("S-13 names that leave the archive are refused")
    void deceitful_names_are_refused(String name) throws IOException {
        refused(zip("orgs.csv", name), "holds an entry that is named");
    }

    @Test
    @DisplayName("S-13 names that are the same but for case are refused")
    void names_that_clash_are_refused() throws IOException {
        refused(zip("users.csv", "Users.CSV"), "differ in case only");
        refused(zip("users.csv", "users.csv"), "twice");
    }

    @Test
    @DisplayName("S-13 symbolic links are refused")
    void links_are_refused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry link = new ZipArchiveEntry("users.csv");
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }
        refused(bytes.toByteArray(), "symbolic link");
    }

    @Test
    @DisplayName("S-14 a bomb is refused before it is opened")
    void bombs_are_refused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("users.csv"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }
        refused(bytes.toByteArray(), "200 fold");
        assertThat(ZipInlet.open(
                                MemoryInlet.with("drop.zip", bytes.toByteArray()),
                                "drop.zip",
                                new Limits(10, 1 << 30, 2000, 1 << 20))
                        .names("*"))
                .hasSize(1);
    }

    @Test
    @DisplayName("S-14 more entries than an export can have are refused")
    void too_many_entries_are_refused() throws IOException {
        String[] names = new String[10_001];
        for (int i = 0; i < names.length; i++) {
            names[i] = "f" + i;
        }
        refused(zip(names), "more than 10000 entries");
    }

    @Test
    void a_size_that_lies_is_found_while_reading() throws IOException {
        byte[] text = new byte[100_000];
        new Random(7).nextBytes(text);
        byte[] stored = stored("users.csv", text);
        int directory = find(stored, new byte[] {'P', 'K', 1, 2});
        byte[] flipped = stored.clone();
        flipped[60_000] ^= 1;
        ZipInlet inlet = open(flipped);
        assertThatThrownBy(() -> {
                    try (InputStream in = inlet.open("users.csv")) {
                        in.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("drop.zip/users.csv does not hold the bytes");
        byte[] cut = Arrays.copyOf(stored, directory + 10);
        refused(cut, "no ZIP archive");
        refused(new byte[0], "no ZIP archive");
        refused("<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8), "no ZIP archive");
    }

    private static byte[] stored(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(name);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static int find(byte[] bytes, byte[] wanted) {
        for (int i = bytes.length - wanted.length; i >= 0; i--) {
            if (List.of(bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3])
                    .equals(List.of(wanted[0], wanted[1], wanted[2], wanted[3]))) {
                return i;
            }
        }
        throw new AssertionError("no directory");
    }
}
