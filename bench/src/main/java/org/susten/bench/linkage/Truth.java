// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The true person of each row, and what fairness is judged by. */
final class Truth {

    /** Names that at least one in so many has are common; those of fewer than this part of that are rare. */
    private static final double COMMON = 0.002;

    private static final double RARE = 0.0002;

    private int[] persons = new int[1024];
    private final List<Map<String, String>> groups = new ArrayList<>();

    static Truth of(DataSet set) throws IOException {
        Truth truth = new Truth();
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> surnames = new HashMap<>();
        List<String> families = new ArrayList<>();
        Map<String, String> columns = set.peerColumns();
        Pattern person = Pattern.compile(set.person());
        for (Path file : set.files()) {
            try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
                for (NamedCsvRecord row : csv) {
                    Matcher matcher = person.matcher(row.getField(set.truth()));
                    String name = matcher.matches() ? matcher.group(1) : row.getField(set.truth());
                    truth.add(numbers.computeIfAbsent(name, n -> numbers.size()));
                    String family =
                            field(row, columns.getOrDefault("family", "")).toLowerCase(java.util.Locale.ROOT);
                    surnames.merge(family, 1, Integer::sum);
                    families.add(family);
                    Map<String, String> group = new HashMap<>();
                    group.put("sex", field(row, columns.getOrDefault("sex", "")));
                    group.put("origin", field(row, "origin"));
                    group.put(
                            "address",
                            field(row, columns.getOrDefault("street", "").replaceAll(".*\\+", ""))
                                            .isEmpty()
                                    ? "missing"
                                    : "known");
                    truth.groups.add(group);
                }
            }
        }
        for (int row = 0; row < families.size(); row++) {
            double share = (double) surnames.getOrDefault(families.get(row), 0) / families.size();
            truth.groups.get(row).put("surname", share >= COMMON ? "common" : share < RARE ? "rare" : "middling");
        }
        return truth;
    }

    private static String field(NamedCsvRecord row, String name) {
        return row.findField(name)
                .or(() -> row.findField(" " + name))
                .orElse("")
                .strip();
    }

    private void add(int person) {
        if (groups.size() == persons.length) {
            persons = Arrays.copyOf(persons, persons.length * 2);
        }
        persons[groups.size()] = person;
    }

    int[] persons() {
        return Arrays.copyOf(persons, groups.size());
    }

    /** The value of a row in a way to group; empty where unknown. */
    String group(int row, String by) {
        return groups.get(row).getOrDefault(by, "");
    }

    int size() {
        return groups.size();
    }

    /** Groups as {@code ./susten link} wrote them: all its persons, or only what it linked without review. */
    int[] groups(Path clusters, boolean linked) throws IOException {
        int[] found = new int[size()];
        int row = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(clusters)) {
            for (CsvRecord record : csv) {
                if (!record.getField(0).equals("record")
                        || row > 0
                        || !record.getField(1).equals("person")) {
                    boolean counts = !linked || record.getField(3).equals("linked");
                    found[row] = counts ? Integer.parseInt(record.getField(1)) : -1 - row;
                    row++;
                }
            }
        }
        return found;
    }
}
