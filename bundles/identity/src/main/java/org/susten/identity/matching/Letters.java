// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/**
 * Which letters a value has, and how often, in two longs: enough to tell at once that two values have too few in common to be alike.
 * Letters are told apart by their last five bits.
 */
final class Letters {

    private static final int KINDS = 32;
    private static final int COUNTED = 4;

    /** Some letter comes more often than is counted. */
    private static final long ALL = -1;

    private Letters() {}

    /** Writes them at a place: one bit for each letter that is there, that is there twice, three and four times. */
    static void of(byte[] bytes, int from, int to, long[] into, int at) {
        long once = 0;
        long thrice = 0;
        for (int i = from; i < to; i++) {
            long letter = 1L << (bytes[i] & KINDS - 1);
            if ((once & letter) == 0) {
                once |= letter;
            } else if ((once & letter << KINDS) == 0) {
                once |= letter << KINDS;
            } else if ((thrice & letter) == 0) {
                thrice |= letter;
            } else if ((thrice & letter << KINDS) == 0) {
                thrice |= letter << KINDS;
            } else {
                once = ALL;
                thrice = ALL;
                break;
            }
        }
        into[at] = once;
        into[at + 1] = thrice;
    }

    /** No fewer than two values have in common; many where a value has more of one letter than is counted. */
    static int common(long[] letters, int a, int b) {
        if (letters[a + 1] == ALL || letters[b + 1] == ALL) {
            return KINDS * COUNTED;
        }
        return Long.bitCount(letters[a] & letters[b]) + Long.bitCount(letters[a + 1] & letters[b + 1]);
    }
}
