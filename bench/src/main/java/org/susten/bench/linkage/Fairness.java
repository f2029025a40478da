// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.susten.link.Accuracy;

/**
 * How often true pairs are missed, and false ones made, for the records of each group. A pair counts for the groups of both its
 * records.
 */
final class Fairness {

    /** Smaller groups are not judged. */
    private static final int LEAST = 1000;

    /** A group whose recall is so far under the mean is named. */
    private static final double FAR = 0.03;

    /** One group's figures: its records, and its pairs. */
    record Group(String by, String name, List<Integer> rows, Accuracy quality) {
        int records() {
            return rows.size();
        }
    }

    private final Truth truth;
    private final int[] found;
    private final List<Group> groups = new ArrayList<>();
    private final int[] persons;
    private final int[] inGroup;
    private final int[] ofPerson;
    private final int[] ofBoth;

    private Fairness(Truth truth, int[] found) {
        this.truth = truth;
        this.found = found;
        this.persons = truth.persons();
        this.inGroup = Codes.together(Arrays.stream(found).asLongStream().toArray());
        this.ofPerson = Codes.together(Arrays.stream(persons).asLongStream().toArray());
        this.ofBoth = Codes.together(IntStream.range(0, found.length)
                .mapToLong(row -> (long) found[row] << 32 | persons[row])
                .toArray());
    }

    /** Groups of records, and how {@code found}, one group a row, did for them. */
    static Fairness of(Truth truth, int[] found) {
        Fairness fairness = new Fairness(truth, found);
        for (String by : List.of("surname", "origin", "sex", "address")) {
            Map<String, List<Integer>> rows = new TreeMap<>();
            for (int row = 0; row < found.length; row++) {
                String name = truth.group(row, by);
                if (!name.isEmpty()) {
                    rows.computeIfAbsent(name, n -> new ArrayList<>()).add(row);
                }
            }
            if (rows.size() > 1) {
                rows.forEach((name, members) ->
                        fairness.groups.add(new Group(by, name, members, fairness.quality(members))));
            }
        }
        return fairness;
    }

    List<Group> groups() {
        return groups;
    }

    boolean far(Group group, double mean) {
        return group.records() >= LEAST && group.quality().recall() < mean - FAR;
    }

    /** A sentence for each group that is far under the mean: which, by how much, and what its missed pairs lack. */
    List<String> inWords(double mean) {
        List<String> words = new ArrayList<>();
        for (Group group : groups) {
            if (far(group, mean)) {
                words.add(String.format(
                        Locale.ROOT,
                        "%s %s: the recall of its %,d records is %.1f points under the mean; %s.",
                        group.by(),
                        group.name(),
                        group.records(),
                        (mean - group.quality().recall()) * 100,
                        why(group)));
            }
        }
        return words;
    }

    /** What is lacking in its missed pairs so much more often than in all true pairs. */
    private String why(Group group) {
        Map<Integer, List<Integer>> rowsOf =
                IntStream.range(0, persons.length).boxed().collect(Collectors.groupingBy(row -> persons[row]));
        Map<String, int[]> lacking = new TreeMap<>();
        int[] missed = new int[2];
        for (int row : group.rows()) {
            for (int other : rowsOf.getOrDefault(persons[row], List.of())) {
                if (other != row) {
                    boolean miss = found[row] != found[other];
                    missed[miss ? 1 : 0]++;
                    for (String field : Truth.KNOWN) {
                        if (!truth.knows(row, field) || !truth.knows(other, field)) {
                            lacking.computeIfAbsent(field, f -> new int[2])[miss ? 1 : 0]++;
                        }
                    }
                }
            }
        }
        String most = "its missed pairs lack nothing that others have";
        double difference = 0.05;
        for (Map.Entry<String, int[]> field : lacking.entrySet()) {
            double inMissed = field.getValue()[1] / (double) Math.max(1, missed[1]);
            double inFound = field.getValue()[0] / (double) Math.max(1, missed[0]);
            if (inMissed - inFound > difference) {
                difference = inMissed - inFound;
                most = String.format(
                        Locale.ROOT,
                        "in %.0f %% of its missed pairs a record has no %s, in %.0f %% of those found",
                        inMissed * 100,
                        field.getKey(),
                        inFound * 100);
            }
        }
        return most;
    }

    /** Over the pairs of one record of the group with any record. */
    private Accuracy quality(List<Integer> members) {
        long pairsFound = 0;
        long right = 0;
        long all = 0;
        for (int row : members) {
            pairsFound += inGroup[row] - 1;
            all += ofPerson[row] - 1;
            right += ofBoth[row] - 1;
        }
        return new Accuracy(pairsFound, right, all);
    }
}
