// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;
import java.util.Comparator;

/**
 * How much more often two people bear the same given name and surname than either alone makes likely, over all names: people of one
 * origin choose among the same ones. Found from pairs that agree on both, by what everything else says of their being one person.
 */
final class Namesakes {

    /** Records looked at, about. */
    private static final int RECORDS = 40_000;

    /** Of a name that more records bear, so many are compared. */
    private static final int BEARERS = 40;

    private static final int ROUNDS = 40;

    /** So many namesakes are assumed to be as the names alone make them, so that few prove nothing. */
    private static final double PRIOR = 30;

    private final Table table;
    private final Model model;
    private double[] weight = new double[1024];
    private double[] same = new double[1024];
    private double[] household = new double[1024];
    private int size;

    Namesakes(Table table, Model model) {
        this.table = table;
        this.model = model;
    }

    /** 1 where names are chosen independently, or where too little tells; never less. */
    double ratio() {
        int share = Math.max(1, table.size() / RECORDS);
        Integer[] rows = rows(share);
        Scorer scorer = new Scorer(table, model);
        for (int from = 0, i = 1; i <= rows.length; i++) {
            if (i == rows.length || name(rows[i]) != name(rows[from])) {
                compare(rows, from, i, scorer);
                from = i;
            }
        }
        double n = table.size();
        double likely = n
                * (n - 1)
                / 2
                * model.random()[Comparison.GIVEN.ordinal()][Comparison.EXACT]
                * model.random()[Comparison.FAMILY.ordinal()][Comparison.EXACT];
        return Math.max(1, (namesakes() * share + PRIOR) / (likely + PRIOR));
    }

    private Integer[] rows(int share) {
        Integer[] rows = new Integer[table.size()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            boolean named = table.cell(row, Table.GIVEN) != 0 && table.cell(row, Table.FAMILY) != 0;
            if (named && (share == 1 || (Hash.mix(name(row), 7) >>> 8) % share == 0)) {
                rows[count++] = row;
            }
        }
        Integer[] kept = Arrays.copyOf(rows, count);
        Arrays.sort(kept, Comparator.<Integer>comparingLong(this::name).thenComparingInt(row -> row));
        return kept;
    }

    private long name(int row) {
        return (long) table.cell(row, Table.GIVEN) << 32 | table.cell(row, Table.FAMILY);
    }

    private void compare(Integer[] rows, int from, int to, Scorer scorer) {
        double bearers = to - from;
        int compared = Math.min(to - from, BEARERS);
        double each = bearers * (bearers - 1) / Math.max(1, compared * (compared - 1.0));
        Sample sample = new Sample(1);
        for (int i = from; i < from + compared; i++) {
            for (int j = i + 1; j < from + compared; j++) {
                int a = rows[i];
                int b = rows[j];
                boolean within = table.cell(a, Table.SOURCE) == table.cell(b, Table.SOURCE);
                sample.add(scorer, a, b, within, true);
            }
        }
        Reckoning reckoning = new Reckoning(model);
        for (int pair = 0; pair < sample.size(); pair++) {
            reckoning.weighWithoutNames(sample, pair);
            add(each, reckoning.ofSame(), reckoning.ofHousehold());
        }
    }

    private void add(double each, double ofSame, double ofHousehold) {
        if (size == weight.length) {
            weight = Arrays.copyOf(weight, size * 2);
            same = Arrays.copyOf(same, size * 2);
            household = Arrays.copyOf(household, size * 2);
        }
        weight[size] = each;
        same[size] = ofSame;
        household[size++] = ofHousehold;
    }

    /** Expected pairs of any two people. */
    private double namesakes() {
        double all = Arrays.stream(weight, 0, size).sum();
        double one = 0.8;
        double family = 0.01;
        for (int round = 0; round < ROUNDS && size > 0; round++) {
            double ofOne = 0;
            double ofFamily = 0;
            for (int pair = 0; pair < size; pair++) {
                double a = one * same[pair];
                double b = family * household[pair];
                double total = a + b + Math.max(1e-6, 1 - one - family);
                ofOne += weight[pair] * a / total;
                ofFamily += weight[pair] * b / total;
            }
            one = ofOne / all;
            family = ofFamily / all;
        }
        return size == 0 ? 0 : Math.max(0, 1 - one - family) * all;
    }
}
