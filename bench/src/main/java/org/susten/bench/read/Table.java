// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.read;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A table of invented enrollments as a student information system exports them, to be written in any format. */
record Table(int rows) {

    static final List<String> COLUMNS = List.of("sourcedId", "status", "day", "class", "school", "user", "role");

    /** Characters of each column in a file of fixed width. */
    static final List<Integer> WIDTHS = List.of(12, 8, 10, 10, 8, 10, 8);

    private List<String> row(int number) {
        return List.of(
                "enr-" + (1_000_000 + number),
                "active",
                "2026-08-" + (10 + number % 20),
                "cls-" + (10_000 + number / 25),
                "org-" + (100 + number / 20_000),
                "usr-" + (500_000 + number * 7919L % 60_000),
                "student");
    }

    private Iterator<List<String>> all() {
        return Stream.iterate(0, number -> number + 1)
                .limit(rows)
                .map(this::row)
                .iterator();
    }

    void csv(Path file) throws IOException {
        try (CsvWriter out = CsvWriter.builder().build(file)) {
            out.writeRecord(COLUMNS);
            all().forEachRemaining(out::writeRecord);
        }
    }

    void json(Path file) throws IOException {
        lines(file, row -> {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < COLUMNS.size(); i++) {
                line.append(i == 0 ? "{\"" : ",\"")
                        .append(COLUMNS.get(i))
                        .append("\":\"")
                        .append(row.get(i))
                        .append('"');
            }
            return line.append('}').toString();
        });
    }

    void fixed(Path file) throws IOException {
        lines(file, row -> {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < COLUMNS.size(); i++) {
                line.append(row.get(i))
                        .append(" ".repeat(WIDTHS.get(i) - row.get(i).length()));
            }
            return line.toString();
        });
    }

    void xml(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Enrollments>\n");
            for (Iterator<List<String>> rows = all(); rows.hasNext(); ) {
                List<String> row = rows.next();
                out.write("<Enrollment>");
                for (int i = 0; i < COLUMNS.size(); i++) {
                    String name = COLUMNS.get(i);
                    out.write('<' + name + '>' + row.get(i) + "</" + name + '>');
                }
                out.write("</Enrollment>\n");
            }
            out.write("</Enrollments>\n");
        }
    }

    void xlsx(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "bench", "1.0")) {
            Worksheet sheet = book.newWorksheet("Enrollments");
            for (int i = 0; i < COLUMNS.size(); i++) {
                sheet.value(0, i, COLUMNS.get(i));
            }
            int at = 1;
            for (Iterator<List<String>> rows = all(); rows.hasNext(); at++) {
                List<String> row = rows.next();
                for (int i = 0; i < COLUMNS.size(); i++) {
                    sheet.value(at, i, row.get(i));
                }
                if (at % 1000 == 0) {
                    sheet.flush();
                }
            }
        }
    }

    /** Makes a line of a row. */
    @FunctionalInterface
    private interface Line {
        String of(List<String> row);
    }

    private void lines(Path file, Line line) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Iterator<List<String>> rows = all(); rows.hasNext(); ) {
                out.write(line.of(rows.next()));
                out.write('\n');
            }
        }
    }
}
