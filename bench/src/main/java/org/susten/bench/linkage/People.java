// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A set's people in the columns that peers compare, in lower case without marks, by row. */
final class People {

    static final List<String> COLUMNS = List.of(
            "given",
            "middle",
            "family",
            "birth",
            "sex",
            "street",
            "city",
            "postal",
            "phone",
            "email",
            "guardian",
            "identifier");

    private final List<String[]> rows = new ArrayList<>();

    private People() {}

    /** Writes what the columns of a set's files hold; several columns for one are joined. */
    static void write(Path to, List<Path> files, Map<String, String> columns) throws IOException {
        try (CsvWriter out = CsvWriter.builder().build(to)) {
            out.writeRecord(COLUMNS);
            for (Path file : files) {
                try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
                    for (NamedCsvRecord row : csv) {
                        out.writeRecord(row(row, columns));
                    }
                }
            }
        }
    }

    private static List<String> row(NamedCsvRecord row, Map<String, String> columns) {
        List<String> values = new ArrayList<>();
        for (String column : COLUMNS) {
            StringBuilder value = new StringBuilder();
            for (String from : columns.getOrDefault(column, "").split("\\+")) {
                String part = from.isEmpty() ? "" : field(row, from);
                value.append(value.isEmpty() || part.isEmpty() ? "" : " ").append(part);
            }
            values.add(column.equals("birth") ? digits(value.toString()) : value.toString());
        }
        return values;
    }

    /** Columns of some sets begin with a space. */
    private static String field(NamedCsvRecord row, String name) {
        String found = row.findField(name).or(() -> row.findField(" " + name)).orElse("");
        return Normalizer.normalize(found, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /** Year first, whatever the source writes. */
    private static String digits(String date) {
        if (date.matches("\\d\\d/\\d\\d/\\d{4}")) {
            return date.substring(6) + date.substring(0, 2) + date.substring(3, 5);
        }
        String bare = date.replace("-", "").replace("/", "");
        boolean yearLast = bare.matches("(0\\d|1[0-2])[0-3]\\d(19|20)\\d\\d");
        return yearLast ? bare.substring(4) + bare.substring(0, 4) : bare;
    }

    static People read(Path file) throws IOException {
        People people = new People();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : csv) {
                people.rows.add(row.getFields().toArray(String[]::new));
            }
        }
        return people;
    }

    int size() {
        return rows.size();
    }

    String value(int row, String column) {
        return rows.get(row)[COLUMNS.indexOf(column)];
    }

    /** Columns that hold anything. */
    List<String> known() {
        return COLUMNS.stream()
                .filter(column -> rows.stream().anyMatch(row -> !row[COLUMNS.indexOf(column)].isEmpty()))
                .toList();
    }

    @Override
    public String toString() {
        return Arrays.asList(size(), "people").toString();
    }
}
