// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.kit.Csv;
import org.susten.kit.Fixed;
import org.susten.kit.Json;
import org.susten.kit.RowFormat;
import org.susten.kit.RowMaker;
import org.susten.kit.Xlsx;
import org.susten.kit.Xml;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Login;
import org.susten.kit.http.Notes;
import org.susten.kit.http.OffsetPaging;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.Window;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.testkit.simulator.Call;
import org.susten.testkit.simulator.Reply;
import org.susten.testkit.simulator.Simulator;

/** Readings of several times the memory that their process has. */
class FlatMemoryTest {

    /** Rows of more than 200 bytes: 80 MB. */
    private static final int ROWS = 400_000;

    private static final String MEMORY = "-Xmx32m";
    private static final String NOTE = "an invented note that makes a row long enough ".repeat(4);
    private static final int WIDTH = NOTE.length();
    private static final int PAGE = 2000;

    private enum Kind {
        CSV(Csv.standard(), "id,note\n", "%d,%s\n", ""),
        JSON(Json.standard(), "[", "{\"id\":\"%d\",\"note\":\"%s\"},\n", "{\"id\":\"last\"}]"),
        FIXED(
                Fixed.columns(List.of(new Fixed.Column("id", 1, 8), new Fixed.Column("note", 9, WIDTH))),
                "",
                "%-8d%s\n",
                ""),
        XML(Xml.rows("Visit"), "<Visits>", "<Visit><id>%d</id><note>%s</note></Visit>\n", "</Visits>"),
        XLSX(
                Xlsx.standard(),
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c t=\"inlineStr\"><is>"
                        + "<t>id</t></is></c><c t=\"inlineStr\"><is><t>note</t></is></c></row>",
                "<row><c><v>%d</v></c><c t=\"inlineStr\"><is><t>%s</t></is></c></row>",
                "</sheetData></worksheet>");

        private final RowFormat format;
        private final String before;
        private final String row;
        private final String after;

        Kind(RowFormat format, String before, String row, String after) {
            this.format = format;
            this.before = before;
            this.row = row;
            this.after = after;
        }

        void write(Path file) throws IOException {
            if (this != XLSX) {
                try (BufferedWriter out = Files.newBufferedWriter(file)) {
                    rows(out);
                }
                return;
            }
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                Writer out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
                for (Map.Entry<String, String> part : WORKBOOK.entrySet()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    out.write(part.getValue());
                    out.flush();
                }
                zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
                rows(out);
                out.flush();
            }
        }

        private void rows(Writer out) throws IOException {
            out.write(before);
            for (int i = 0; i < ROWS; i++) {
                out.write(row.formatted(i, NOTE));
            }
            out.write(after);
        }
    }

    private static final Map<String, String> WORKBOOK = Map.of(
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override"
                    + " PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                    + "<Override PartName=\"/xl/worksheets/sheet1.xml\""
                    + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>",
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
                    + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
                    + " Target=\"xl/workbook.xml\"/></Relationships>",
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
                    + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Visits\" sheetId=\"1\""
                    + " r:id=\"r1\"/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
                    + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\""
                    + " Target=\"worksheets/sheet1.xml\"/></Relationships>");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    @DisplayName("C-12 a file of several times the memory is read in it")
    void a_file_of_several_times_the_memory_is_read(Kind kind) throws Exception {
        Path file = folder.resolve("visits." + kind);
        kind.write(file);
        assertThat(said(File.class, kind.name(), folder.toString()))
                .endsWith(ROWS + (kind == Kind.JSON ? 1 : 0) + " rows");
    }

    @Test
    @DisplayName("C-12 a source of several times the memory is asked in it")
    void a_source_of_several_times_the_memory_is_asked() throws Exception {
        try (Simulator source = Simulator.of(FlatMemoryTest::page)) {
            assertThat(said(Source.class, source.address(), folder.toString())).endsWith(ROWS + " rows");
        }
    }

    private static Reply page(Call call) {
        long offset = call.number("offset", 0);
        List<Map<String, String>> rows = new ArrayList<>();
        for (long i = offset; i < Math.min(ROWS, offset + PAGE); i++) {
            rows.add(Map.of("id", String.valueOf(i), "note", NOTE));
        }
        return Reply.json(Map.of("rows", rows));
    }

    /** What a process of so little memory prints. */
    private static String said(Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MEMORY,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static void count(SourceReader reader) {
        long rows = 0;
        try (reader) {
            for (; reader.hasNext(); rows++) {
                reader.next();
            }
        }
        System.out.println(rows + " rows");
    }

    /** Reads a file: its kind, its folder. */
    static final class File {

        private File() {}

        public static void main(String[] arguments) {
            count(Kind.valueOf(arguments[0])
                    .format
                    .open(
                            new FolderInlet(Path.of(arguments[1])),
                            "visits." + arguments[0],
                            Cursor.START,
                            RowMaker.keyed("visits", "id")));
        }
    }

    /** Asks a source: its address. */
    static final class Source {

        private Source() {}

        public static void main(String[] arguments) {
            Notes notes = new Notes("visits");
            count(new PagedRows(
                    HttpApi.at(arguments[0], Login.none(), new TestContext(new FolderInlet(Path.of(arguments[1])))),
                    OffsetPaging.of(Ask.get("visits"), PAGE, row -> String.valueOf(row.get("id")), page -> -1, notes),
                    new FlatRows("visits", row -> String.valueOf(row.get("id")), row -> false, Window.EVERYTHING),
                    notes,
                    0,
                    "rows"));
        }
    }
}
