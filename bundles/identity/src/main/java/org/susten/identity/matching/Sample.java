// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/** Compared pairs of one kind of block, or any pairs, from which a model is learnt. One thread at a time. */
final class Sample {

    static final int WIDTH = Comparison.ALL.length;

    private byte[] levels = new byte[1024 * WIDTH];
    private float[] rarity = new float[1024 * WIDTH];
    private boolean[] within = new boolean[1024];
    private boolean[] first = new boolean[1024];
    private int size;
    private final double weight;

    /**
     * @param weight for how many pairs one of the sample stands
     */
    Sample(double weight) {
        this.weight = weight;
    }

    /** Adds a pair; {@code first} where no earlier kind of block holds it. */
    void add(Scorer scorer, int a, int b, boolean sameSource, boolean firstBlock) {
        if (size == within.length) {
            levels = Arrays.copyOf(levels, size * 2 * WIDTH);
            rarity = Arrays.copyOf(rarity, size * 2 * WIDTH);
            within = Arrays.copyOf(within, size * 2);
            first = Arrays.copyOf(first, size * 2);
        }
        byte[] found = scorer.levels(a, b);
        System.arraycopy(found, 0, levels, size * WIDTH, WIDTH);
        for (int c = 0; c < WIDTH; c++) {
            rarity[size * WIDTH + c] = scorer.rarity(c, a, b);
        }
        within[size] = sameSource;
        first[size++] = firstBlock;
    }

    /** Forgets all pairs. */
    void clear() {
        size = 0;
    }

    /** Lets exact agreement on both names say so many bits more. */
    void accord(float bits) {
        int given = Comparison.GIVEN.ordinal();
        int family = Comparison.FAMILY.ordinal();
        for (int pair = 0; pair < size; pair++) {
            if (level(pair, given) == Comparison.EXACT && level(pair, family) == Comparison.EXACT) {
                rarity[pair * WIDTH + family] += bits;
            }
        }
    }

    /** All pairs of several samples of the same weight. */
    static Sample join(Sample[] samples) {
        Sample joined = new Sample(samples[0].weight);
        for (Sample sample : samples) {
            joined.size += sample.size;
        }
        joined.levels = new byte[joined.size * WIDTH];
        joined.rarity = new float[joined.size * WIDTH];
        joined.within = new boolean[joined.size];
        joined.first = new boolean[joined.size];
        int at = 0;
        for (Sample sample : samples) {
            System.arraycopy(sample.levels, 0, joined.levels, at * WIDTH, sample.size * WIDTH);
            System.arraycopy(sample.rarity, 0, joined.rarity, at * WIDTH, sample.size * WIDTH);
            System.arraycopy(sample.within, 0, joined.within, at, sample.size);
            System.arraycopy(sample.first, 0, joined.first, at, sample.size);
            at += sample.size;
        }
        return joined;
    }

    int size() {
        return size;
    }

    int level(int pair, int comparison) {
        return levels[pair * WIDTH + comparison];
    }

    float rarity(int pair, int comparison) {
        return rarity[pair * WIDTH + comparison];
    }

    boolean within(int pair) {
        return within[pair];
    }

    boolean first(int pair) {
        return first[pair];
    }

    double weight() {
        return weight;
    }
}
