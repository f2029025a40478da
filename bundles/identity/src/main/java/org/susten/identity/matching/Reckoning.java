// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** The three probabilities of a sampled pair under a model. For one thread. */
final class Reckoning {

    private final Weights weights;
    private double same;
    private double household;

    Reckoning(Model model) {
        this.weights = new Weights(model);
    }

    private double ofSame;
    private double ofHousehold;

    /** Odds for one person, and for one household, against any two people, from the comparisons alone. */
    void weigh(Sample sample, int pair) {
        weigh(sample, pair, false);
    }

    /** The same from all comparisons but those of given name and surname. */
    void weighWithoutNames(Sample sample, int pair) {
        weigh(sample, pair, true);
    }

    private void weigh(Sample sample, int pair, boolean withoutNames) {
        double sum = 0;
        double household = 0;
        for (int c = 0; c < Sample.WIDTH; c++) {
            boolean name = c == Comparison.GIVEN.ordinal() || c == Comparison.FAMILY.ordinal();
            int level = withoutNames && name ? 0 : sample.level(pair, c);
            if (level > 0) {
                float rarity = sample.rarity(pair, c);
                double bits = weights.same(c, level) + rarity;
                sum += bits;
                household += c < Comparison.INDIVIDUAL ? weights.household(c, level, rarity) : bits;
            }
        }
        ofSame = Logs.exp2(Math.min(100, sum));
        ofHousehold = Logs.exp2(Math.min(100, household));
    }

    double ofSame() {
        return ofSame;
    }

    double ofHousehold() {
        return ofHousehold;
    }

    Reckoning reckon(Sample sample, int pair) {
        weigh(sample, pair);
        boolean within = sample.within(pair);
        double a = ofSame * Logs.exp2(weights.prior(within));
        double b = ofHousehold * Logs.exp2(weights.householdPrior(within));
        same = a / (1 + a + b);
        household = b / (1 + a + b);
        return this;
    }

    double same() {
        return same;
    }

    double household() {
        return household;
    }

    double random() {
        return 1 - same - household;
    }
}
