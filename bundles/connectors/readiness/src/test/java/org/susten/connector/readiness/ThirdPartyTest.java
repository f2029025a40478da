// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.connector.tabular.MappingSet;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.TestContext;

/** Anonymized exports of others, where they lie beside the checkout: every row becomes something, none is refused. */
class ThirdPartyTest {

    private static final Path SETS = Path.of("../../../../shared/data/earlychildhood");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "gold, ts-gold/gold_sample_anonymized.csv, children=5 scores=28, Person=5 Assessment=28 AssessmentResult=28",
        "kra, kra/KRA_sample_file_deidentified.csv, children=10 scores=50, Person=10 Assessment=50 AssessmentResult=50",
        "pals, pals/PALS_sample.csv, children=30 scores=240, Person=30 Assessment=240 AssessmentResult=240"
    })
    void every_row_of_an_export_is_understood(String mapping, String file, String rows, String entities)
            throws IOException {
        Path export = SETS.resolve(file);
        assumeTrue(Files.exists(export), () -> export + " is not beside this checkout");
        Files.copy(export, folder.resolve("export.csv"));
        Connector connector =
                MappingSet.in(Path.of("src/main/resources"), "readiness").connector(mapping, "here");
        Map<String, Integer> read = new TreeMap<>();
        Map<String, Integer> made = new TreeMap<>();
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            if (stream.name().equals("objectives")) {
                continue;
            }
            try (SourceReader reader = connector.read(stream, Cursor.START, new TestContext(new FolderInlet(folder)))) {
                reader.forEachRemaining(row -> {
                    assertThat(row.problem()).as(row.toString()).isNull();
                    read.merge(stream.name(), 1, Integer::sum);
                    for (Entity entity : connector.map(row)) {
                        made.merge(entity.getClass().getSimpleName(), 1, Integer::sum);
                    }
                });
            }
        }
        expect(read, rows);
        expect(made, entities);
    }

    private static void expect(Map<String, Integer> counted, String expected) {
        for (String pair : expected.split(" ")) {
            String[] parts = pair.split("=");
            assertThat(counted).containsEntry(parts[0], Integer.valueOf(parts[1]));
        }
    }
}
