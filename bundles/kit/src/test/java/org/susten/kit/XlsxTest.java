// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;

class XlsxTest {

    private static final RowMaker.Factory VISITS = RowMaker.keyed("visits", "id");

    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Test", "1.0")) {
            book.newWorksheet("Cover").value(0, 0, "Visits of June");
            Worksheet sheet = book.newWorksheet("Visits");
            sheet.value(0, 0, "A title that spans the sheet");
            String[] header = {"id", "Child Name", "day", "at", "hours", "present", "total"};
            for (int i = 0; i < header.length; i++) {
                sheet.value(2, i, header[i]);
            }
            sheet.value(3, 0, "v1");
            sheet.value(3, 1, "Zoë & <Bo>");
            sheet.value(3, 2, LocalDate.of(2026, 6, 1));
            sheet.style(3, 2).format("yyyy-MM-dd").set();
            sheet.value(3, 3, LocalDateTime.of(2026, 6, 1, 15, 30));
            sheet.style(3, 3).format("m/d/yy h:mm").set();
            sheet.value(3, 4, 0.1 + 0.2);
            sheet.value(3, 5, true);
            sheet.value(5, 0, 1234567);
            sheet.value(6, 0, "v3");
            sheet.value(6, 9, "beyond");
        }
        return bytes.toByteArray();
    }

    private static List<SourceRecord> read(Xlsx format, MemoryInlet inlet, Cursor since) {
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = format.open(inlet, "visits.xlsx", since, VISITS)) {
            reader.forEachRemaining(rows::add);
        }
        assertThat(inlet.open()).isZero();
        return rows;
    }

    @Test
    void cells_come_as_text_that_a_person_would_write() throws IOException {
        Xlsx format = Xlsx.standard().sheet(" visits").headerAt(2).expecting(List.of("id", "childName", "day"));
        List<SourceRecord> rows = read(format, MemoryInlet.with("visits.xlsx", workbook()), Cursor.START);

        assertThat(rows).extracting(SourceRecord::key).containsExactly("v1", "1234567", "");
        SourceRecord first = rows.get(0);
        assertThat(first.position()).isEqualTo(new Cursor("visits.xlsx#4"));
        assertThat(first.text("childName")).isEqualTo("Zoë & <Bo>");
        assertThat(first.text("day")).isEqualTo("2026-06-01");
        assertThat(first.text("at")).isEqualTo("2026-06-01T15:30:00");
        assertThat(first.text("hours")).isEqualTo("0.3");
        assertThat(first.text("present")).isEqualTo("true");
        assertThat(rows.get(1).text("day")).isNull();
        assertThat(rows.get(2).presence()).isEqualTo(Presence.UNREADABLE);
        assertThat(read(
                        format,
                        MemoryInlet.with("visits.xlsx", workbook()),
                        rows.get(0).position()))
                .extracting(SourceRecord::position)
                .containsExactly(new Cursor("visits.xlsx#6"), new Cursor("visits.xlsx#7"));
    }

    @Test
    void a_sheet_that_is_not_there_is_told_with_those_that_are() {
        assertThatThrownBy(() -> read(
                        Xlsx.standard().sheet("Children"), MemoryInlet.with("visits.xlsx", workbook()), Cursor.START))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("no sheet Children")
                .hasMessageContaining("[Cover, Visits]")
                .hasMessageEndingWith("or correct the sheet that the mapping names");
    }

    @Test
    void what_is_no_workbook_is_refused() {
        assertThatThrownBy(() -> read(Xlsx.standard(), MemoryInlet.with("visits.xlsx", "id,child\n"), Cursor.START))
                .isInstanceOf(ConnectorException.class);
        assertThatThrownBy(() -> read(Xlsx.standard(), by(Map.of("readme.txt", "hello")), Cursor.START))
                .hasMessageContaining("is no Excel workbook");
    }

    @Test
    void cells_without_addresses_and_texts_in_runs_are_read() throws IOException {
        List<SourceRecord> rows = read(
                Xlsx.standard(),
                sheet(
                        """
                <row><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>day</t></is></c></row>
                <row><c t="inlineStr"><is><r><t>v</t></r><r><t>1</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>
                     <c t="d"><v>2026-06-01</v></c></row>
                <row r="9"><c r="A9" t="str"><f>"v"&amp;2</f><v>v2</v></c><c r="B9"><v>1E3</v></c></row>
                """),
                Cursor.START);
        assertThat(rows).extracting(SourceRecord::key).containsExactly("v1", "v2");
        assertThat(rows.get(0).text("day")).isEqualTo("2026-06-01");
        assertThat(rows.get(1).text("day")).isEqualTo("1000");
        assertThat(rows.get(1).position()).isEqualTo(new Cursor("visits.xlsx#9"));
    }

    @Test
    void formulas_whose_results_the_program_left_out_are_told_of_by_column() throws IOException {
        MemoryInlet inlet = sheet(
                """
                <row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>hours</v></c><c r="C1" t="str"><v>note</v></c></row>
                <row r="2"><c r="A2" t="str"><v>v1</v></c><c r="B2"><f>1+2</f><v>3</v></c><c r="C2" t="str"><f>""</f><v></v></c></row>
                <row r="3"><c r="A3" t="str"><v>v2</v></c><c r="B3"><f>1+2</f></c></row>
                <row r="4"><c r="A4" t="str"><v>v3</v></c><c r="B4"><f>1+2</f><v/></c><c r="D4"><f>B4</f></c></row>""");
        try (SourceReader reader = Xlsx.standard().open(inlet, "visits.xlsx", Cursor.START, VISITS)) {
            List<SourceRecord> rows = new ArrayList<>();
            reader.forEachRemaining(rows::add);

            assertThat(rows).extracting(row -> row.text("hours")).containsExactly("3", null, null);
            assertThat(reader.findings()).singleElement().satisfies(finding -> assertThat(finding.what())
                    .startsWith("column hours has formulas without their results, which count as blank")
                    .contains("save it"));
        }
    }

    @Test
    void an_error_in_place_of_a_value_is_blank_and_told_of_by_column() throws IOException {
        MemoryInlet inlet = sheet(
                """
                <row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>hours</v></c></row>
                <row r="2"><c r="A2" t="str"><v>v1</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
                <row r="3"><c r="A3" t="str"><v>v2</v></c><c r="B3" t="e"><v>#N/A</v></c></row>""");
        try (SourceReader reader = Xlsx.standard().open(inlet, "visits.xlsx", Cursor.START, VISITS)) {
            List<SourceRecord> rows = new ArrayList<>();
            reader.forEachRemaining(rows::add);

            assertThat(rows).extracting(row -> row.text("hours")).containsExactly(null, null);
            assertThat(reader.findings()).singleElement().satisfies(finding -> assertThat(finding.what())
                    .startsWith("column hours has errors such as #N/A, which count as blank"));
        }
    }

    @Test
    void characters_that_a_text_names_by_their_number_are_read_as_excel_reads_them() throws IOException {
        List<SourceRecord> rows = read(
                Xlsx.standard(),
                sheet(
                        """
                <row><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>name</t></is></c></row>
                <row><c t="inlineStr"><is><t>v1</t></is></c><c t="inlineStr"><is><t>_x0041_da_x000D_</t></is></c></row>
                <row><c t="inlineStr"><is><t>v2</t></is></c><c t="str"><v>_x005F_x0041_da</v></c></row>
                <row><c t="inlineStr"><is><t>v3</t></is></c><c t="str"><v>_x41_ _x0041 _X0041_</v></c></row>
                """),
                Cursor.START);
        assertThat(rows)
                .extracting(row -> row.text("name"))
                .containsExactly("Ada", "_x0041_da", "_x41_ _x0041 _X0041_");
    }

    @Test
    @DisplayName("S-10, S-14 entities, cells far out and texts without end are refused")
    void hostile_workbooks_are_refused() throws IOException {
        assertThatThrownBy(
                        () -> read(Xlsx.standard(), sheet("<row><c r=\"ZZZZZZZ1\"><v>1</v></c></row>"), Cursor.START))
                .hasMessageContaining("a cell where no sheet has one");
        assertThatThrownBy(() -> read(
                        Xlsx.standard(),
                        sheet("<row><c t=\"inlineStr\"><is><t>" + "x".repeat(2 << 20) + "</t></is></c></row>"),
                        Cursor.START))
                .isInstanceOf(ConnectorException.class);
        Map<String, String> entity = Map.of(
                "xl/workbook.xml",
                "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><workbook><sheets><sheet name=\"&e;\" id=\"r1\"/></sheets></workbook>");
        assertThatThrownBy(() -> read(Xlsx.standard(), by(entity), Cursor.START))
                .isInstanceOf(ConnectorException.class);
    }

    @Test
    @DisplayName("S-14 a day of a few characters that stands for millions of digits is the text that it is")
    void a_day_of_millions_of_digits_is_its_text() throws IOException {
        List<SourceRecord> rows = read(
                Xlsx.standard(),
                sheet(
                        """
                <row><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>day</t></is></c></row>
                <row><c><v>1</v></c><c s="0"><v>1E-999999999</v></c></row>
                <row><c><v>2</v></c><c s="0"><v>1E-9999999</v></c></row>
                <row><c><v>3</v></c><c s="0"><v>46174</v></c></row>
                """),
                Cursor.START);
        assertThat(rows).extracting(row -> row.text("day")).containsExactly("1E-999999999", "1E-9999999", "2026-06-01");
    }

    private static MemoryInlet sheet(String rows) throws IOException {
        return by(Map.of(
                "xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" id=\"r1\"/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"sheets/s.xml\"/></Relationships>",
                "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
                "xl/sheets/s.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"));
    }

    private static MemoryInlet by(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return MemoryInlet.with("visits.xlsx", bytes.toByteArray());
    }
}
