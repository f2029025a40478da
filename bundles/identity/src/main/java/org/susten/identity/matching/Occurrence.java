// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** How often two records are one person, or of one household, and how often the latter are twins: found last, from all blocks. */
final class Occurrence {

    private static final int ROUNDS = 20;

    private static final int BIRTH = Comparison.BIRTH_DATE.ordinal();

    private final Table table;
    private final Model before;
    private final double[][] same;
    private final double[][] random;

    Occurrence(Table table, Model before, double[][] same, double[][] random) {
        this.table = table;
        this.before = before;
        this.same = same;
        this.random = random;
    }

    Model estimate(Sample[] samples) {
        double[] pairs = Learner.pairs(table);
        double within = Math.max(1, pairs[0]);
        double across = Math.max(1, pairs[1] - pairs[0]);
        Priors priors = before.priors();
        double twins = before.household()[BIRTH][Comparison.EXACT];
        Model model = model(priors, twins);
        for (int round = 0; round < ROUNDS; round++) {
            Expected expected = expected(model, samples);
            double one = expected.same[0] + expected.same[1] + 1;
            double two = expected.household[0] + expected.household[1] + 0.1;
            double all = within + across;
            // A little of the whole in each part, so that what has not been seen yet is not impossible.
            priors = new Priors(
                    (expected.same[1] + 0.002 * one * within / all) / within,
                    (expected.same[0] + 0.002 * one * across / all) / across,
                    (expected.household[1] + 0.02 * two * within / all) / within,
                    (expected.household[0] + 0.02 * two * across / all) / across);
            twins = Math.max(0.002, Math.min(0.06, (expected.twins + 0.5) / (expected.siblings + 100)));
            model = model(priors, twins);
        }
        return model;
    }

    private Model model(Priors priors, double twins) {
        Model model = new Model(
                same,
                Model.household(same, random, twins),
                random,
                priors,
                before.allFrequencies(),
                before.placeholders(),
                before.people());
        return model;
    }

    /** Expected numbers of pairs; index 1 for those within one source. */
    private static final class Expected {
        final double[] same = new double[2];
        final double[] household = new double[2];
        double siblings;
        double twins;

        void add(Expected other) {
            for (int i = 0; i < 2; i++) {
                same[i] += other.same[i];
                household[i] += other.household[i];
            }
            siblings += other.siblings;
            twins += other.twins;
        }
    }

    private static Expected expected(Model model, Sample[] samples) {
        Expected[] parts = new Expected[samples.length];
        Parallel.run(samples.length, k -> parts[k] = expected(model, samples[k]));
        Expected sum = new Expected();
        for (Expected part : parts) {
            sum.add(part);
        }
        return sum;
    }

    private static Expected expected(Model model, Sample sample) {
        Expected expected = new Expected();
        Reckoning reckoning = new Reckoning(model);
        for (int pair = 0; pair < sample.size(); pair++) {
            if (sample.first(pair)) {
                reckoning.reckon(sample, pair);
                int within = sample.within(pair) ? 1 : 0;
                expected.same[within] += reckoning.same() * sample.weight();
                expected.household[within] += reckoning.household() * sample.weight();
                int birth = sample.level(pair, BIRTH);
                if (birth > 0) {
                    double siblings = reckoning.household() * sample.weight();
                    expected.siblings += siblings;
                    expected.twins += birth == Comparison.EXACT ? siblings : 0;
                }
            }
        }
        return expected;
    }
}
