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

    Known(Room.Share room) {
        this.room = room;
        room.need((long) FIRST * Long.BYTES);
    }

    /** Notes a row by 64 of its random bits; true where it was noted before. */
    boolean before(long row) {
        AtomicLongArray table = slots;
        boolean before = before(row, table);
        if (!before && size.incrementAndGet() > table.length() / 2 && table.length() < LAST) {
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

    /** What others note in the old table meanwhile is forgotten. */
    private synchronized void grow(AtomicLongArray full) {
        long bytes = (long) full.length() * Long.BYTES;
        if (full == slots && room.take(2 * bytes)) {
            AtomicLongArray larger = new AtomicLongArray(full.length() * 2);
            for (int slot = 0; slot < full.length(); slot++) {
                if (full.get(slot) != 0) {
                    before(full.get(slot), larger);
                }
            }
            slots = larger;
            room.giveBack(bytes);
        }
    }
}
