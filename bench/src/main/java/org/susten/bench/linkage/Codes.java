// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One value a row, held as numbers: a million rows cost a few megabytes. For one thread. */
final class Codes {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private int[] rows = new int[1024];
    private int size;

    void add(String value) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
        }
        rows[size++] = numbers.computeIfAbsent(value, v -> {
            values.add(v);
            return values.size() - 1;
        });
    }

    int size() {
        return size;
    }

    String value(int row) {
        return values.get(rows[row]);
    }

    /** The number of each row's value. */
    int[] all() {
        return Arrays.copyOf(rows, size);
    }

    /** How many rows have the same value, for each row. */
    static int[] together(long[] rows) {
        long[] sorted = rows.clone();
        Arrays.sort(sorted);
        long[] distinct = new long[sorted.length];
        int[] counts = new int[sorted.length];
        int last = -1;
        for (long value : sorted) {
            if (last < 0 || distinct[last] != value) {
                distinct[++last] = value;
            }
            counts[last]++;
        }
        int[] together = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            together[row] = counts[Arrays.binarySearch(distinct, 0, last + 1, rows[row])];
        }
        return together;
    }
}
