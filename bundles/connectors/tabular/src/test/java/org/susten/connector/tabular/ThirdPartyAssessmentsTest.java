// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

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
import org.susten.files.FileProblemException;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.TestContext;

/** Anonymized exports of assessments, of up to 374 columns, where they lie beside the checkout: a mapping each. No row is lost: the last
 * one of a file that lacks its end is unreadable, and told as that. */
class ThirdPartyAssessmentsTest {

    private static final Path SETS = Path.of("../../../../shared/data/assessment");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "nwea-map-growth, nwea_map_growth.csv, {AssessmentResult=6; Person=6; children cut=1; scores cut=1}",
        "staar, tx_staar_summative.csv, {AssessmentResult=20; Person=5}",
        "wida-access, wida_access.csv, {AssessmentResult=32; Person=4}"
    })
    void every_row_of_an_export_becomes_results(String mapping, String file, String expected)
            throws IOException, FileProblemException {
        Path export = SETS.resolve(file);
        assumeTrue(Files.exists(export), () -> export + " is not beside this checkout");
        Files.copy(export, folder.resolve("export.csv"));
        TabularConnector connector = TestMappings.connector(
                Files.readString(Path.of("src/test/assessments", mapping + ".yaml")), name -> null);
        Map<String, Integer> made = new TreeMap<>();
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            try (SourceReader reader = connector.read(stream, Cursor.START, new TestContext(new FolderInlet(folder)))) {
                reader.forEachRemaining(row -> {
                    MappingException problem = row.problem();
                    if (problem != null) {
                        made.merge(stream.name() + ' ' + problem.rule(), 1, Integer::sum);
                        return;
                    }
                    for (Entity entity : connector.map(row)) {
                        made.merge(entity.getClass().getSimpleName(), 1, Integer::sum);
                    }
                });
            }
        }
        made.remove("Assessment");
        assertThat(made).hasToString(expected.replace(';', ','));
    }
}
