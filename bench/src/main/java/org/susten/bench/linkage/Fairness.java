// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often true pairs are missed, and false ones made, for the records of each group. A pair counts for the groups of both its
 * records.
 */
final class Fairness {

    /** Smaller groups are not judged. */
    static final int LEAST = 1000;

    /** A group whose recall is so far under the mean is named. */
    static final double FAR = 0.03;

    /** One group's figures: its records, and its pairs. */
    record Group(String by, String name, long records, Quality quality) {}

    private Fairness() {}

    static List<Group> of(Truth truth, int[] groups) {
        List<Group> all = new ArrayList<>();
        for (String by : List.of("surname", "origin", "sex", "address")) {
            Map<String, List<Integer>> rows = new TreeMap<>();
            for (int row = 0; row < groups.length; row++) {
                String name = truth.group(row, by);
                if (!name.isEmpty()) {
                    rows.computeIfAbsent(name, n -> new ArrayList<>()).add(row);
                }
            }
            if (rows.size() > 1) {
                rows.forEach((name, members) ->
                        all.add(new Group(by, name, members.size(), quality(members, groups, truth.persons()))));
            }
        }
        return all;
    }

    /** Over the pairs of one record of the group with any record. */
    private static Quality quality(List<Integer> members, int[] groups, int[] persons) {
        Map<Integer, Long> bySize = sizes(groups);
        Map<Integer, Long> byPerson = sizes(persons);
        Map<Long, Long> byBoth = new HashMap<>();
        for (int row = 0; row < groups.length; row++) {
            byBoth.merge((long) groups[row] << 32 | persons[row], 1L, Long::sum);
        }
        long found = 0;
        long right = 0;
        long all = 0;
        for (int row : members) {
            found += bySize.getOrDefault(groups[row], 1L) - 1;
            all += byPerson.getOrDefault(persons[row], 1L) - 1;
            right += byBoth.getOrDefault((long) groups[row] << 32 | persons[row], 1L) - 1;
        }
        return new Quality(found, right, all);
    }

    private static Map<Integer, Long> sizes(int[] values) {
        Map<Integer, Long> sizes = new HashMap<>();
        for (int value : values) {
            sizes.merge(value, 1L, Long::sum);
        }
        return sizes;
    }
}
