// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.susten.files.YamlFile;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A mapping file must not be why a run is slow. The floor is well below what it does. */
class MappingSpeedTest {

    private static final Path SAMPLES = Path.of("../../../samples");
    private static final double FLOOR = 300_000;

    @Test
    void a_mapping_makes_entities_of_hundreds_of_thousands_of_rows_in_a_second_of_one_core() throws Exception {
        Mappings mappings = new Mappings();
        CrosswalkFiles crosswalks = new CrosswalkFiles(mappings);
        for (String name : List.of("riverside-attendance", "riverside-schools")) {
            crosswalks.accept("crosswalks/" + name + ".csv", SAMPLES.resolve("etc/crosswalks/" + name + ".csv"));
        }
        String text = Files.readString(SAMPLES.resolve("etc/mappings/riverside-attendance.yaml"));
        mappings.mapping("attendance", YamlFile.of(text), true);
        TabularConnector connector = TestMappings.connector(mappings, "attendance", "riverside");
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = connector.read(
                connector.catalogue().stream("attendance"),
                Cursor.START,
                new FolderInlet(SAMPLES.resolve("data/riverside-attendance")))) {
            reader.forEachRemaining(rows::add);
        }
        double best = 0;
        for (int round = 0; round < 8; round++) {
            long start = cpu();
            long entities = mapAll(connector, rows);
            best = Math.max(best, rows.size() * 1e9 / (cpu() - start));
            assertThat(entities).isEqualTo(120_000);
        }
        assertThat(best).as("rows mapped in a second of one core").isGreaterThan(FLOOR);
    }

    /** Time this thread was at work: others on the machine do not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long mapAll(TabularConnector connector, List<SourceRecord> rows) {
        long entities = 0;
        for (SourceRecord row : rows) {
            try {
                entities += connector.map(row).size();
            } catch (MappingException e) {
                // the samples' rows that are refused on purpose
            }
        }
        return entities;
    }
}
