// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Counts a table's values: how common they are, and which of them are placeholders of a source. */
final class Census {

    /** How many values of a field a model knows by name. */
    private static final int KEPT = 20_000;

    /** So many records, most of different surnames, do not share a phone, an address or a number. */
    private static final int CROWD = 10;

    /** Nor do people of so many surnames, however many they are. */
    private static final int SURNAMES = 20;

    private final Table table;

    Census(Table table) {
        this.table = table;
    }

    Map<Field, Frequencies> frequencies() {
        Map<Field, Supplier<Frequencies>> work = new EnumMap<>(Field.class);
        work.put(Field.GIVEN, () -> frequencies(Table.GIVEN));
        work.put(Field.FAMILY, () -> frequencies(Table.FAMILY));
        work.put(Field.STREET, () -> frequencies(Table.STREET));
        work.put(Field.CITY, () -> frequencies(Table.CITY));
        work.put(Field.POSTAL_CODE, () -> frequencies(Table.POSTAL));
        work.put(Field.BIRTH_DATE, this::birthDates);
        work.put(Field.FULL_NAME, () -> new FullNames(table, 1).frequencies());
        Map<Field, Frequencies> found = work.entrySet().parallelStream()
                .collect(Collectors.toConcurrentMap(
                        Map.Entry::getKey, each -> each.getValue().get()));
        return new EnumMap<>(found);
    }

    private Frequencies frequencies(int column) {
        int[] counts = new int[table.values().size() + 1];
        for (int row = 0; row < table.size(); row++) {
            counts[table.cell(row, column)]++;
        }
        int distinct = 0;
        for (int value = 1; value < counts.length; value++) {
            distinct += counts[value] > 0 ? 1 : 0;
        }
        long[] hashes = new long[distinct];
        int[] kept = new int[distinct];
        int at = 0;
        for (int value = 1; value < counts.length; value++) {
            if (counts[value] > 0) {
                hashes[at] = table.values().hash(value);
                kept[at++] = counts[value];
            }
        }
        return Frequencies.of(hashes, kept, KEPT);
    }

    private Frequencies birthDates() {
        int[] dates = new int[table.size()];
        for (int row = 0; row < dates.length; row++) {
            dates[row] = table.cell(row, Table.BIRTH);
        }
        Arrays.sort(dates);
        List<long[]> runs = new ArrayList<>();
        for (int i = 0, from = 0; i < dates.length; i++) {
            if (i + 1 == dates.length || dates[i + 1] != dates[i]) {
                if (dates[i] != 0) {
                    runs.add(new long[] {dates[i], i + 1L - from});
                }
                from = i + 1;
            }
        }
        return Frequencies.of(
                runs.stream().mapToLong(r -> r[0]).toArray(),
                runs.stream().mapToInt(r -> (int) r[1]).toArray(),
                KEPT);
    }

    /** Contacts and numbers that a crowd shares, and dates that far too many were born on, each in one source. */
    Placeholders placeholders() {
        Set<Long> found = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            crowds(Field.PHONE, Table.PHONES + i, found);
            crowds(Field.EMAIL, Table.EMAILS + i, found);
        }
        for (int i = 0; i < 4; i++) {
            crowds(Field.IDENTIFIER, Table.IDENTIFIERS + i, found);
        }
        birthDates(found);
        return new Placeholders(found.stream().mapToLong(Long::longValue).toArray());
    }

    private void crowds(Field field, int column, Set<Long> found) {
        int[] counts = new int[table.values().size() + 1];
        for (int row = 0; row < table.size(); row++) {
            counts[table.cell(row, column)]++;
        }
        counts[0] = 0;
        record Crowd(Set<Integer> families, int[] people) {}
        Map<Long, Crowd> crowds = new HashMap<>();
        for (int row = 0; row < table.size(); row++) {
            int value = table.cell(row, column);
            if (counts[value] >= CROWD) {
                long entry = Placeholders.entry(
                        field, table.cell(row, Table.SOURCE), table.values().hash(value));
                Crowd crowd = crowds.computeIfAbsent(entry, e -> new Crowd(new HashSet<>(), new int[1]));
                crowd.families.add(table.cell(row, Table.FAMILY));
                crowd.people[0]++;
            }
        }
        crowds.forEach((entry, crowd) -> {
            int surnames = crowd.families.size();
            if (crowd.people[0] >= CROWD && (surnames * 2 > crowd.people[0] || surnames >= SURNAMES)) {
                found.add(entry);
            }
        });
    }

    private void birthDates(Set<Long> found) {
        Map<Long, Integer> counts = new HashMap<>();
        Map<Integer, Integer> known = new HashMap<>();
        for (int row = 0; row < table.size(); row++) {
            int date = table.cell(row, Table.BIRTH);
            if (date != 0) {
                int source = table.cell(row, Table.SOURCE);
                known.merge(source, 1, Integer::sum);
                counts.merge((long) source << 32 | date & 0xffffffffL, 1, Integer::sum);
            }
        }
        counts.forEach((key, count) -> {
            int source = (int) (key >> 32);
            // Nobody knows the day: the first of January, or the first of any month. Other days must stand out more.
            long often = BirthDates.day(key.intValue()) == 1 ? 50 : 20;
            if (count > 20 && count * often > known.getOrDefault(source, 0)) {
                found.add(Placeholders.entry(Field.BIRTH_DATE, source, key.intValue()));
            }
        });
    }
}
