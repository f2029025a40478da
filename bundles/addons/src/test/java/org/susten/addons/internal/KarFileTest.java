// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.addons.AddonException;

class KarFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @DisplayName("S-13 an entry that is no plain name below repository is refused")
    @ValueSource(
            strings = {
                "resources/etc/users.properties",
                "RESOURCES/x",
                "../evil",
                "repository/../../evil",
                "repository/..",
                "/etc/evil",
                "//server/share",
                "C:/evil",
                "C:\\evil",
                "repository\\..\\evil",
                "repository/%2e%2e/evil",
                "repository/a\u0000b",
                "repository/a\u202eb",
                "repository/ａ",
                "repository//a",
                "repository/./a",
                "elsewhere/a"
            })
    void an_entry_that_leaves_its_place_is_refused(String name) throws Exception {
        Path kar = zip("repository/a.xml", name);
        assertThatThrownBy(() -> KarFile.open(kar).close())
                .isInstanceOf(AddonException.class)
                .hasMessageStartingWith("this KAR is not taken");
    }

    @Test
    @DisplayName("S-13 two entries of one name, in whatever case, are refused")
    void the_same_name_twice_is_refused() throws Exception {
        Path cases = zip("repository/A.jar", "repository/a.jar");
        assertThatThrownBy(() -> KarFile.open(cases).close()).hasMessageContaining("twice");

        Path twins = zip("repository/a.jar", "repository/b.jar");
        byte[] bytes = Files.readAllBytes(twins);
        Files.write(
                twins,
                new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace("repository/b.jar", "repository/a.jar")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> KarFile.open(twins).close()).hasMessageContaining("twice");
    }

    @Test
    void what_is_no_zip_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("no.kar"), "no");
        assertThatThrownBy(() -> KarFile.open(file).close()).hasMessageContaining("no readable KAR");
    }

    @Test
    @DisplayName("S-14 a KAR that unpacks to more than its share is refused while it is read")
    void a_bomb_is_refused() {
        KarFile.Budget budget = new KarFile.Budget();
        budget.take(512L << 20);
        assertThatThrownBy(() -> budget.take(1)).hasMessageContaining("512 MiB");
    }

    @Test
    void only_what_lies_below_repository_is_written() throws Exception {
        Path target = Files.createDirectory(folder.resolve("out"));
        try (KarFile kar = KarFile.open(zip("META-INF/MANIFEST.MF", "repository/org/x/x-1.jar"))) {
            kar.extract(target);
        }
        assertThat(target.resolve("org/x/x-1.jar")).hasContent("x");
        assertThat(target).isDirectoryNotContaining(p -> !p.endsWith("org"));
    }

    private Path zip(String... names) throws IOException {
        Path file = Files.createTempFile(folder, "made", ".kar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write('x');
            }
        }
        return file;
    }
}
