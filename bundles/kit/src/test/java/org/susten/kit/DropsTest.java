// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.Finding;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

class DropsTest {

    private static final RowMaker.Factory VISITS = RowMaker.keyed("visits", "id");

    private static MemoryInlet threeDays() {
        return MemoryInlet.with("visits_2026-06-02.csv", "id,child\nv3,Cy\n")
                .and("visits_2026-06-01.csv", "id,child\nv1,Ada\nv2,Bo\n".getBytes(StandardCharsets.UTF_8))
                .and("visits_2026-06-03.csv", "child,id\nDi,v4\nEd,v5\n".getBytes(StandardCharsets.UTF_8))
                .and("children.csv", "id\nc1\n".getBytes(StandardCharsets.UTF_8));
    }

    private static SourceReader open(MemoryInlet inlet, Cursor since) {
        return Drops.read(inlet, "visits_*.csv", Csv.standard(), since, VISITS);
    }

    private static List<SourceRecord> rows(SourceReader reader) {
        List<SourceRecord> rows = new ArrayList<>();
        reader.forEachRemaining(rows::add);
        return rows;
    }

    @Test
    void files_are_read_in_name_order_one_at_a_time() {
        MemoryInlet inlet = threeDays();
        try (SourceReader reader = open(inlet, Cursor.START)) {
            List<String> keys = new ArrayList<>();
            while (reader.hasNext()) {
                keys.add(reader.next().key());
                assertThat(inlet.open()).isEqualTo(1);
            }
            assertThat(keys).containsExactly("v1", "v2", "v3", "v4", "v5");
            assertThat(reader.extent().complete()).isTrue();
            assertThat(reader.progress().done()).isEqualTo(reader.progress().total());
        }
        assertThat(inlet.open()).isZero();
    }

    @Test
    void reading_on_from_each_position_gives_exactly_the_rest() {
        List<SourceRecord> all;
        try (SourceReader reader = open(threeDays(), Cursor.START)) {
            all = rows(reader);
        }
        for (int i = 0; i < all.size(); i++) {
            try (SourceReader reader = open(threeDays(), all.get(i).position())) {
                assertThat(rows(reader))
                        .extracting(SourceRecord::position)
                        .containsExactlyElementsOf(all.subList(i + 1, all.size()).stream()
                                .map(SourceRecord::position)
                                .toList());
                assertThat(reader.extent().complete()).isFalse();
            }
        }
    }

    @Test
    void one_file_that_breaks_off_makes_the_whole_incomplete() {
        MemoryInlet inlet =
                threeDays().and("visits_2026-06-02.csv", "id,child\nv3,\"C".getBytes(StandardCharsets.UTF_8));
        try (SourceReader reader = open(inlet, Cursor.START)) {
            assertThat(rows(reader)).hasSize(5);
            assertThat(reader.extent().complete()).isFalse();
            assertThat(reader.findings()).extracting(Finding::where).contains("visits_2026-06-02.csv");
        }
    }

    @Test
    void no_file_closes_nothing() {
        try (SourceReader reader = Drops.read(threeDays(), "hours_*.csv", Csv.standard(), Cursor.START, VISITS)) {
            assertThat(reader.hasNext()).isFalse();
            assertThat(reader.extent().complete()).isFalse();
        }
    }

    @Test
    void a_file_that_is_not_of_the_stream_is_refused_by_name() {
        MemoryInlet inlet = threeDays().and("visits_2026-06-02.csv", "number\n1\n".getBytes(StandardCharsets.UTF_8));
        try (SourceReader reader = open(inlet, Cursor.START)) {
            assertThatThrownBy(() -> rows(reader))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("visits_2026-06-02.csv has no column id");
        }
        assertThat(inlet.open()).isZero();
    }
}
