// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.susten.connector.tabular.MappingSet;
import org.susten.model.Observation;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.TestContext;

/** Positions as they are published, where the layouts lie beside the checkout, and what counts become. */
class LayoutTest {

    private static final Path LAYOUTS = Path.of("../../../../shared/data/edfacts/edfacts_file_layouts.csv");

    @Test
    void every_position_of_the_mapping_is_a_published_one() throws IOException {
        assumeTrue(Files.exists(LAYOUTS), "the layouts are not beside this checkout");
        List<String> published = Files.readAllLines(LAYOUTS).stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells.length > 8 && cells[1].equals("2022-23"))
                .map(cells -> cells[cells.length - 5] + ' ' + cells[cells.length - 8] + ' ' + cells[cells.length - 6])
                .toList();
        List<String> mapped = Files.readAllLines(Path.of("src/main/resources/mappings/fixed.yaml")).stream()
                .filter(line -> line.strip().startsWith("- {name: "))
                .map(line -> line.strip().replaceAll("- \\{name: (\\w+), from: (\\d+), length: (\\d+)}", "$1 $2 $3"))
                .toList();
        assertThat(mapped).hasSizeGreaterThan(200);
        assertThat(published).containsAll(mapped);
    }

    @Test
    void counts_are_observations_with_their_year_and_subgroup_and_what_is_not_reported_is_none() throws IOException {
        for (String mapping : List.of("fixed", "csv")) {
            Connector connector =
                    MappingSet.in(Path.of("src/main/resources"), "edfacts").connector(mapping, "here");
            TestContext context = new TestContext(new FolderInlet(Path.of("src/test/samples", mapping)));
            List<Observation> said = new ArrayList<>();
            try (SourceReader reader = connector.read(connector.catalogue().stream("c052Sch"), Cursor.START, context)) {
                reader.forEachRemaining(row -> connector.map(row).forEach(entity -> said.add((Observation) entity)));
                assertThat(reader.extent().complete()).isTrue();
            }
            assertThat(said).hasSize(2);
            assertThat(said.get(0).begin()).isEqualTo("2022-07-01");
            assertThat(said.get(0).end()).isEqualTo("2023-06-30");
            assertThat(said.get(0).subgroup()).isEqualTo("05; BL7; F");
            assertThat(said.get(0).numerator()).isEqualByComparingTo(BigDecimal.valueOf(41));
            assertThat(said.get(0).organization().key()).isEqualTo("0600001|0007");
            assertThat(said.get(1).subgroup()).isNull();
        }
    }
}
