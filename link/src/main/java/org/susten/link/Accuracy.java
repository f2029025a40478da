// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.util.Arrays;

/**
 * How well groups match true persons, over pairs of records.
 *
 * @param found pairs in one group
 * @param right those of them that are one person
 * @param all pairs that are one person
 */
public record Accuracy(long found, long right, long all) {

    /**
     * Compares groups with the truth.
     *
     * @param groups the group of each record, named by any number
     * @param truth the person each record is of, named by any number
     */
    public static Accuracy of(int[] groups, int[] truth) {
        long[] cells = new long[groups.length];
        long[] predicted = new long[groups.length];
        long[] actual = new long[groups.length];
        for (int row = 0; row < groups.length; row++) {
            cells[row] = (long) groups[row] << 32 | truth[row] & 0xFFFFFFFFL;
            predicted[row] = groups[row];
            actual[row] = truth[row];
        }
        return new Accuracy(pairs(predicted), pairs(cells), pairs(actual));
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

    /** The share of pairs found that are right; 1 where none is found. */
    public double precision() {
        return found == 0 ? 1 : (double) right / found;
    }

    /** The share of right pairs that are found; 1 where there is none. */
    public double recall() {
        return all == 0 ? 1 : (double) right / all;
    }

    /** The harmonic mean of precision and recall. */
    public double f1() {
        return found + all == 0 ? 1 : 2.0 * right / (found + all);
    }
}
