// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.kit.testing.Fuzz;
import org.susten.kit.testing.MemoryInlet;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Damaged files of every kind; the same damage on every machine. */
class FuzzTest {

    private static final RowMaker.Factory ROWS = RowMaker.keyed("rows", "id");
    private static final String TABLE = "id,name,note\r\n1,Ada,\"a \"\"b\"\"\r\nc\"\r\n2,Zoë,\r\n3,\"Bo, Jr.\",x\r\n";

    @Test
    @DisplayName("S-36 a damaged CSV file is read or refused, never more")
    void damaged_csv() {
        damage("table", TABLE.getBytes(StandardCharsets.UTF_8), Csv.standard(), 30_000);
        damage(
                "table in UTF-16",
                TABLE.getBytes(StandardCharsets.UTF_16LE),
                Csv.standard().largestField(64),
                5_000);
    }

    @Test
    @DisplayName("S-36 a damaged JSON file is read or refused, never more")
    void damaged_json() {
        byte[] array =
                "[{\"id\":1,\"n\":{\"a\":[1,2.5e3,null]}},{\"id\":\"2\",\"t\":true}]".getBytes(StandardCharsets.UTF_8);
        damage("array of JSON", array, Json.standard(), 20_000);
        damage(
                "object of JSON on a line",
                "{\"id\":1}\n{\"id\":2,\"x\":\"\\u00e9\"}\n".getBytes(StandardCharsets.UTF_8),
                Json.standard(),
                20_000);
    }

    @Test
    @DisplayName("S-36 a damaged array within an object of JSON is read or refused, never more")
    void damaged_json_within() {
        byte[] within =
                "{\"n\":2,\"beside\":[{\"id\":0}],\"rows\":[{\"id\":1,\"a\":{\"b\":[\"c\"]}},{\"id\":2}],\"end\":{}}"
                        .getBytes(StandardCharsets.UTF_8);
        damage("array within JSON", within, Json.standard().at("rows"), 5_000);
    }

    @Test
    @DisplayName("S-36 a damaged file of fixed columns is read or refused, never more")
    void damaged_fixed() {
        Fixed fixed = Fixed.columns(List.of(new Fixed.Column("id", 1, 3), new Fixed.Column("name", 4, 8)));
        damage(
                "file of fixed columns",
                "title\n001Ada     \r\n002Zoë\n".getBytes(StandardCharsets.UTF_8),
                fixed,
                5_000);
    }

    @Test
    @DisplayName("S-36 a damaged XML document is read or refused, never more")
    void damaged_xml() {
        byte[] document =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <s:Sites xmlns:s="urn:invented:sites" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                  <Site id="n"><!-- a club --><Name>North &amp; more</Name><Children>
                    <Child id="1"><Name><First>Ada</First></Name><Note xsi:nil="true"/></Child>
                    <Child id="2"><Name><First><![CDATA[Bo]]></First></Name><Tag>a</Tag><Tag>b</Tag></Child>
                  </Children></Site>
                </s:Sites>
                """
                        .getBytes(StandardCharsets.UTF_8);
        damage(
                "XML document",
                document,
                Xml.rows("Site/Children/Child").expecting(List.of("@id", "../../Name")),
                5_000);
    }

    @Test
    @DisplayName("S-36 a damaged workbook is read or refused, never more")
    void damaged_xlsx() throws IOException {
        damage("workbook", workbook(), Xlsx.standard(), 3_000);
    }

    @Test
    @DisplayName("S-36 a workbook with a damaged part is read or refused, never more")
    void damaged_parts() throws IOException {
        ZipInlet whole = ZipInlet.open(MemoryInlet.with("book.xlsx", workbook()), "book.xlsx");
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (String name : whole.names("**")) {
            try (InputStream in = whole.open(name)) {
                parts.put(name, in.readAllBytes());
            }
        }
        List<String> names = List.copyOf(parts.keySet());
        assertThat(names).contains("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml");
        Fuzz.damage(
                "part of a workbook",
                3_000,
                (which, damaged) -> {
                    Map<String, byte[]> book = new LinkedHashMap<>(parts);
                    book.put(names.get(which), damaged);
                    read(Xlsx.standard(), Fuzz.archive(book));
                },
                parts.values().toArray(byte[][]::new));
    }

    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Rows");
            sheet.value(0, 0, "id");
            sheet.value(0, 1, "day");
            sheet.value(1, 0, "1");
            sheet.value(1, 1, LocalDate.of(2026, 8, 1));
            sheet.style(1, 1).format("yyyy-mm-dd").set();
            sheet.value(2, 0, 2);
            sheet.value(2, 1, 44_000.25);
        }
        return bytes.toByteArray();
    }

    @Test
    @DisplayName("R-09 an archive cut at any byte is refused")
    void cut_archives() throws IOException {
        byte[] whole = zip();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ZipInlet.open(MemoryInlet.with("drop.zip", cut), "drop.zip"))
                    .as("cut after " + length + " bytes")
                    .isInstanceOf(ConnectorException.class);
        }
    }

    @Test
    @DisplayName("S-36 a damaged archive is read or refused, never more")
    void damaged_archives() throws IOException {
        Fuzz.damage(
                "archive",
                5_000,
                (which, damaged) -> {
                    try {
                        ZipInlet inlet = ZipInlet.open(MemoryInlet.with("drop.zip", damaged), "drop.zip");
                        for (String name : inlet.names("**")) {
                            try (InputStream in = inlet.open(name)) {
                                in.readAllBytes();
                            }
                        }
                    } catch (ConnectorException | IOException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                },
                zip());
    }

    @Test
    void what_a_writer_quotes_is_read_as_it_was() {
        Random random = new Random(5);
        char[] alphabet = "ab,;\"'\r\n \té€\uFEFF=-".toCharArray();
        for (int i = 0; i < 500; i++) {
            List<List<String>> table = new ArrayList<>();
            StringWriter text = new StringWriter();
            try (CsvWriter writer = CsvWriter.builder()
                    .lineDelimiter(i % 2 == 0 ? LineDelimiter.CRLF : LineDelimiter.LF)
                    .build(text)) {
                writer.writeRecord("id", "a", "b");
                for (int r = 0; r < 20; r++) {
                    List<String> row = List.of(String.valueOf(r), word(random, alphabet), word(random, alphabet));
                    table.add(row);
                    writer.writeRecord(row);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            List<List<String>> read = new ArrayList<>();
            MemoryInlet inlet = MemoryInlet.with("rows.csv", text.toString());
            try (SourceReader reader = Csv.standard().open(inlet, "rows.csv", Cursor.START, ROWS)) {
                reader.forEachRemaining(row ->
                        read.add(List.of(row.key(), String.valueOf(row.value("a")), String.valueOf(row.value("b")))));
                assertThat(reader.extent().complete()).isTrue();
            }
            assertThat(read).isEqualTo(table);
        }
    }

    private static String word(Random random, char[] alphabet) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            word.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return word.toString();
    }

    private static void damage(String what, byte[] whole, RowFormat format, int times) {
        Fuzz.damage(what, times, (which, damaged) -> read(format, damaged), whole);
    }

    private static void read(RowFormat format, byte[] damaged) {
        MemoryInlet inlet = MemoryInlet.with("rows", damaged);
        try (SourceReader reader = format.open(inlet, "rows", Cursor.START, ROWS)) {
            int rows = 0;
            while (reader.hasNext()) {
                SourceRecord row = reader.next();
                assertThat(row.position().value()).startsWith("rows#");
                assertThat(++rows).isLessThan(10_000);
            }
            reader.extent();
            reader.findings();
        } catch (ConnectorException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(inlet.open()).as("streams left open").isZero();
    }

    private static byte[] zip() throws IOException {
        byte[] table = TABLE.getBytes(StandardCharsets.UTF_8);
        return Fuzz.archive(Map.of("orgs.csv", table, "users.csv", table));
    }
}
