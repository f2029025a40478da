// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** Counts of levels by comparison, and the shares that follow from them. For one thread. */
final class Shares {

    private final double[][] counts = new double[Comparison.ALL.length][];

    Shares() {
        for (Comparison comparison : Comparison.ALL) {
            counts[comparison.ordinal()] = new double[comparison.levels()];
        }
    }

    void add(int comparison, int level, double weight) {
        counts[comparison][level] += weight;
    }

    void add(int comparison, double[] other, double factor) {
        for (int level = 1; level < other.length; level++) {
            counts[comparison][level] += other[level] * factor;
        }
    }

    double[] counts(int comparison) {
        return counts[comparison];
    }

    /** How often the comparison was known. */
    double known(int comparison) {
        double sum = 0;
        for (int level = 1; level < counts[comparison].length; level++) {
            sum += counts[comparison][level];
        }
        return sum;
    }

    /** Shares by comparison, drawn towards others as if so many pairs had shown those. */
    double[][] shares(double[][] towards, double strength, double least) {
        double[][] shares = new double[counts.length][];
        for (int c = 0; c < counts.length; c++) {
            shares[c] = new double[counts[c].length];
            double total = known(c) + strength;
            for (int level = 1; level < counts[c].length; level++) {
                shares[c][level] = Math.max(least, (counts[c][level] + strength * towards[c][level]) / total);
            }
        }
        return shares;
    }
}
