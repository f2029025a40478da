// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** A model's shares as bits, laid out for scoring. Immutable. */
final class Weights {

    private static final int LEVELS = 12;

    private static final float MOST = 20;

    /** How often a slip makes that very name of all that are a letter away. */
    private static final double SLIP = 1.0 / 200;

    private final Model model;
    private final float[] same = new float[Comparison.ALL.length * LEVELS];
    private final float[] household = new float[Comparison.ALL.length * LEVELS];
    private final float[] prior = new float[2];
    private final float[] householdPrior = new float[2];
    private final float mostOfHousehold;
    private final float slip;

    Weights(Model model) {
        this.model = model;
        float most = 0;
        for (Comparison comparison : Comparison.ALL) {
            int c = comparison.ordinal();
            float best = 0;
            for (int level = 1; level < comparison.levels(); level++) {
                double random = model.random()[c][level];
                same[c * LEVELS + level] = clipped(Logs.log2(model.same()[c][level] / random));
                household[c * LEVELS + level] = clipped(Logs.log2(model.household()[c][level] / random));
                best = Math.max(best, same[c * LEVELS + level]);
            }
            most += comparison.household() ? best + 8 : 0;
        }
        mostOfHousehold = most;
        double[] given = model.random()[Comparison.GIVEN.ordinal()];
        slip = (float) Logs.log2(SLIP * given[Comparison.GIVEN_TYPO] / given[Comparison.EXACT]);
        for (int i = 0; i < 2; i++) {
            double random = model.priors().random(i == 1);
            prior[i] = (float) Logs.log2(model.priors().same(i == 1) / random);
            householdPrior[i] = (float) Logs.log2(model.priors().household(i == 1) / random);
        }
    }

    private static float clipped(double bits) {
        return (float) Math.max(-MOST, Math.min(MOST, bits));
    }

    /** Bits for one person against any two. */
    float same(int comparison, int level) {
        return same[comparison * LEVELS + level];
    }

    /** Bits for two of one household against any two; a coincidence is as likely there as anywhere, and two names are two names. */
    float household(int comparison, int level, float rarity) {
        float bits = household[comparison * LEVELS + level] + (level == Comparison.EXACT ? rarity : 0);
        return level == Comparison.EXACT && comparison == 0 ? (float) Logs.sum(bits, 0) : bits;
    }

    /** Bits, zero at most, for a slip having made a given name, against somebody being called so. */
    float slip(long hash) {
        return Math.min(0, slip + model.frequencies(Field.GIVEN).bitsOfOthers(hash));
    }

    float rarity(Field field, long hash) {
        return model.frequencies(field).bits(hash);
    }

    float prior(boolean within) {
        return prior[within ? 1 : 0];
    }

    float householdPrior(boolean within) {
        return householdPrior[within ? 1 : 0];
    }

    /** No pair has more from what a household shares. */
    float mostOfHousehold() {
        return mostOfHousehold;
    }
}
