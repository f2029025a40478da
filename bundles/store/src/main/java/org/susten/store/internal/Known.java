// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Rows that references may name without being looked up: staged already, or noted to be looked up. Holds the first one and a half
 * million and forgets the rest, which are then looked up. Safe for any thread.
 */
final class Known {

    private static final int SLOTS = 1 << 21;
    private static final int PROBES = 32;

    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    /** Notes a row; true where it was noted before. 64 of its 128 random bits tell it apart. */
    boolean before(long high, long low) {
        long mark = low == 0 ? 1 : low;
        int at = (int) (high & SLOTS - 1);
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = at + probe & SLOTS - 1;
            long found = slots.get(slot);
            if (found == 0 && slots.compareAndSet(slot, 0, mark)) {
                return false;
            }
            if (found == mark || slots.get(slot) == mark) {
                return true;
            }
        }
        return false;
    }
}
