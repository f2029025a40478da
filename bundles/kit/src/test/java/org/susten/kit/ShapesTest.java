// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Files of fixed width, XML rows, and headers of several rows. */
class ShapesTest {

    private static final String XML =
            """
            <Export><Site id="7"><Name>North</Name><Big><Deep>x</Deep></Big>
              <Child no="1"><Name><First>Ann</First></Name><Race>A</Race><Race>B</Race></Child>
              <Child no="2"><Name><First>Bo</First></Name></Child></Site>
             <Site id="8"><Name>South</Name><Child no="3"><Name><First>Cy</First></Name></Child></Site></Export>
            """;

    private static List<SourceRecord> read(RowFormat format, MemoryInlet inlet, Cursor since, boolean complete) {
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = format.open(inlet, "f", since, RowMaker.keyed("s", "no"))) {
            reader.forEachRemaining(rows::add);
            assertThat(reader.extent().complete()).isEqualTo(complete);
        }
        assertThat(inlet.open()).isZero();
        return rows;
    }

    @Test
    void a_file_of_fixed_width_is_cut_by_place_whatever_its_line_ends() {
        Fixed format = Fixed.columns(List.of(new Fixed.Column("no", 1, 3), new Fixed.Column("name", 4, 5)))
                .rowsFrom(2);
        MemoryInlet inlet = MemoryInlet.with("f", "header\r\n001Ann  more\r002Zo\u00eb\n\n003\r\n");
        List<SourceRecord> rows = read(format, inlet, Cursor.START, true);
        assertThat(rows).extracting(SourceRecord::key).containsExactly("001", "002", "003");
        assertThat(rows).extracting(row -> row.text("name")).containsExactly("Ann", "Zo\u00eb", null);
        assertThat(rows).extracting(row -> row.position().value()).containsExactly("f#2", "f#3", "f#5");
        assertThat(read(format, inlet, new Cursor("f#3"), false))
                .extracting(SourceRecord::key)
                .containsExactly("003");
    }

    @Test
    void elements_at_the_end_of_a_way_are_rows_that_know_what_is_around_them() {
        Xml format = Xml.rows("Site/Child")
                .expecting(List.of("no", "@no", "Name/First", "Race", "../Name", "../@id", "Race/x"));
        RowMaker.Factory rows = RowMaker.keyed("s", "@no");
        try (SourceReader reader = format.open(MemoryInlet.with("f", XML), "f", Cursor.START, rows)) {
            List<SourceRecord> all = new ArrayList<>();
            reader.forEachRemaining(all::add);
            assertThat(all).extracting(SourceRecord::key).containsExactly("1", "2", "3");
            assertThat(all).extracting(row -> row.text("Name/First")).containsExactly("Ann", "Bo", "Cy");
            assertThat(all).extracting(row -> row.text("../Name")).containsExactly("North", "North", "South");
            assertThat(all).extracting(row -> row.text("../@id")).containsExactly("7", "7", "8");
            assertThat(reader.extent().complete()).isTrue();
        }
    }

    @Test
    @DisplayName("S-10 a document type in an XML table is refused and nothing outside is read")
    void a_document_type_is_refused() {
        MemoryInlet inlet = MemoryInlet.with(
                "f", "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><r><Child no=\"1\">&x;</Child></r>");
        assertThatThrownBy(() -> read(Xml.rows("Child"), inlet, Cursor.START, false))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("document type");
        assertThat(inlet.open()).isZero();
    }

    @Test
    void xml_that_breaks_off_gives_what_was_whole_and_closes_nothing() {
        MemoryInlet inlet = MemoryInlet.with("f", "<r><Child><no>1</no></Child><Child><no>2</no>");
        List<SourceRecord> rows = read(Xml.rows("Child"), inlet, Cursor.START, false);
        assertThat(rows)
                .extracting(SourceRecord::presence)
                .containsExactly(SourceRecord.Presence.PRESENT, SourceRecord.Presence.UNREADABLE);
    }

    @Test
    void names_in_two_rows_after_blank_ones_are_joined() {
        MemoryInlet inlet = MemoryInlet.with("f", ",,,\n,,Letters,,Age\nno,Name,Score,Level,\n1,Ann,7,low,5\n");
        List<SourceRecord> rows = read(Csv.standard().headerRows(2), inlet, Cursor.START, true);
        assertThat(rows.get(0).columns().names())
                .containsExactly("no", "Name", "Letters Score", "Letters Level", "Age");
        assertThat(rows.get(0).text("Letters Level")).isEqualTo("low");
    }

    @Test
    void nested_json_is_reached_by_a_path() {
        MemoryInlet inlet = MemoryInlet.with(
                "f", "{\"no\":1,\"name\":{\"first\":\"Ann\"},\"races\":[{\"code\":\"A\"},{\"code\":\"B\"}]}\n");
        Json format = Json.standard().expecting(List.of("no", "name/first", "races/code"));
        SourceRecord row = read(format, inlet, Cursor.START, true).get(0);
        assertThat(row.text("name/first")).isEqualTo("Ann");
        assertThat(row.text("races/code")).isEqualTo("A|B");
    }
}
