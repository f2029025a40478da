// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.susten.identity.matching.Sketch.*;

/** The most that what a household shares, names apart, may say of two sketches. For one thread. */
final class Surroundings {

    private static final int ADDRESS = Comparison.ADDRESS.ordinal();
    private static final int AREA = Comparison.AREA.ordinal();
    private static final int PHONE = Comparison.PHONE.ordinal();

    private static final int LEVELS = 12;

    private final Weights weights;
    private final float[] most;
    private final Comparer comparer;
    private final Sieve.Rarities rare;

    /**
     * @param most the most that a level or one after it says, by comparison
     * @param rare of the record in question
     */
    Surroundings(Weights weights, float[] most, Comparer comparer, Sieve.Rarities rare) {
        this.weights = weights;
        this.most = most;
        this.comparer = comparer;
        this.rare = rare;
    }

    /**
     * In bits.
     *
     * @param closely whether streets are to be compared letter by letter
     */
    float most(long[] own, long[] words, int at, boolean closely) {
        return address(own, words, at, closely)
                + area(own, words, at)
                + phone(own, words, at)
                + any(Comparison.EXTRA, HAS_EXTRA, own, words, at)
                + any(Comparison.EMAIL, HAS_EMAIL, own, words, at)
                + any(Comparison.GUARDIAN, HAS_GUARDIAN, own, words, at);
    }

    private float any(Comparison comparison, Sketch.Part has, long[] own, long[] words, int at) {
        boolean both = has.of(own, 0) != 0 && has.of(words, at) != 0;
        return both ? most(comparison.ordinal(), 1) : 0;
    }

    private float most(int comparison, int level) {
        return most[comparison * LEVELS + level];
    }

    private float address(long[] own, long[] words, int at, boolean closely) {
        int a = HOUSE.of(own, 0);
        int b = HOUSE.of(words, at);
        boolean sameHouse = a != 0 && a == b;
        int street = STREET_NAME.of(own, 0);
        int other = STREET_NAME.of(words, at);
        if (street != 0 && street == other) {
            float closest = Math.max(
                    weights.same(ADDRESS, Comparison.ADDRESS_TYPO), weights.same(ADDRESS, Comparison.ADDRESS_STREET));
            return rare.street + (sameHouse ? Math.max(closest, weights.same(ADDRESS, Comparison.EXACT)) : closest);
        }
        if (street != 0 && other != 0 && (!closely || comparer.alikeStreets(street, other))) {
            return most(ADDRESS, Comparison.ADDRESS_TYPO);
        }
        if (sameHouse) {
            return most(ADDRESS, Comparison.ADDRESS_NUMBER);
        }
        boolean unknown = (street == 0 || other == 0) && (a == 0 || b == 0);
        return unknown ? 0 : weights.same(ADDRESS, Comparison.ADDRESS_OTHER);
    }

    private float area(long[] own, long[] words, int at) {
        int postal = both(POSTAL_CODE, own, words, at);
        int city = both(TOWN, own, words, at);
        int state = both(STATE_NAME, own, words, at);
        if (postal > 0 || city > 0) {
            return most(AREA, 1) + Math.max(0, Math.max(rare.postal, rare.city));
        }
        if (postal == 0 && city == 0 && state == 0) {
            return 0;
        }
        float apart = Math.max(weights.same(AREA, Comparison.AREA_TYPO), weights.same(AREA, Comparison.AREA_OTHER));
        return state > 0 ? Math.max(apart, weights.same(AREA, Comparison.AREA_STATE)) : apart;
    }

    /** 1 perhaps equal, -1 different, 0 not known of both. */
    private static int both(Sketch.Part part, long[] own, long[] words, int at) {
        int a = part.of(own, 0);
        int b = part.of(words, at);
        return a == 0 || b == 0 ? 0 : a == b ? 1 : -1;
    }

    private float phone(long[] own, long[] words, int at) {
        int best = 0;
        for (int i = 0; i < PHONE_HASH.length && PHONE_HASH[i].of(own, 0) != 0; i++) {
            for (int j = 0; j < PHONE_HASH.length && PHONE_HASH[j].of(words, at) != 0; j++) {
                int odd = Integer.bitCount(PHONE_PARITY[i].of(own, 0) ^ PHONE_PARITY[j].of(words, at));
                boolean equal = odd == 0 && PHONE_HASH[i].of(own, 0) == PHONE_HASH[j].of(words, at);
                int level = equal ? 1 : odd <= 2 ? Comparison.ALIKE : Comparison.UNLIKE;
                best = best == 0 ? level : Math.min(best, level);
            }
        }
        return best == 0 ? 0 : most(PHONE, best);
    }
}
