// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/**
 * Pairs as a mixture of one person, one household, and any two people, fitted by expectation and maximization. Not pooled: pairs of
 * one kind of block agree on what the block is made of, which says nothing, so each kind is fitted apart with that masked. For one
 * thread.
 */
final class Mixture {

    private static final int ROUNDS = 15;

    /** Fitting ends when the share of one person moves by less than this part of itself. */
    private static final double SETTLED = 0.002;

    private final Sample sample;
    private final boolean[] masked = new boolean[Sample.WIDTH];
    private final double[][] random;
    private final double twins;
    private double same = 0.2;
    private double household = 0.2;

    Mixture(Sample sample, Comparison[] masked, double[][] random, double twins) {
        this.sample = sample;
        this.random = random;
        this.twins = twins;
        for (Comparison comparison : masked) {
            this.masked[comparison.ordinal()] = true;
        }
    }

    /** Level counts among pairs of one person, after fitting from given shares. */
    Shares fit(double[][] start) {
        double[][] shares = start;
        Shares counts = new Shares();
        for (int round = 0; round < ROUNDS; round++) {
            counts = new Shares();
            double[][] logSame = logs(shares);
            double[][] logHousehold = logs(Model.household(shares, random, twins));
            double ofSame = 0;
            double ofHousehold = 0;
            for (int pair = 0; pair < sample.size(); pair++) {
                double a = same * Logs.exp2(bits(pair, logSame, false));
                double b = household * Logs.exp2(bits(pair, logHousehold, true));
                double total = a + b + (1 - same - household);
                double p = a / total;
                ofSame += p;
                ofHousehold += b / total;
                if (p > 1e-6) {
                    count(counts, pair, p);
                }
            }
            boolean settled = Math.abs(share(ofSame) - same) < SETTLED * same;
            same = share(ofSame);
            household = share(ofHousehold);
            shares = counts.shares(start, 50, 1e-4);
            if (settled && round > 2) {
                break;
            }
        }
        return counts;
    }

    private void count(Shares counts, int pair, double p) {
        for (int c = 0; c < Sample.WIDTH; c++) {
            int level = sample.level(pair, c);
            if (level > 0 && !masked[c]) {
                counts.add(c, level, p);
            }
        }
    }

    private double share(double expected) {
        return Math.max(1e-5, Math.min(0.49, (expected + 0.5) / (sample.size() + 2)));
    }

    private double bits(int pair, double[][] logs, boolean household) {
        double sum = 0;
        for (int c = 0; c < Sample.WIDTH; c++) {
            int level = sample.level(pair, c);
            if (level > 0 && !masked[c]) {
                boolean ofTwo = household && c < Comparison.INDIVIDUAL && level != Comparison.EXACT;
                double bits = logs[c][level] + (ofTwo ? 0 : sample.rarity(pair, c));
                sum += household && c == 0 && level == Comparison.EXACT ? Logs.sum(bits, 0) : bits;
            }
        }
        return Math.max(-100, Math.min(100, sum));
    }

    private double[][] logs(double[][] shares) {
        double[][] logs = new double[shares.length][];
        for (int c = 0; c < shares.length; c++) {
            logs[c] = new double[shares[c].length];
            for (int level = 1; level < logs[c].length; level++) {
                logs[c][level] = Logs.log2(shares[c][level] / random[c][level]);
            }
        }
        return logs;
    }
}
