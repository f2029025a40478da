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
    /** Fewer than one in a hundred pairs of one person have two numbers that are nothing alike. */
    private static final double LASTING = Logs.log2(0.01);

    private static final int IDENTIFIER = Comparison.IDENTIFIER.ordinal();

    private final Table table;
    private final Scorer scorer;
    private final Weights weights;
    /** Whether people keep their numbers, by what was learnt of those who are one. */
    private final boolean lasting;

    private final double[] same = new double[ALL];
    private final double[] sibling = new double[ALL];
    private final int[] known = new int[ALL];
    /** The most alike that two numbers of one system are. */
    private int numbers;

    Agreement(Table table, Scorer scorer, Weights weights) {
        this.table = table;
        this.scorer = scorer;
        this.weights = weights;
        lasting = weights.same(IDENTIFIER, Comparison.IDENTIFIER_OTHER) < LASTING;
    }

    /**
     * Bits for one person, against two of one household and any two people. Where people keep their numbers, two groups that have some of
     * one system, and none that is anything like one of the other's, are two people, however many records without a number fit both.
     */
    float bits(int[] one, int[] other) {
        java.util.Arrays.fill(same, 0);
        java.util.Arrays.fill(sibling, 0);
        java.util.Arrays.fill(known, 0);
        numbers = Comparison.IDENTIFIER_OTHER;
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
        boolean others = lasting && known[IDENTIFIER] > 0 && numbers == Comparison.IDENTIFIER_OTHER;
        return others ? -Clusterer.CLIP : reckon(within);
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
        if (levels[IDENTIFIER] > 0) {
            numbers = Math.min(numbers, levels[IDENTIFIER]);
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
