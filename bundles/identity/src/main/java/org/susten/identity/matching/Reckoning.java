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

    Reckoning reckon(Sample sample, int pair) {
        double ofSame = 0;
        double ofHousehold = 0;
        for (int c = 0; c < Sample.WIDTH; c++) {
            int level = sample.level(pair, c);
            if (level > 0) {
                float rarity = sample.rarity(pair, c);
                double bits = weights.same(c, level) + rarity;
                ofSame += bits;
                ofHousehold += c < Comparison.INDIVIDUAL ? weights.household(c, level, rarity) : bits;
            }
        }
        boolean within = sample.within(pair);
        double a = Logs.exp2(Math.min(100, ofSame + weights.prior(within)));
        double b = Logs.exp2(Math.min(100, ofHousehold + weights.householdPrior(within)));
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
