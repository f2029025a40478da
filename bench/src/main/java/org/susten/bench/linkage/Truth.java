// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The true person of each row, and what fairness is judged by. */
final class Truth {

    /** What {@link #knows} tells of, in words. */
    static final List<String> KNOWN = List.of("birth date", "number", "phone", "address");

    private static final List<String> KNOWN_COLUMNS = List.of("birth", "identifier", "phone", "street");

    /** Surnames of at least such a share of records are common; of less than the other, rare. */
    private static final double COMMON = 0.002;

    private static final double RARE = 0.0002;

    private final Codes persons = new Codes();
    private final Codes surnames = new Codes();
    private final Map<String, Codes> groups = new TreeMap<>();

    static Truth of(DataSet set) throws IOException {
        Truth truth = new Truth();
        Pattern person = Pattern.compile(set.person());
        Map<String, String> columns = set.peerColumns();
        for (Path file : set.files()) {
            try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
                for (NamedCsvRecord row : csv) {
                    String name = row.getField(set.truth());
                    Matcher matcher = person.matcher(name);
                    truth.persons.add(matcher.matches() ? matcher.group(1) : name);
                    truth.add(row, columns);
                }
            }
        }
        int[] shared = Codes.together(
                Arrays.stream(truth.surnames.all()).asLongStream().toArray());
        for (int row = 0; row < shared.length; row++) {
            double share = (double) shared[row] / shared.length;
            truth.put("surname", share >= COMMON ? "common" : share < RARE ? "rare" : "middling");
        }
        return truth;
    }

    private void add(NamedCsvRecord row, Map<String, String> columns) {
        surnames.add(field(row, columns, "family").toLowerCase(Locale.ROOT));
        for (int i = 0; i < KNOWN.size(); i++) {
            put(KNOWN.get(i), field(row, columns, KNOWN_COLUMNS.get(i)).isEmpty() ? "missing" : "known");
        }
        put("sex", field(row, columns, "sex"));
        put("origin", field(row, "origin"));
    }

    private void put(String by, String value) {
        groups.computeIfAbsent(by, b -> new Codes()).add(value);
    }

    private static String field(NamedCsvRecord row, Map<String, String> columns, String name) {
        return field(row, columns.getOrDefault(name, "").replaceAll(".*\\+", ""));
    }

    private static String field(NamedCsvRecord row, String name) {
        return row.findField(name)
                .or(() -> row.findField(" " + name))
                .orElse("")
                .strip();
    }

    int[] persons() {
        return persons.all();
    }

    /** The value of a row in a way to group; empty where unknown. */
    String group(int row, String by) {
        return Objects.requireNonNull(groups.get(by), by).value(row);
    }

    /** Whether a row holds one of {@link #KNOWN}. */
    boolean knows(int row, String field) {
        return group(row, field).equals("known");
    }

    int size() {
        return persons.size();
    }

    /** Groups as {@code ./susten link} wrote them: all its persons, or only what it linked without review. */
    int[] groups(Path clusters, boolean linked) throws IOException {
        int[] found = new int[size()];
        int row = 0;
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(clusters)) {
            for (NamedCsvRecord record : csv) {
                boolean counts = !linked || record.getField("outcome").equals("linked");
                found[row] = counts ? Integer.parseInt(record.getField("person")) : -1 - row;
                row++;
            }
        }
        return found;
    }
}
