// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.Locale;
import org.susten.measures.Table;

/**
 * Figures as they are told. Shares near none or all are told as a bound, where the bound leaves open that the count is large
 * enough to be told (top and bottom coding; Privacy Technical Assistance Center, "Frequently Asked Questions: Disclosure
 * Avoidance", 2012, with the bounds of its examples).
 */
record Figures(int smallestCell) {

    private static final int[] BOUNDS = {1, 5, 10, 20};
    private static final String NOT_TOLD = "not told";

    /** A share of a group. */
    Table.Value share(boolean groupTold, boolean told, long people, long group) {
        if (groupTold && told) {
            double share = (double) people / group;
            return new Table.Value(people, share, percent(share));
        }
        return new Table.Value(null, null, groupTold ? bound(people, group) : NOT_TOLD);
    }

    /** A mean over a group. */
    Table.Value mean(boolean told, double sum, long people) {
        return told
                ? new Table.Value(null, sum / people, String.format(Locale.ROOT, "%.3f", sum / people))
                : new Table.Value(null, null, NOT_TOLD);
    }

    private String bound(long people, long group) {
        for (int bound : BOUNDS) {
            boolean roomy = (long) bound * group / 100 >= 2L * smallestCell;
            if (roomy && people * 100 <= bound * group && people < smallestCell) {
                return "at most " + bound + " %";
            }
            if (roomy && (group - people) * 100 <= bound * group && group - people < smallestCell) {
                return "at least " + (100 - bound) + " %";
            }
        }
        return NOT_TOLD;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
