// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;

class CsvTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static final RowMaker.Factory VISITS = RowMaker.keyed("visits", "id");

    /** What a reading gave. */
    private record Read(List<SourceRecord> rows, List<String> findings, Extent extent) {

        SourceRecord row(int index) {
            return rows.get(index);
        }

        List<String> texts(String column) {
            return rows.stream().map(row -> row.text(column)).toList();
        }
    }

    private static Read read(Csv csv, MemoryInlet inlet, Cursor since) {
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = csv.open(inlet, "visits.csv", since, VISITS)) {
            reader.forEachRemaining(rows::add);
            return new Read(rows, reader.findings().stream().map(Finding::what).toList(), reader.extent());
        } finally {
            assertThat(inlet.open()).as("streams left open").isZero();
        }
    }

    private static Read read(String text) {
        return read(Csv.standard(), MemoryInlet.with("visits.csv", text), Cursor.START);
    }

    private static Read read(byte[] bytes) {
        return read(Csv.standard(), MemoryInlet.with("visits.csv", bytes), Cursor.START);
    }

    private static Read told(byte[] bytes) {
        return read(Csv.standard().charset(WINDOWS), MemoryInlet.with("visits.csv", bytes), Cursor.START);
    }

    @Test
    void rows_come_with_key_position_and_values() {
        Read read = read("id,child,minutes\nv1,Ada,30\nv2,Bo,\n");

        assertThat(read.rows()).extracting(SourceRecord::key).containsExactly("v1", "v2");
        assertThat(read.row(1).position()).isEqualTo(new Cursor("visits.csv#3"));
        assertThat(read.row(0).text("child")).isEqualTo("Ada");
        assertThat(read.row(1).text("minutes")).isNull();
        assertThat(read.extent()).isEqualTo(Extent.SNAPSHOT);
        assertThat(read.findings()).isEmpty();
        assertThat(read.row(0)).hasToString("visits@visits.csv#2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    @DisplayName("R-09 CRLF, LF and CR end a line")
    void every_line_end_is_a_line_end(String end) {
        Read read = read(String.join(end, "id,child", "v1,Ada", "", "v2,\"B" + end + "o\"", "v3,Cy") + end);

        assertThat(read.texts("id")).containsExactly("v1", "v2", "v3");
        assertThat(read.row(1).text("child")).isEqualTo("B" + end + "o");
        assertThat(read.row(2).position()).isEqualTo(new Cursor("visits.csv#6"));
    }

    @Test
    @DisplayName("R-09 line ends may be mixed")
    void mixed_line_ends_are_line_ends() {
        assertThat(read("id,child\r\nv1,A\nv2,B\rv3,C\r\n").texts("child")).containsExactly("A", "B", "C");
    }

    @Test
    @DisplayName("R-09 a byte order mark is no part of the first column's name")
    void byte_order_marks_are_passed_over() {
        assertThat(read("\uFEFFid,child\nv1,Zoë\n").texts("child")).containsExactly("Zoë");
        assertThat(read("\uFEFFid,child\nv1,Zoë\n".getBytes(StandardCharsets.UTF_16LE))
                        .texts("child"))
                .containsExactly("Zoë");
        assertThat(read("\uFEFFid,child\nv1,Zoë\n".getBytes(StandardCharsets.UTF_16BE))
                        .texts("id"))
                .containsExactly("v1");
        assertThat(read("id,child\nv1,Zoë\n".getBytes(StandardCharsets.UTF_16LE))
                        .texts("child"))
                .containsExactly("Zoë");
    }

    @Test
    void a_file_of_utf8_that_is_told_to_be_of_single_bytes_is_read_so_with_a_finding() {
        String text = "id,child\nv1,Zoë\nv2,Jürgen\n";
        assertThat(told(text.getBytes(StandardCharsets.UTF_8)).findings())
                .containsExactly(
                        "is UTF-8 and was read as windows-1252, which is said of it; every letter beyond ASCII came in as two or more others: correct the encoding that is said");
        assertThat(told(text.getBytes(WINDOWS)).findings()).isEmpty();
        assertThat(told("id,child\nv1,Zo\n".getBytes(WINDOWS)).findings()).isEmpty();
        assertThat(told("id,child\nv1,José".getBytes(WINDOWS)).findings()).isEmpty();
    }

    @Test
    @DisplayName("R-09 Latin-1 bytes make the file Windows-1252, with a finding")
    void a_file_that_is_not_utf8_is_windows_1252() {
        String text = "id,child\n" + "v0,plain\n".repeat(20_000) + "v1,Zoë “Z” Müller\n";
        Read read = read(text.getBytes(WINDOWS));

        assertThat(read.row(20_000).text("child")).isEqualTo("Zoë “Z” Müller");
        assertThat(read.findings()).containsExactly("is not UTF-8 and was read as Windows-1252; ask for UTF-8");
    }

    @Test
    void a_broken_byte_in_a_utf8_file_costs_its_row_only() {
        byte[] good = "id,child\nv1,Zoë\nv2,B".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = java.util.Arrays.copyOf(good, good.length + 7);
        System.arraycopy(new byte[] {(byte) 0xE9, 'o', '\n', 'v', '3', ',', 'C'}, 0, bytes, good.length, 7);
        Read read = read(bytes);

        assertThat(read.rows())
                .extracting(SourceRecord::presence)
                .containsExactly(Presence.PRESENT, Presence.UNREADABLE, Presence.PRESENT);
        assertThat(read.row(1).problem().rule()).isEqualTo("encoding");
        assertThat(read.row(1).text("child")).isEqualTo("B\uFFFDo");
    }

    @Test
    void a_nul_makes_its_row_unreadable() {
        Read read = read("id,child\nv1,A\0da\nv2,Bo\n");

        assertThat(read.row(0).presence()).isEqualTo(Presence.UNREADABLE);
        assertThat(read.row(0).text("child")).isEqualTo("Ada");
        assertThat(read.row(1).presence()).isEqualTo(Presence.PRESENT);
    }

    @Test
    void characters_across_buffer_borders_are_whole() {
        StringBuilder text = new StringBuilder("id,child\n");
        for (int i = 0; i < 30_000; i++) {
            text.append('v').append(i).append(",\uD83D\uDE00é€\n");
        }
        assertThat(read(text.toString()).texts("child")).hasSize(30_000).allMatch("\uD83D\uDE00é€"::equals);
    }

    @Test
    @DisplayName("R-15 too few fields are absent values, too many make the row unreadable")
    void rows_of_another_width() {
        Read read = read("id,child,note\nv1,Ada\nv2,Bo,x,\nv3,Cy,x,y\nv4,Di,x\n");

        assertThat(read.row(0).value("note")).isNull();
        assertThat(read.row(1).presence()).isEqualTo(Presence.PRESENT);
        assertThat(read.row(2).problem().rule()).isEqualTo("columns");
        assertThat(read.row(2).problem()).hasMessageContaining("4 fields").hasMessageContaining("header 3");
        assertThat(read.row(3).text("child")).isEqualTo("Di");
        assertThat(read.findings()).anyMatch(what -> what.startsWith("1 row has fewer fields"));
    }

    @Test
    @DisplayName("R-09 a file cut within a quoted field closes nothing")
    void an_open_quote_at_the_end_makes_the_last_row_unreadable() {
        Read read = read("id,child\nv1,Ada\nv2,\"Bo\nv3,Cy\nv4,D");

        assertThat(read.rows())
                .extracting(SourceRecord::presence)
                .containsExactly(Presence.PRESENT, Presence.UNREADABLE);
        assertThat(read.row(1).position()).isEqualTo(new Cursor("visits.csv#3"));
        assertThat(read.row(1).problem().rule()).isEqualTo("cut");
        assertThat(read.extent().complete()).isFalse();
    }

    @Test
    @DisplayName("R-09 a quote that is not doubled never makes one row of two")
    void a_field_that_swallows_the_next_row_is_unreadable() {
        Read read = read(
                """
                id,site,day,from,to
                v1,"Har"bor",5,15:05,17:30
                v2,"Pi"er",6,15:10,17:00
                v3,Quay,7,14:00,15:00
                """);

        assertThat(read.row(0).presence()).isEqualTo(Presence.UNREADABLE);
        assertThat(read.row(0).position()).isEqualTo(new Cursor("visits.csv#2"));
        assertThat(read.row(0).problem().rule()).isEqualTo("quote");
        assertThat(read.rows()).noneMatch(row -> row.key().equals("v1"));
        assertThat(read.rows().get(read.rows().size() - 1).key()).isEqualTo("v3");
    }

    @Test
    void notes_may_have_lines_quotes_and_delimiters() {
        Read read = read(
                """
                id,note,day,from,to
                v4,"A ""pier"", and more
                of it",8,14:30,15:30
                v5,"One, ""two"", three, four, five
                and six, and, seven, ""eight\""",8,14:30,15:30
                """);

        assertThat(read.rows()).extracting(SourceRecord::presence).containsOnly(Presence.PRESENT);
        assertThat(read.rows()).extracting(SourceRecord::key).containsExactly("v4", "v5");
    }

    @Test
    @DisplayName("R-09 a file cut within a row closes nothing")
    void a_last_row_without_line_end_and_fields_is_cut() {
        Read read = read("id,child,minutes\nv1,Ada,30\nv2,B");

        assertThat(read.row(1).problem().rule()).isEqualTo("cut");
        assertThat(read.extent().complete()).isFalse();
        assertThat(read("id,child,minutes\nv1,Ada,30\nv2,Bo,").extent().complete())
                .isTrue();
    }

    @Test
    @DisplayName("R-09, R-13 an empty file closes nothing, a header alone is an empty stream")
    void empty_files() {
        assertThat(read("").rows()).isEmpty();
        assertThat(read("").extent().complete()).isFalse();
        assertThat(read("").findings()).isNotEmpty();
        assertThat(read("id,child").extent().complete()).isTrue();
        assertThat(read("id,child\r\n").rows()).isEmpty();
    }

    @Test
    @DisplayName("R-09 1 GB in a single line is refused within a few megabytes")
    void a_field_without_end_is_refused_in_bounded_memory() {
        long gigabyte = 1L << 30;
        MemoryInlet inlet = new MemoryInlet().and("visits.csv", () -> new Endless("id,child\nv1,Ada\nv2,", gigabyte));
        Read read = read(Csv.standard(), inlet, Cursor.START);

        assertThat(read.rows()).hasSize(2);
        assertThat(read.row(1).problem()).hasMessageContaining("too large");
        assertThat(read.extent().complete()).isFalse();
        assertThatThrownBy(() -> read(
                        Csv.standard(),
                        new MemoryInlet().and("visits.csv", () -> new Endless("id,", gigabyte)),
                        Cursor.START))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("visits.csv has no header line");
        assertThatThrownBy(
                        () -> read(Csv.standard(), MemoryInlet.with("visits.csv", "x,".repeat(20_000)), Cursor.START))
                .hasMessageContaining("more than 10000 columns");
    }

    @Test
    void reading_on_from_each_position_gives_exactly_the_rest() {
        String text = "id,child\nv1,Ada\n\nv2,\"B\no\"\nv3,Cy\nv4,D,too,many\nv5,Ed\n";
        List<SourceRecord> all = read(text).rows();
        for (int i = 0; i < all.size(); i++) {
            Read rest = read(
                    Csv.standard(),
                    MemoryInlet.with("visits.csv", text),
                    all.get(i).position());
            assertThat(rest.rows())
                    .extracting(SourceRecord::position)
                    .containsExactlyElementsOf(all.subList(i + 1, all.size()).stream()
                            .map(SourceRecord::position)
                            .toList());
            assertThat(rest.extent().complete()).isFalse();
        }
        assertThat(read(Csv.standard(), MemoryInlet.with("visits.csv", text), new Cursor("other.csv#4"))
                        .rows())
                .hasSize(5);
    }

    @Test
    @DisplayName("R-15 headers are forgiven case and space, and told")
    void headers_that_differ_a_little_are_taken_for_what_is_meant() {
        Csv csv = Csv.standard().expecting(List.of("id", "childName", "minutes", "site", "metadata.*"));
        Read read = read(
                csv,
                MemoryInlet.with(
                        "visits.csv", " ID ,Child Name,minutes,minutes,metadata.x,colour\nv1,Ada,30,31,m,red\n"),
                Cursor.START);

        assertThat(read.row(0).text("childName")).isEqualTo("Ada");
        assertThat(read.row(0).text("minutes")).isEqualTo("30");
        assertThat(read.row(0).text("metadata.x")).isEqualTo("m");
        assertThat(read.findings())
                .containsExactly(
                        "column id is written differently",
                        "column childName is written differently",
                        "columns named twice, of which the first counts: minutes",
                        "missing columns: site",
                        "columns nobody asked for: colour");
    }

    @Test
    void a_first_line_that_is_no_header_is_refused_without_telling_what_it_says() {
        Csv csv = Csv.standard().expecting(List.of("id", "child"));
        assertThatThrownBy(() -> read(csv, MemoryInlet.with("visits.csv", "v1,Canary\nv2,Bo\n"), Cursor.START))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("none of the columns id, child")
                .hasMessageNotContaining("Canary");
        assertThatThrownBy(() -> read("number,child\nv1,Ada\n")).hasMessageContaining("no column id");
    }

    @Test
    void a_header_separated_otherwise_is_refused_with_its_separator() {
        Csv csv = Csv.standard().expecting(List.of("id", "child"));
        assertThatThrownBy(() -> read(csv, MemoryInlet.with("visits.csv", "id;child\nv1;Canary\n"), Cursor.START))
                .hasMessageContaining("separated by semicolons: ask for commas instead")
                .hasMessageNotContaining("Canary");
        Csv bars = Csv.standard().delimiter('|').expecting(List.of("id", "child"));
        assertThatThrownBy(() -> read(bars, MemoryInlet.with("visits.csv", "id,child\nv1,Canary\n"), Cursor.START))
                .hasMessageContaining("separated by commas: ask for vertical bars instead");
    }

    @Test
    void other_delimiters_quotes_and_headers() {
        Csv csv = Csv.standard().delimiter(';').quote('\'').headerAt(3);
        Read read = read(csv, MemoryInlet.with("visits.csv", "Report\nof June\nid;child\nv1;'A;da'\n"), Cursor.START);
        assertThat(read.texts("child")).containsExactly("A;da");
        assertThat(read.row(0).position()).isEqualTo(new Cursor("visits.csv#4"));

        Csv bare = Csv.standard().columns(List.of("id", "child"));
        assertThat(read(bare, MemoryInlet.with("visits.csv", "v1,Ada\nv2,Bo\n"), Cursor.START)
                        .texts("child"))
                .containsExactly("Ada", "Bo");
    }

    @Test
    void blank_rows_are_no_rows() {
        Read read = read("id,child\n,\n  , \nv1,Ada\n");
        assertThat(read.rows()).hasSize(1);
        assertThat(read.findings()).containsExactly("2 rows are blank and were passed over");
    }

    @Test
    void keys_of_several_columns_do_not_collide() {
        RowMaker.Factory keyed = RowMaker.keyed("visits", "a", "b");
        MemoryInlet inlet = MemoryInlet.with("visits.csv", "a,b\nx|,y\nx,|y\n,y\n");
        List<String> keys = new ArrayList<>();
        try (SourceReader reader = Csv.standard().open(inlet, "visits.csv", Cursor.START, keyed)) {
            reader.forEachRemaining(row -> keys.add(row.key()));
        }
        assertThat(keys).doesNotHaveDuplicates().contains("");
    }

    /** A head and then one character for ever so long. */
    private static final class Endless extends InputStream {
        private final byte[] head;
        private final long size;
        private long position;

        Endless(String head, long size) {
            this.head = head.getBytes(StandardCharsets.US_ASCII);
            this.size = size;
        }

        @Override
        public int read() {
            if (position == size) {
                return -1;
            }
            int next = position < head.length ? head[(int) position] : 'x';
            position++;
            return next;
        }
    }
}
