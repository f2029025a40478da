// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Notices rows that may have been staged before, without keeping them: a Bloom filter of one word per row, so that of two equal
 * rows one is always noticed, whichever thread brings it. It is laid in up to three layers, of 64 KiB, 1 MiB and 16 MiB: where the
 * last one is full it is left as it is, and a larger one is laid on it; where there is no room for a larger one it takes more rows,
 * and gives more false alarms. Safe for any thread.
 */
final class Sightings {

    private static final int FIRST = 1 << 13;
    private static final int GROWTH = 1 << 4;
    private static final int LAST = 1 << 21;

    /** A layer takes a row for so many words. */
    private static final int SPACE = 4;

    private final Room.Share room;
    private final AtomicInteger rows = new AtomicInteger();
    private volatile AtomicLongArray[] layers;

    Sightings(Room.Share room) {
        this.room = room;
        room.need((long) FIRST * Long.BYTES);
        this.layers = new AtomicLongArray[] {new AtomicLongArray(FIRST)};
    }

    /** Notes a row; true where it may have been noted before. */
    boolean before(long high, long low) {
        long bits = 1L << low | 1L << (low >>> 6) | 1L << (low >>> 12) | 1L << (low >>> 18);
        AtomicLongArray[] seen = layers;
        for (int i = 0; i < seen.length - 1; i++) {
            if ((seen[i].get(word(high, seen[i])) & bits) == bits) {
                return true;
            }
        }
        int last = seen.length - 1;
        boolean before = note(high, bits, seen[last]);
        // Whoever saw a layer on this one, and not this row below it, has noted it there.
        while (!before && last < layers.length - 1) {
            before = note(high, bits, layers[++last]);
        }
        if (!before && layers[last].length() < LAST) {
            growIfFull(layers[last].length());
        }
        return before;
    }

    private static boolean note(long high, long bits, AtomicLongArray words) {
        int word = word(high, words);
        long found = words.get(word);
        while ((found & bits) != bits) {
            if (words.compareAndSet(word, found, found | bits)) {
                return false;
            }
            found = words.get(word);
        }
        return true;
    }

    private static int word(long high, AtomicLongArray words) {
        return (int) (high & words.length() - 1);
    }

    private void growIfFull(int words) {
        if (rows.incrementAndGet() > words / SPACE) {
            lay(words);
        }
    }

    /** Lays a layer on one of so many words, unless another thread has; where there is no room, it asks again after as many rows. */
    private synchronized void lay(int words) {
        int last = layers.length - 1;
        if (layers[last].length() != words) {
            return;
        }
        rows.set(0);
        if (room.take((long) words * GROWTH * Long.BYTES)) {
            AtomicLongArray[] more = Arrays.copyOf(layers, layers.length + 1);
            more[last + 1] = new AtomicLongArray(words * GROWTH);
            layers = more;
        }
    }
}
