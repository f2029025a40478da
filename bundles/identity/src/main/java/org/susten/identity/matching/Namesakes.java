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

    /** Names are compared in so many parts, in whose order their pairs are added up. */
    private static final int PARTS = 8;

    private final Table table;
    private final Model model;

    Namesakes(Table table, Model model) {
        this.table = table;
        this.model = model;
    }

    /** 1 where names are chosen independently, or where too little tells; never less. */
    double ratio() {
        int share = Math.max(1, table.size() / RECORDS);
        Integer[] rows = rows(share);
        Part[] parts = new Part[PARTS];
        Parallel.run(PARTS, part -> parts[part] = new Part(rows, start(rows, part), start(rows, part + 1)));
        double n = table.size();
        double likely = n
                * (n - 1)
                / 2
                * model.random()[Comparison.GIVEN.ordinal()][Comparison.EXACT]
                * model.random()[Comparison.FAMILY.ordinal()][Comparison.EXACT];
        return Math.max(1, (namesakes(parts) * share + PRIOR) / (likely + PRIOR));
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
        Arrays.parallelSort(kept, Comparator.<Integer>comparingLong(this::name).thenComparingInt(row -> row));
        return kept;
    }

    private long name(int row) {
        return (long) table.cell(row, Table.GIVEN) << 32 | table.cell(row, Table.FAMILY);
    }

    /** Where a part begins: not within a name. */
    private int start(Integer[] rows, int part) {
        int at = (int) ((long) rows.length * part / PARTS);
        while (at > 0 && at < rows.length && name(rows[at]) == name(rows[at - 1])) {
            at++;
        }
        return at;
    }

    /** What says that the pairs of some names are of one person, or of one household, names left out. */
    private final class Part {

        private final Scorer scorer = new Scorer(table, model);
        private final Reckoning reckoning = new Reckoning(model);
        private final Sample sample = new Sample(1);
        private double[] weight = new double[1024];
        private double[] same = new double[1024];
        private double[] household = new double[1024];
        private int size;

        Part(Integer[] rows, int start, int end) {
            for (int from = start, i = start + 1; i <= end; i++) {
                if (i == end || name(rows[i]) != name(rows[from])) {
                    compare(rows, from, i);
                    from = i;
                }
            }
        }

        private void compare(Integer[] rows, int from, int to) {
            double bearers = to - from;
            int compared = Math.min(to - from, BEARERS);
            double each = bearers * (bearers - 1) / Math.max(1, compared * (compared - 1.0));
            for (int i = from; i < from + compared; i++) {
                for (int j = i + 1; j < from + compared; j++) {
                    int a = rows[i];
                    int b = rows[j];
                    boolean within = table.cell(a, Table.SOURCE) == table.cell(b, Table.SOURCE);
                    sample.clear();
                    sample.add(scorer, a, b, within, true);
                    reckoning.weighWithoutNames(sample, 0);
                    add(each, reckoning.ofSame(), reckoning.ofHousehold());
                }
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
    }

    /** Expected pairs of any two people. */
    private static double namesakes(Part[] parts) {
        double all = 0;
        for (Part part : parts) {
            all += Arrays.stream(part.weight, 0, part.size).sum();
        }
        double one = 0.8;
        double family = 0.01;
        for (int round = 0; round < ROUNDS && all > 0; round++) {
            double ofOne = 0;
            double ofFamily = 0;
            for (Part part : parts) {
                for (int pair = 0; pair < part.size; pair++) {
                    double a = one * part.same[pair];
                    double b = family * part.household[pair];
                    double total = a + b + Math.max(1e-6, 1 - one - family);
                    ofOne += part.weight[pair] * a / total;
                    ofFamily += part.weight[pair] * b / total;
                }
            }
            one = ofOne / all;
            family = ofFamily / all;
        }
        return all == 0 ? 0 : Math.max(0, 1 - one - family) * all;
    }
}
