// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The two classes of Fellegi and Sunter over counted patterns of levels. For one thread. */
final class Mixture {

    private static final int ROUNDS = 25;
    private static final double LEAST = 1e-6;

    /** Pairs with the same levels: 0 unknown, 1 different, then the better the higher. */
    record Pattern(int[] levels, long pairs) {}

    private final List<String> columns;
    private final double[][] u;
    private final double[][] m;
    private final int[] sessions;
    private double prior = 1e-4;

    Mixture(List<String> columns, Map<String, List<String>> conditions) {
        this.columns = columns;
        this.u = new double[columns.size()][];
        this.m = new double[columns.size()][];
        this.sessions = new int[columns.size()];
        for (int c = 0; c < u.length; c++) {
            u[c] = new double[conditions.getOrDefault(columns.get(c), List.of()).size() + 2];
            m[c] = new double[u[c].length];
        }
    }

    /** Takes the shares among any two people. */
    void random(List<Pattern> patterns) {
        for (Pattern pattern : patterns) {
            for (int c = 0; c < u.length; c++) {
                u[c][pattern.levels[c]] += pattern.pairs;
            }
        }
        for (double[] shares : u) {
            normalize(shares);
        }
    }

    /** One session of expectation and maximization over pairs that agree on some columns because they were chosen so. */
    void learn(List<Pattern> patterns, String... chosenBy) {
        Set<String> fixed = Set.of(chosenBy);
        double[][] shares = start();
        double same = 0.3;
        for (int round = 0; round < ROUNDS; round++) {
            double[][] counts = new double[u.length][];
            Arrays.setAll(counts, c -> new double[u[c].length]);
            double expected = 0;
            double all = 0;
            for (Pattern pattern : patterns) {
                double odds = same / (1 - same);
                for (int c = 0; c < u.length; c++) {
                    int level = pattern.levels[c];
                    odds *= level == 0 || fixed.contains(columns.get(c)) ? 1 : shares[c][level] / u[c][level];
                }
                double p = odds / (1 + odds) * pattern.pairs;
                expected += p;
                all += pattern.pairs;
                for (int c = 0; c < u.length; c++) {
                    counts[c][pattern.levels[c]] += p;
                }
            }
            same = Math.max(1e-4, Math.min(0.9999, expected / Math.max(1, all)));
            for (double[] count : counts) {
                normalize(count);
            }
            shares = counts;
        }
        for (int c = 0; c < u.length; c++) {
            if (!fixed.contains(columns.get(c))) {
                sessions[c]++;
                for (int level = 1; level < u[c].length; level++) {
                    m[c][level] += shares[c][level];
                }
            }
        }
    }

    private double[][] start() {
        double[][] shares = new double[u.length][];
        for (int c = 0; c < u.length; c++) {
            shares[c] = new double[u[c].length];
            Arrays.fill(shares[c], 1, u[c].length, 0.2 / Math.max(1, u[c].length - 2));
            shares[c][u[c].length - 1] = 0.8;
        }
        return shares;
    }

    /** Averages the sessions and finds how likely any pair is one person. */
    void finish(List<Pattern> patterns, long people) {
        for (int c = 0; c < m.length; c++) {
            normalize(m[c]);
        }
        double pairs = people * (people - 1.0) / 2;
        for (int round = 0; round < ROUNDS; round++) {
            double expected = 0;
            for (Pattern pattern : patterns) {
                double odds = prior / (1 - prior);
                for (int c = 0; c < u.length; c++) {
                    odds *= pattern.levels[c] == 0 ? 1 : m[c][pattern.levels[c]] / u[c][pattern.levels[c]];
                }
                expected += odds / (1 + odds) * pattern.pairs;
            }
            prior = Math.max(1e-12, expected / pairs);
        }
    }

    private static void normalize(double[] shares) {
        shares[0] = 0;
        double sum = Arrays.stream(shares).sum();
        for (int level = 1; level < shares.length; level++) {
            shares[level] = Math.max(LEAST, sum == 0 ? 1.0 / shares.length : shares[level] / sum);
        }
    }

    /** The score in bits of a row of levels, names' exact agreement by their own frequency. */
    String sql() {
        List<String> terms = new ArrayList<>(List.of(number(log2(prior / (1 - prior)))));
        for (int c = 0; c < u.length; c++) {
            String column = columns.get(c);
            StringBuilder text = new StringBuilder("case g." + column);
            int exact = u[c].length - 1;
            for (int level = 1; level < exact; level++) {
                text.append(" when ").append(level).append(" then ").append(number(log2(m[c][level] / u[c][level])));
            }
            String frequency = column.equals("given") ? "f.s" : column.equals("family") ? "h.s" : null;
            text.append(" when ").append(exact).append(" then ");
            text.append(
                    frequency == null
                            ? number(log2(m[c][exact] / u[c][exact]))
                            : number(log2(m[c][exact])) + " - log2(" + frequency + ")");
            terms.add(text + " else 0 end");
        }
        return String.join(" + ", terms);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "(%.5f)", value);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
