// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Rows that references may name without being looked up: staged already, or noted to be looked up. It may forget, which costs a
 * look-up, and never invents. Begins with 64 KiB and holds up to a million and a half rows in 16 MiB, where there is room. Safe for
 * any thread.
 */
final class Known {

    private static final int FIRST = 1 << 13;
    private static final int LAST = 1 << 21;
    private static final int PROBES = 32;

    private final Room.Share room;
    private final AtomicInteger size = new AtomicInteger();
    private volatile AtomicLongArray slots = new AtomicLongArray(FIRST);

    /** Rows with which it is asked for more room. */
    private volatile int full = FIRST / 2;

    Known(Room.Share room) {
        this.room = room;
        room.need((long) FIRST * Long.BYTES);
    }

    /** Notes a row by 64 of its random bits; true where it was noted before. */
    boolean before(long row) {
        AtomicLongArray table = slots;
        boolean before = before(row, table);
        if (!before && size.incrementAndGet() > full && table.length() < LAST) {
            grow(table);
        }
        return before;
    }

    private static boolean before(long row, AtomicLongArray table) {
        long mark = row == 0 ? 1 : row;
        int at = (int) (mark ^ mark >>> 32);
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = at + probe & table.length() - 1;
            long found = table.get(slot);
            if (found == 0) {
                if (table.compareAndSet(slot, 0, mark)) {
                    return false;
                }
                found = table.get(slot);
            }
            if (found == mark) {
                return true;
            }
        }
        return false;
    }

    /** What others note in the old table meanwhile is forgotten. Where there is no room, it asks again after as many rows more. */
    private synchronized void grow(AtomicLongArray table) {
        if (table != slots || size.get() <= full) {
            return;
        }
        long bytes = (long) table.length() * Long.BYTES;
        if (room.grow(bytes, 2 * bytes)) {
            AtomicLongArray larger = new AtomicLongArray(table.length() * 2);
            for (int slot = 0; slot < table.length(); slot++) {
                if (table.get(slot) != 0) {
                    before(table.get(slot), larger);
                }
            }
            slots = larger;
        }
        full = size.get() + table.length() / 2;
    }
}
