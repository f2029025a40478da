// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Notices rows that may have been staged before, without keeping them: a Bloom filter of one word per row, so that of two equal
 * rows one is always noticed, whichever thread brings it. One false alarm in ten thousand rows at a million rows, one in a
 * hundred at ten million. Safe for any thread.
 */
final class Sightings {

    private static final int WORDS = 1 << 21;

    private final AtomicLongArray words = new AtomicLongArray(WORDS);

    /** Notes a row; true where it may have been noted before. */
    boolean before(long high, long low) {
        long bits = 1L << low | 1L << (low >>> 6) | 1L << (low >>> 12) | 1L << (low >>> 18);
        int word = (int) (high & WORDS - 1);
        long found = words.get(word);
        while ((found & bits) != bits) {
            if (words.compareAndSet(word, found, found | bits)) {
                return false;
            }
            found = words.get(word);
        }
        return true;
    }
}
