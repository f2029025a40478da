// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.model.PersonBuilder;

/** The list that a principal works with. */
class SpreadsheetTest extends OnHub {

    @Test
    void children_are_in_bands_by_word_and_colour_and_a_second_sheet_says_what_they_mean() throws Exception {
        hub.save(Hub.agreement().dataset("attendanceSummary").with("format: csv", "format: xlsx"));
        Path file = list(hub.deliver().orElseThrow());
        List<List<String>> rows = sheet(file, 0);
        int rate = rows.get(0).indexOf("attendanceRate");
        int band = rows.get(0).indexOf("band");
        assertThat(rows).hasSize(6);
        assertThat(rows.stream().skip(1).map(row -> row.get(rate) + " " + row.get(band)))
                .as("present on both days; absent on one of two; no day recorded at all")
                .containsOnly("1.0000 on track", "0.5000 off track", " ");
        assertThat(rows.stream().skip(1).map(row -> row.get(rate)))
                .as("who needs somebody first")
                .containsExactly("0.5000", "1.0000", "1.0000", "1.0000", "");
        assertThat(sheet(file, 1))
                .contains(List.of("Question", "Do the children in our program come to school?"))
                .anySatisfy(line -> assertThat(line)
                        .containsExactly("off track", "absent on 10 % or more, which is chronic absence"))
                .anySatisfy(line -> assertThat(line.get(0)).isEqualTo("attendanceRate"));
        Map<String, String> parts = parts(file);
        assertThat(parts.get("xl/worksheets/sheet1.xml"))
                .contains("state=\"frozen\"", "<autoFilter ref=\"A1:I6\"")
                .doesNotContain("<f>");
        assertThat(parts.get("xl/styles.xml")).contains("FFC7CE", "C6EFCE");
    }

    @Test
    @DisplayName("S-18 no text of a list is a formula, whatever sign it begins with")
    void no_text_is_a_formula() throws Exception {
        hub.community.commit(
                PersonBuilder.builder(Community.child(9))
                        .givenName("=HYPERLINK(\"http://x\",\"y\")")
                        .build(),
                Community.participation("c9"));
        hub.save(Hub.agreement()
                .dataset("students")
                .fields("Person: [givenName, birthDate]")
                .with("format: csv", "format: xlsx"));
        Path file = list(hub.deliver().orElseThrow());
        assertThat(sheet(file, 0).stream().map(row -> row.get(1))).contains("=HYPERLINK(\"http://x\",\"y\")");
        assertThat(parts(file).get("xl/worksheets/sheet1.xml")).doesNotContain("<f>");
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile());
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            assertThat(rows.flatMap(Row::stream).filter(cell -> cell != null).map(Cell::getType))
                    .doesNotContain(CellType.FORMULA);
        }
    }

    @Test
    void a_name_that_looks_like_a_character_by_its_number_stays_as_it_is() throws Exception {
        hub.community.commit(
                PersonBuilder.builder(Community.child(9))
                        .givenName("_x0041_da _x41_")
                        .build(),
                Community.participation("c9"));
        hub.save(Hub.agreement()
                .dataset("students")
                .fields("Person: [givenName, birthDate]")
                .with("format: csv", "format: xlsx"));
        Path file = list(hub.deliver().orElseThrow());
        assertThat(parts(file).get("xl/worksheets/sheet1.xml"))
                .as("programs read the escaped underscore as one, and nothing else")
                .contains(">_x005F_x0041_da _x41_<");
    }

    @Test
    @DisplayName(
            "A day that spreadsheets do not know is a text, and a text longer than a cell is cut where programs would refuse the file")
    void what_no_cell_holds() throws Exception {
        hub.community.commit(
                PersonBuilder.builder(Community.child(8))
                        .givenName("Old")
                        .birthDate(LocalDate.of(1899, 11, 3))
                        .build(),
                PersonBuilder.builder(Community.child(9))
                        .givenName("\uD83D\uDE00".repeat(20_000))
                        .birthDate(LocalDate.of(1900, 2, 1))
                        .build(),
                Community.participation("c8"),
                Community.participation("c9"));
        hub.save(Hub.agreement()
                .dataset("students")
                .fields("Person: [givenName, birthDate]")
                .with("format: csv", "format: xlsx"));
        List<List<String>> rows = sheet(list(hub.deliver().orElseThrow()), 0);
        int born = rows.get(0).indexOf("birthDate");
        assertThat(rows.stream().map(row -> row.get(born))).contains("1899-11-03", "1900-02-01");
        assertThat(rows.stream().map(row -> row.get(1)).filter(name -> name.startsWith("\uD83D\uDE00")))
                .singleElement()
                .satisfies(
                        name -> assertThat(name).hasSizeBetween(32_765, 32_767).endsWith("\uD83D\uDE00\u2026"));
    }

    @Test
    void written_again_after_a_crash_the_list_is_the_same_to_the_byte() throws Exception {
        hub.save(Hub.agreement().dataset("attendanceSummary").with("format: csv", "format: xlsx"));
        String id = hub.deliveries.open(Hub.FEED).orElseThrow().id();
        byte[] first = Files.readAllBytes(list(hub.deliveries.format(id)));
        try (Stream<Path> packages = Files.walk(hub.spool())) {
            for (Path file : packages.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        hub.restart();
        assertThat(Files.readAllBytes(list(hub.deliveries.format(id)))).isEqualTo(first);
        try (Stream<Path> files =
                Files.list(hub.deliveries.find(id).orElseThrow().folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("attendanceSummary.xlsx", "dictionary.csv", "manifest.json");
        }
    }

    @Test
    void a_feed_whose_format_changes_is_delivered_anew() throws Exception {
        hub.save(Hub.agreement().dataset("attendanceSummary"));
        assertThat(hub.deliver()).isPresent();
        assertThat(hub.deliver()).as("nothing new").isEmpty();
        hub.save(Hub.agreement().dataset("attendanceSummary").with("format: csv", "format: xlsx"));
        assertThat(list(hub.deliver().orElseThrow())).isRegularFile();
    }

    private static Path list(Delivery delivery) throws IOException {
        try (Stream<Path> files = Files.list(delivery.folder())) {
            return files.filter(file -> file.toString().endsWith(".xlsx"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<List<String>> sheet(Path file, int number) throws IOException {
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile())) {
            Sheet sheet = book.getSheet(number).orElseThrow();
            List<Row> rows = sheet.read();
            int width = rows.get(0).getCellCount();
            return rows.stream()
                    .map(row -> Stream.iterate(0, i -> i + 1)
                            .limit(width)
                            .map(i -> row.getOptionalCell(i).map(Cell::getText).orElse(""))
                            .toList())
                    .toList();
        }
    }

    private static Map<String, String> parts(Path file) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                parts.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes()));
            }
        }
        return parts;
    }
}
