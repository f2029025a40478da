// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.util.Arrays;
import java.util.BitSet;
import org.susten.identity.matching.Blocks;

/**
 * Whom some records may be, from the blocks that their keys brought. A pair is {@code index of the record << 41 | number of the candidate
 * << 1}, and a last bit that is 0 where the two share an identifier. Worked out when made, by any thread; for one from then on.
 */
final class Found {

    private static final int NUMBER_BITS = 41;

    private final Asked asked;
    private final Asked offered;
    private final long[] offering;
    private final BitSet crowded = new BitSet();
    private long[] found = new long[1024];
    private int size;

    /**
     * Brings keys and blocks together.
     *
     * @param blocks of each key asked for the records of the index; {@link Candidates#CROWDED} where it has too many
     * @param offered keys of records that are not in the index, by their places in {@code offering}
     */
    Found(Asked asked, long[][] blocks, Asked offered, long[] offering) {
        this.asked = asked;
        this.offered = offered;
        this.offering = offering;
        for (int at = 0; at < blocks.length; at++) {
            meet(at, blocks[at], offered.at(asked.key(at)));
        }
        Arrays.sort(found, 0, size);
        distinct();
    }

    private void meet(int at, long[] ofIndex, int own) {
        int more = own < 0 ? 0 : offered.to(own) - offered.from(own);
        boolean passedOver = ofIndex == Candidates.CROWDED || ofIndex.length + more > Blocks.CAP;
        for (int i = asked.from(at); i < asked.to(at); i++) {
            if (passedOver) {
                crowded.set(asked.owner(i), asked.identifier(i) || crowded.get(asked.owner(i)));
                continue;
            }
            long owner = (long) asked.owner(i) << NUMBER_BITS | (asked.identifier(i) ? 0 : 1);
            for (long record : ofIndex) {
                add(owner | record << 1);
            }
            for (int j = 0; j < more; j++) {
                add(owner | offering[offered.owner(offered.from(own) + j)] << 1);
            }
        }
    }

    private void add(long pair) {
        if (size == found.length) {
            found = Arrays.copyOf(found, size * 2);
        }
        found[size++] = pair;
    }

    /** Of the same two, the pair that shares an identifier comes first and stays. */
    private void distinct() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || found[i] >>> 1 != found[kept - 1] >>> 1) {
                found[kept++] = found[i];
            }
        }
        size = kept;
    }

    /** Ascending and distinct. */
    long[] pairs() {
        return Arrays.copyOf(found, size);
    }

    /** Whether an identifier of a record is that of so many that its block was passed over. */
    boolean hasCrowdedIdentifier(int owner) {
        return crowded.get(owner);
    }

    static int owner(long pair) {
        return (int) (pair >>> NUMBER_BITS);
    }

    static long candidate(long pair) {
        return (pair & (1L << NUMBER_BITS) - 1) >>> 1;
    }

    /** Whether the two share an identifier by which they were found. */
    static boolean byIdentifier(long pair) {
        return (pair & 1) == 0;
    }
}
