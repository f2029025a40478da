// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;

class JsonTest {

    private static final RowMaker.Factory USERS = RowMaker.keyed("users", "id");

    private record Read(List<SourceRecord> rows, boolean complete) {
        List<String> keys() {
            return rows.stream().map(SourceRecord::key).toList();
        }
    }

    private static Read read(Json json, String text, Cursor since) {
        MemoryInlet inlet = MemoryInlet.with("users.json", text);
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = json.open(inlet, "users.json", since, USERS)) {
            reader.forEachRemaining(rows::add);
            return new Read(rows, reader.extent().complete());
        } finally {
            assertThat(inlet.open()).isZero();
        }
    }

    private static Read read(String text) {
        return read(Json.standard(), text, Cursor.START);
    }

    @Test
    void objects_of_an_array_are_rows_and_keep_their_nesting() {
        Read read = read(
                """
                [ {"id": 1, "name": {"first": "Zoë", "former": ["Z", null]}, "active": true},
                  {"id": "2", "score": 12.50, "name": null} ]""");
        assertThat(read.keys()).containsExactly("1", "2");
        assertThat(read.complete()).isTrue();
        SourceRecord first = read.rows().get(0);
        assertThat(first.value("name")).isInstanceOfSatisfying(Map.class, name -> assertThat(name.get("first"))
                .isEqualTo("Zoë"));
        assertThat(first.text("active")).isEqualTo("true");
        assertThat(first.position()).isEqualTo(new Cursor("users.json#1"));
        assertThat(read.rows().get(1).text("score")).isEqualTo("12.50");
        assertThat(read.rows().get(1).text("name")).isNull();
        assertThat(first.text("score")).isNull();
    }

    @Test
    void objects_on_lines_are_rows_and_a_broken_line_costs_itself_only() {
        Read read = read("{\"id\":1}\n\n{\"id\":2,\n{\"id\":3}\r\n[4]\n{\"id\":5} {\"id\":6}\n{\"id\":7}");
        assertThat(read.rows())
                .extracting(SourceRecord::presence)
                .containsExactly(
                        Presence.PRESENT,
                        Presence.UNREADABLE,
                        Presence.PRESENT,
                        Presence.UNREADABLE,
                        Presence.UNREADABLE,
                        Presence.PRESENT);
        assertThat(read.rows().get(1).position()).isEqualTo(new Cursor("users.json#3"));
        assertThat(read.complete()).isTrue();
    }

    @Test
    void lines_of_any_length_are_rows() {
        StringBuilder text = new StringBuilder();
        List<String> keys = new ArrayList<>();
        for (int length : new int[] {0, 1, 16_000, 16_370, 16_384, 16_385, 40_000, 3, 130_000, 0}) {
            keys.add("k" + keys.size());
            text.append("{\"id\":\"k").append(keys.size() - 1).append("\",\"note\":\"");
            text.append("x".repeat(length)).append("\"}\n");
        }
        assertThat(read(text.toString()).keys()).isEqualTo(keys);
        assertThat(read(text.toString().strip()).keys()).isEqualTo(keys);
    }

    @Test
    void a_line_that_is_too_long_costs_itself_only() {
        Read read = read("{\"id\":1}\n{\"id\":\"" + "x".repeat(9 << 20) + "\"}\n{\"id\":3}\n");
        List<SourceRecord> rows = read.rows();
        assertThat(rows.get(0).key()).isEqualTo("1");
        assertThat(rows.get(rows.size() - 1).key()).isEqualTo("3");
        assertThat(rows.subList(1, rows.size() - 1))
                .isNotEmpty()
                .allMatch(row -> row.presence() == Presence.UNREADABLE);
    }

    @Test
    void rows_may_be_in_an_array_within_an_object() {
        Read read = read(
                Json.standard().at("users"),
                "{\"page\":{\"users\":1},\"users\":[{\"id\":1},{\"id\":2}],\"next\":null}",
                Cursor.START);
        assertThat(read.keys()).containsExactly("1", "2");
        assertThatThrownBy(() -> read(Json.standard().at("people"), "{\"users\":[]}", Cursor.START))
                .isInstanceOf(ConnectorException.class);
    }

    @Test
    @DisplayName("R-09 a file cut in the middle closes nothing")
    void a_file_that_breaks_off_is_not_complete() {
        Read read = read("[{\"id\":1},{\"id\":2,\"name\":\"Zo");
        assertThat(read.rows())
                .extracting(SourceRecord::presence)
                .containsExactly(Presence.PRESENT, Presence.UNREADABLE);
        assertThat(read.complete()).isFalse();
        assertThat(read("[{\"id\":1}").complete()).isFalse();
        assertThat(read("").complete()).isFalse();
        assertThat(read("[]").complete()).isTrue();
    }

    @Test
    void reading_on_from_each_position_gives_exactly_the_rest() {
        for (String text : List.of("[{\"id\":1},{\"id\":2,\"x\":3},{\"id\":3}]", "{\"id\":1}\n{bad\n{\"id\":3}\n")) {
            List<SourceRecord> all = read(text).rows();
            for (int i = 0; i < all.size(); i++) {
                Read rest = read(Json.standard(), text, all.get(i).position());
                assertThat(rest.rows()).hasSize(all.size() - i - 1);
                assertThat(rest.complete()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("S-11 depth and size are bounded")
    void deep_and_endless_values_are_refused() {
        Read deep = read("[{\"id\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}]");
        assertThat(deep.rows()).extracting(SourceRecord::presence).containsExactly(Presence.UNREADABLE);
        Read wide = read("[{\"id\":[" + "1,".repeat(200_000) + "1]}]");
        assertThat(wide.complete()).isFalse();
        assertThatThrownBy(() -> read("hello")).isInstanceOf(ConnectorException.class);
    }
}
