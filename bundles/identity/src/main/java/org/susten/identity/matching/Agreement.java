// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/**
 * What two groups of records say about each other when each comparison counts once, however many of their pairs know it: the mean over
 * those pairs. A record without a birth date is like many, and brings a group together with somebody born on another day as easily as
 * with its own: of the pairs between the two that know both birth dates, none says that it is one person. For one thread.
 */
final class Agreement {

    /** Groups larger than this together are compared by sample. */
    private static final int COMPARED = 512;

    private static final int ALL = Comparison.ALL.length;

    private final Table table;
    private final Scorer scorer;
    private final Weights weights;
    private final double[] same = new double[ALL];
    private final double[] sibling = new double[ALL];
    private final int[] known = new int[ALL];

    Agreement(Table table, Scorer scorer, Weights weights) {
        this.table = table;
        this.scorer = scorer;
        this.weights = weights;
    }

    /** Bits for one person, against two of one household and any two people. */
    float bits(int[] one, int[] other) {
        java.util.Arrays.fill(same, 0);
        java.util.Arrays.fill(sibling, 0);
        java.util.Arrays.fill(known, 0);
        boolean within = true;
        long step = 1 + (long) one.length * other.length / COMPARED;
        long at = 0;
        for (int a : one) {
            for (int b : other) {
                if (at++ % step == 0) {
                    within &= table.cell(a, Table.SOURCE) == table.cell(b, Table.SOURCE);
                    add(a, b);
                }
            }
        }
        return reckon(within);
    }

    private void add(int a, int b) {
        byte[] levels = scorer.levels(a, b);
        for (int c = 0; c < ALL; c++) {
            int level = levels[c];
            if (level > 0) {
                float rare = scorer.rarity(c, a, b);
                same[c] += weights.same(c, level) + rare;
                sibling[c] += c < Comparison.INDIVIDUAL ? weights.household(c, level, rare) : 0;
                known[c]++;
            }
        }
    }

    private float reckon(boolean within) {
        double ofSame = weights.prior(within);
        double ofSibling = weights.householdPrior(within);
        double shared = 0;
        for (int c = 0; c < ALL; c++) {
            if (known[c] > 0 && c < Comparison.INDIVIDUAL) {
                ofSame += same[c] / known[c];
                ofSibling += sibling[c] / known[c];
            } else if (known[c] > 0) {
                shared += same[c] / known[c];
            }
        }
        return (float) (ofSame + shared - Logs.sum(ofSibling + shared, 0));
    }
}
