// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** How often two records are one person, or of one household, and how often the latter are twins: found last, from all blocks. */
final class Occurrence {

    private static final int ROUNDS = 30;

    private static final int BIRTH = Comparison.BIRTH_DATE.ordinal();

    /**
     * For so many in a hundred records of one person with nothing individual in common, no household is assumed: slips come in
     * numbers, and where there are no families these must not pass for some.
     */
    private static final double SLIPS = 0.02;

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
        double all = within + across;
        Priors priors = before.priors();
        double assumed = before.household()[BIRTH][Comparison.EXACT];
        Model model = model(priors, assumed);
        Odds[] odds = new Odds[samples.length];
        Parallel.run(samples.length, k -> odds[k] = new Odds(samples[k], model, assumed));
        double twins = assumed;
        for (int round = 0; round < ROUNDS; round++) {
            Priors now = priors;
            double twinsNow = twins;
            Expected[] parts = new Expected[odds.length];
            Parallel.run(odds.length, k -> parts[k] = odds[k].expected(now, twinsNow));
            Expected expected = new Expected();
            for (Expected part : parts) {
                expected.add(part);
            }
            double one = expected.same[0] + expected.same[1] + 1;
            double two = expected.household[0] + expected.household[1] + 0.1;
            double families = Math.max(1e-3, 1 - SLIPS * one / two);
            // A little of the whole in each part, so that what has not been seen yet is not impossible.
            priors = new Priors(
                    (expected.same[1] + 0.002 * one * within / all) / within,
                    (expected.same[0] + 0.002 * one * across / all) / across,
                    families * (expected.household[1] + 0.02 * two * within / all) / within,
                    families * (expected.household[0] + 0.02 * two * across / all) / across);
            twins = Math.max(0.002, Math.min(0.06, (expected.twins + 0.5) / (expected.siblings + 100)));
        }
        return model(priors, twins);
    }

    private Model model(Priors priors, double twins) {
        return new Model(
                same,
                Model.household(same, random, twins),
                random,
                priors,
                before.allFrequencies(),
                before.placeholders(),
                before.people());
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

    /** What all comparisons say of each pair of a sample, priors left out. */
    private static final class Odds {

        private final double[] same;
        private final double[] household;
        private final byte[] kind;
        private final double weight;
        private final double twins;

        Odds(Sample sample, Model model, double twins) {
            this.weight = sample.weight();
            this.twins = twins;
            int size = 0;
            for (int pair = 0; pair < sample.size(); pair++) {
                size += sample.first(pair) ? 1 : 0;
            }
            same = new double[size];
            household = new double[size];
            kind = new byte[size];
            Reckoning reckoning = new Reckoning(model);
            int at = 0;
            for (int pair = 0; pair < sample.size(); pair++) {
                if (sample.first(pair)) {
                    reckoning.weigh(sample, pair);
                    same[at] = reckoning.ofSame();
                    household[at] = reckoning.ofHousehold();
                    int birth = sample.level(pair, BIRTH);
                    int known = birth == 0 ? 0 : birth == Comparison.EXACT ? 4 : 2;
                    kind[at++] = (byte) (known | (sample.within(pair) ? 1 : 0));
                }
            }
        }

        Expected expected(Priors priors, double twinsNow) {
            Expected expected = new Expected();
            double[] ofSame = new double[2];
            double[] ofHousehold = new double[2];
            for (int i = 0; i < 2; i++) {
                ofSame[i] = priors.same(i == 1) / priors.random(i == 1);
                ofHousehold[i] = priors.household(i == 1) / priors.random(i == 1);
            }
            for (int pair = 0; pair < kind.length; pair++) {
                int within = kind[pair] & 1;
                double a = same[pair] * ofSame[within];
                double b = household[pair] * ofHousehold[within];
                b = kind[pair] >= 4 ? b * twinsNow / twins : b;
                double factor = weight / (1 + a + b);
                expected.same[within] += a * factor;
                expected.household[within] += b * factor;
                if (kind[pair] > 1) {
                    expected.siblings += b * factor;
                    expected.twins += kind[pair] >= 4 ? b * factor : 0;
                }
            }
            return expected;
        }
    }
}
