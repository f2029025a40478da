// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/**
 * How common the values of a field are, by hash, so that agreeing on a rare surname says more than on a common one. Holds no
 * value. Immutable.
 */
final class Frequencies {

    static final Frequencies NONE = new Frequencies(new long[0], new float[0], 0);

    private final long[] hashes;
    private final float[] bits;
    private final float rare;

    /** Places of the hashes, plus one, where the hash itself says to look first. */
    private final int[] slots;

    /**
     * @param hashes ascending
     * @param bits what agreement on that value says beyond agreement on any
     * @param rare the same for all other values
     */
    Frequencies(long[] hashes, float[] bits, float rare) {
        this.hashes = hashes;
        this.bits = bits;
        this.rare = rare;
        this.slots = new int[Integer.highestOneBit(hashes.length + 1) << 2];
        for (int i = 0; i < hashes.length; i++) {
            slots[place(hashes[i])] = i + 1;
        }
    }

    /** Where a hash stands, or would stand. */
    private int place(long hash) {
        int mask = slots.length - 1;
        int at = (int) (hash * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (slots[at] != 0 && hashes[slots[at] - 1] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Counts: keeps the most frequent values by name, all others together. */
    static Frequencies of(long[] hashes, int[] counts, int most) {
        long total = 0;
        double squares = 0;
        for (int count : counts) {
            total += count;
            squares += (double) count * count;
        }
        if (total < 50) {
            return NONE;
        }
        int[] ascending = counts.clone();
        Arrays.sort(ascending);
        int least = Math.max(2, ascending.length > most ? ascending[ascending.length - most] : 2);
        long restTotal = 0;
        double restSquares = 0;
        int kept = 0;
        for (int count : counts) {
            if (count < least) {
                restTotal += count;
                restSquares += (double) count * count;
            } else {
                kept++;
            }
        }
        double agreement = squares / total;
        long[] sorted = new long[kept];
        int at = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] >= least) {
                sorted[at++] = hashes[i];
            }
        }
        Arrays.sort(sorted);
        float[] bits = new float[kept];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] >= least) {
                bits[Arrays.binarySearch(sorted, hashes[i])] = (float) Logs.log2(agreement / counts[i]);
            }
        }
        double rest = restTotal == 0 ? 1 : Math.max(1, restSquares / restTotal);
        return new Frequencies(sorted, bits, (float) Logs.log2(agreement / rest));
    }

    /** What agreement on a value says beyond agreement on any value of the field. */
    float bits(long hash) {
        int found = slots[place(hash)];
        return found == 0 ? rare : bits[found - 1];
    }

    /**
     * The same where two of those who bear the value do not count, for they may be the records in question; infinitely many bits where
     * nobody else is known to bear it.
     */
    float bitsOfOthers(long hash) {
        int found = slots[place(hash)];
        double others = found == 0 ? 0 : Logs.exp2(-bits[found - 1]) - 2 * Logs.exp2(-rare);
        return others <= 0 ? Float.POSITIVE_INFINITY : (float) -Logs.log2(others);
    }

    long[] hashes() {
        return hashes.clone();
    }

    float[] bits() {
        return bits.clone();
    }

    float rare() {
        return rare;
    }
}
