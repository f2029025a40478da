// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.kit.testing.Fuzz;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.TestContext;

class MappingFuzzTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("S-36 a damaged mapping is compiled or refused, and what is compiled reads, never more")
    void damaged_mappings() throws IOException {
        List<byte[]> wholes = new ArrayList<>();
        for (String in : new String[] {"mappings", "assessments"}) {
            try (Stream<Path> files = Files.list(Path.of("src/test", in))) {
                for (Path file : files.sorted().toList()) {
                    wholes.add(Files.readAllBytes(file));
                }
            }
        }
        Fuzz.damage(
                "mapping",
                2_000,
                (which, damaged) -> {
                    try {
                        String yaml = new String(damaged, StandardCharsets.UTF_8);
                        read(TestMappings.connector(yaml, TestCrosswalks::find));
                    } catch (FileProblemException e) {
                        assertThat(e.problems()).isNotEmpty();
                    }
                },
                wholes.toArray(byte[][]::new));
    }

    @Test
    void a_pattern_of_files_that_does_not_end_is_refused_with_its_line() throws IOException {
        String whole = Files.readString(Path.of("src/test/mappings/members.yaml"));
        String broken = whole.replaceFirst("files: .*", "files: \"*.{csv\"");
        assertThat(broken).isNotEqualTo(whole);
        assertThatThrownBy(() -> TestMappings.connector(broken, TestCrosswalks::find))
                .isInstanceOfSatisfying(FileProblemException.class, refused -> assertThat(refused.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.what()).contains("pattern");
                            assertThat(problem.line()).isEqualTo((int) whole.substring(0, whole.indexOf("files: "))
                                    .lines()
                                    .count());
                        }));
    }

    private static void read(TabularConnector connector) {
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            try (SourceReader reader = connector.read(
                    stream,
                    Cursor.START,
                    new TestContext(new org.susten.testkit.FolderInlet(Path.of("src/test/samples"))))) {
                reader.forEachRemaining(row -> map(connector, row));
                reader.extent();
            } catch (ConnectorException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static void map(TabularConnector connector, SourceRecord row) {
        try {
            if (row.problem() == null) {
                assertThat(connector.map(row)).isNotNull();
            }
        } catch (MappingException e) {
            assertThat(e.rule()).isNotBlank();
        }
    }

    @Test
    @DisplayName("S-36 damaged YAML is read or refused, with a line, never more")
    void damaged_yaml() {
        byte[] whole =
                "a: 1\nb: [x, 'y', \"z\\n\", {c: 01, d: null}]\ne: |\n  text\n  more\nf:\n  - g: 1.5e3\n    h: true\n"
                        .getBytes(StandardCharsets.UTF_8);
        Fuzz.damage(
                "YAML",
                10_000,
                (which, damaged) -> {
                    try {
                        assertThat(YamlFile.of(new String(damaged, StandardCharsets.UTF_8))
                                        .line("/b/3/c"))
                                .isPositive();
                    } catch (FileProblemException e) {
                        assertThat(e.problems()).isNotEmpty();
                    }
                },
                whole);
    }

    @Test
    @DisplayName("S-36 a damaged crosswalk is read or refused, never more")
    void damaged_crosswalks() {
        byte[] whole =
                "\uFEFF# case: exact\r\nlocal,ceds,from,until,owner\r\nU,Unexcused,,2026-07-31,Ann\r\nU,\"Par,tial\",2026-08-01,,Ann\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("codes.csv");
        Fuzz.damage(
                "crosswalk",
                2_000,
                (which, damaged) -> {
                    try {
                        assertThat(CrosswalkFile.read("codes", Files.write(file, damaged))
                                        .find("U", null))
                                .satisfiesAnyOf(found -> assertThat(found).isNull(), found -> assertThat(found)
                                        .isNotNull());
                    } catch (FileProblemException e) {
                        assertThat(e.problems()).isNotEmpty();
                    }
                },
                whole);
    }
}
