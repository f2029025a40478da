// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.kit.testing.Fuzz;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;

class RosterFuzzTest {

    private final OneRosterConnector connector =
            new OneRosterConnector(Settings.of(OneRosterConnector.Config.class, "site=riverside"));

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"v1p1, manifest.csv", "v1p1, .csv", "v1p2, manifest.csv", "v1p2, .csv"})
    @DisplayName(
            "S-36 an export with a damaged table or manifest is read or refused, in a folder and in an archive, never more")
    void damaged_exports(String version, String damagedFiles) throws IOException {
        Map<String, byte[]> export = new LinkedHashMap<>();
        try (Stream<Path> listed = Files.list(Path.of("src/test/samples", version))) {
            for (Path file : listed.sorted().toList()) {
                export.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        List<String> names = export.keySet().stream()
                .filter(name -> name.endsWith(damagedFiles))
                .toList();
        Fuzz.damage(
                "OneRoster " + version + " (" + damagedFiles + ')',
                250,
                (which, damaged) -> {
                    Map<String, byte[]> arrived = new LinkedHashMap<>(export);
                    arrived.put(names.get(which), damaged);
                    MemoryInlet folder = new MemoryInlet();
                    arrived.forEach(folder::and);
                    readAll(folder);
                    readAll(MemoryInlet.with("drop.zip", Fuzz.archive(arrived)));
                },
                names.stream().map(export::get).toArray(byte[][]::new));
    }

    private void readAll(MemoryInlet inlet) {
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            try (SourceReader reader = connector.read(stream, Cursor.START, new TestContext(inlet))) {
                reader.forEachRemaining(this::map);
                reader.extent();
                reader.findings();
            } catch (ConnectorException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(inlet.open()).as("streams left open").isZero();
    }

    private void map(SourceRecord row) {
        try {
            if (row.presence() == SourceRecord.Presence.PRESENT) {
                assertThat(connector.map(row)).isNotNull();
            }
        } catch (MappingException e) {
            assertThat(e.rule()).isNotBlank();
        }
    }
}
