// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Learns a model from people's features alone, without labels: shares among any two people from random pairs; among records of one
 * person by a {@link Mixture} for each kind of block; how often either happens from all pairs that share a block. The same people in
 * the same order give the same model. One thread adds and learns; learning uses all processors.
 */
public final class Learner {

    /** Random pairs are looked at in so many parts, however many processors there are, so that sums are the same. */
    private static final int PARTS = 8;

    private static final int RANDOM_PAIRS = 300_000;
    private static final int BLOCK_PAIRS = 15_000;
    private static final double LEAST_RANDOM = 1e-6;
    private static final double LEAST_SAME = 1e-4;

    /** A kind of block that sees exact agreement this much more or less often than most took something else for one person. */
    private static final double OUTLIER = 0.25;

    private final Table table;
    private final Blocks blocks;

    /** Room for so many people, to begin with. */
    public Learner(int expected) {
        this(new Table(expected), new Blocks(expected));
    }

    Learner(Table table, Blocks blocks) {
        this.table = table;
        this.blocks = blocks;
    }

    /** Adds one person's features. */
    public void add(Features features) {
        table.add(features);
        blocks.add(features);
    }

    /** The model of all that was added; the initial one where that is too little to learn from. */
    public Model learn() {
        blocks.prune(Blocks.CAP);
        return learnPruned();
    }

    Model learnPruned() {
        if (table.size() < 50) {
            return Model.initial();
        }
        Census census = new Census(table);
        Placeholders placeholders = census.placeholders();
        table.drop(placeholders);
        Map<Field, Frequencies> frequencies = census.frequencies();
        Model start = Model.initial();
        Model model = new Model(
                start.same(),
                start.household(),
                start.random(),
                Priors.initial(table.size()),
                frequencies,
                placeholders,
                table.size());
        Sample any = randomPairs(model);
        Sample[] sampled = blockPairs(model);
        model = refit(model, random(any, model, false), sampled);
        double namesakes = new Namesakes(table, model).ratio();
        any.accord((float) -Logs.log2(namesakes));
        for (Sample sample : sampled) {
            sample.accord((float) -Logs.log2(namesakes));
        }
        model = model.with(Field.FULL_NAME, new FullNames(table, namesakes).frequencies());
        return refit(model, random(any, model, true), sampled);
    }

    // --- any two people --------------------------------------------------------------------------

    private Sample randomPairs(Model model) {
        long n = table.size();
        long all = n * (n - 1) / 2;
        int count = (int) Math.min(RANDOM_PAIRS, all);
        Sample[] samples = new Sample[PARTS];
        Parallel.run(PARTS, part -> {
            Scorer scorer = new Scorer(table, model);
            Sample sample = new Sample((double) all / count);
            for (int i = part; i < count; i += PARTS) {
                int a = (int) Long.remainderUnsigned(Hash.mix(i, 1), n);
                int b = (int) Long.remainderUnsigned(Hash.mix(i, 2), n - 1);
                b += b >= a ? 1 : 0;
                sample.add(scorer, a, b, within(a, b), true);
            }
            samples[part] = sample;
        });
        return Sample.join(samples);
    }

    private boolean within(int a, int b) {
        return table.cell(a, Table.SOURCE) == table.cell(b, Table.SOURCE);
    }

    /** Shares among any two people; without those who are rather one person or one household, once that can be told. */
    private static double[][] random(Sample any, Model model, boolean told) {
        Shares[] parts = new Shares[PARTS];
        Parallel.run(PARTS, part -> {
            Shares shares = new Shares();
            Reckoning reckoning = new Reckoning(model);
            for (int pair = part; pair < any.size(); pair += PARTS) {
                double weight = told ? reckoning.reckon(any, pair).random() : 1;
                for (int c = 0; c < Sample.WIDTH; c++) {
                    int level = any.level(pair, c);
                    if (level > 0) {
                        shares.add(c, level, weight);
                    }
                }
            }
            parts[part] = shares;
        });
        Shares all = new Shares();
        for (Shares part : parts) {
            for (int c = 0; c < Sample.WIDTH; c++) {
                all.add(c, part.counts(c), 1);
            }
        }
        return all.shares(Model.initial().random(), 5, LEAST_RANDOM);
    }

    // --- pairs that share a block ----------------------------------------------------------------

    private Sample[] blockPairs(Model model) {
        Sample[] samples = new Sample[Keys.Kind.ALL.length];
        ConcurrentLinkedQueue<Scorer> scorers = new ConcurrentLinkedQueue<>();
        Parallel.run(samples.length, k -> {
            Scorer idle = scorers.poll();
            Scorer scorer = idle == null ? new Scorer(table, model) : idle;
            samples[k] = blockPairs(Keys.Kind.ALL[k], scorer);
            scorers.add(scorer);
        });
        return samples;
    }

    private Sample blockPairs(Keys.Kind kind, Scorer scorer) {
        int share = Math.max(1, table.size() / 8192);
        long[] entries = blocks.entries(kind, share);
        long[] pairs = new long[1];
        while (true) {
            pairs[0] = 0;
            Blocks.blocks(entries, 0, entries.length, (rows, from, to) -> {
                long size = to - from;
                pairs[0] += size * (size - 1) / 2;
            });
            if (pairs[0] <= 2 * BLOCK_PAIRS || entries.length < 2000) {
                break;
            }
            share *= 2;
            int divisor = share;
            entries = Arrays.stream(entries)
                    .filter(e -> (e >>> Blocks.ROW_BITS) % divisor == 0)
                    .toArray();
        }
        Sample sample = new Sample(share);
        Blocks.blocks(entries, 0, entries.length, (rows, from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = i + 1; j < to; j++) {
                    int a = (int) (rows[i] & Blocks.ROW);
                    int b = (int) (rows[j] & Blocks.ROW);
                    boolean first = !blocks.earlier(kind, a, b) && !blocks.again(kind, a, b, rows[i]);
                    sample.add(scorer, a, b, within(a, b), first);
                }
            }
        });
        return sample;
    }

    // --- fitting ---------------------------------------------------------------------------------

    private Model refit(Model before, double[][] random, Sample[] samples) {
        double twins = before.household()[Comparison.BIRTH_DATE.ordinal()][Comparison.EXACT];
        Shares[] fitted = new Shares[samples.length];
        Parallel.run(samples.length, k -> {
            if (samples[k].size() > 0) {
                fitted[k] = new Mixture(samples[k], Keys.Kind.ALL[k].masked(), random, twins).fit(before.same());
            }
        });
        double[][] start = Model.initial().same();
        Shares all = new Shares();
        for (int c = 0; c < Sample.WIDTH; c++) {
            double usual = usual(fitted, c);
            for (Shares counts : fitted) {
                double known = counts == null ? 0 : counts.known(c);
                if (known > 0 && Math.abs(counts.counts(c)[1] / known - usual) < OUTLIER) {
                    // Each kind of block sees its own part of the truth: none outvotes the others by size alone.
                    all.add(c, counts.counts(c), Math.min(1, 5000 / known));
                }
            }
        }
        double[][] same = all.shares(start, 50, LEAST_SAME);
        return new Occurrence(table, before, same, random).estimate(samples);
    }

    /** The median, over kinds of blocks, of how often one person's records agree exactly. */
    private static double usual(Shares[] fitted, int comparison) {
        double[] exact = Arrays.stream(fitted)
                .filter(counts -> counts != null && counts.known(comparison) >= 20)
                .mapToDouble(counts -> counts.counts(comparison)[1] / counts.known(comparison))
                .sorted()
                .toArray();
        return exact.length == 0 ? 0.5 : exact[exact.length / 2];
    }

    /** How many pairs of records there are within sources, and in all. */
    static double[] pairs(Table table) {
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int row = 0; row < table.size(); row++) {
            sizes.merge(table.cell(row, Table.SOURCE), 1, Integer::sum);
        }
        double within = 0;
        for (double n : sizes.values()) {
            within += n * (n - 1) / 2;
        }
        double n = table.size();
        return new double[] {within, n * (n - 1) / 2};
    }
}
