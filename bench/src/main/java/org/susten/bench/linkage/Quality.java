// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.util.Arrays;

/**
 * How well groups match true persons, over pairs of records.
 *
 * @param found pairs in one group
 * @param right those of them that are one person
 * @param all pairs that are one person
 */
record Quality(long found, long right, long all) {

    static Quality of(int[] groups, int[] truth) {
        long[] both = new long[groups.length];
        long[] group = new long[groups.length];
        long[] person = new long[groups.length];
        for (int row = 0; row < groups.length; row++) {
            both[row] = (long) groups[row] << 32 | truth[row];
            group[row] = groups[row];
            person[row] = truth[row];
        }
        return new Quality(pairs(group), pairs(both), pairs(person));
    }

    private static long pairs(long[] values) {
        Arrays.sort(values);
        long pairs = 0;
        int from = 0;
        for (int i = 1; i <= values.length; i++) {
            if (i == values.length || values[i] != values[from]) {
                long size = i - from;
                pairs += size * (size - 1) / 2;
                from = i;
            }
        }
        return pairs;
    }

    double precision() {
        return found == 0 ? 1 : (double) right / found;
    }

    double recall() {
        return all == 0 ? 1 : (double) right / all;
    }

    double f1() {
        return found + all == 0 ? 1 : 2.0 * right / (found + all);
    }
}
