// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

/**
 * A shuffling of the numbers from 0 to below {@code size} that needs no memory: a four-round Feistel network, walked
 * until it lands inside. Immutable.
 */
final class Permutation {

    private final long size;
    private final int half;
    private final long mask;
    private final long seed;

    Permutation(long size, long seed) {
        this.size = size;
        int bits = Math.max(2, 64 - Long.numberOfLeadingZeros(Math.max(1, size - 1)));
        this.half = (bits + 1) / 2;
        this.mask = (1L << half) - 1;
        this.seed = seed;
    }

    /** The place that number is shuffled to. */
    long of(long number) {
        long at = number;
        do {
            at = round(at);
        } while (at >= size);
        return at;
    }

    private long round(long value) {
        long left = value >>> half;
        long right = value & mask;
        for (int i = 0; i < 4; i++) {
            long next = left ^ (Dice.mix(right + seed + i * 0x632BE59BD9B4E019L) & mask);
            left = right;
            right = next;
        }
        return (left << half) | right;
    }
}
