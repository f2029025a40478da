// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;

/**
 * The open rows of one entity and stream as they are stored, each in 29 bytes: half of its row id, and 64 bits of its content
 * and origin. Notes which of them a run said again, and where. Filled by one thread, then safe for any.
 */
final class Prints {

    /** Bytes that a row costs. */
    static final int BYTES = 29;

    /** The row was said in other words, or twice, and is staged. */
    private static final int STAGED = -1;

    private static final double FULL = 0.7;
    private static final int NONE = -1;

    /** Row and print side by side, so that both are fetched at once. */
    private final long[] rows;

    private final AtomicIntegerArray said;
    private final int slots;
    private final int limit;
    private int size;

    /** Half of a row's id, and where the run said it: 0 where it did not. */
    @FunctionalInterface
    interface Each {
        void row(long row, int ordinal);
    }

    /** Room for so many rows. */
    Prints(long rows) {
        this.slots = Math.toIntExact(Math.max(16, (long) (rows / FULL)));
        this.rows = new long[2 * slots];
        this.said = new AtomicIntegerArray(slots);
        this.limit = (int) (slots * 0.95);
    }

    /** The content of a row, and where it came from. */
    static long print(long hashHigh, long hashLow, long originHigh, long originLow) {
        long print = hashHigh * 0x9E3779B97F4A7C15L + hashLow;
        return (print ^ originHigh) * 0xBF58476D1CE4E5B9L + originLow;
    }

    /** Notes a stored row; false where it cannot be told from another one, or there is no room: then this table is of no use. */
    boolean add(long row, long print) {
        if (row == 0 || size == limit) {
            return false;
        }
        int slot = home(row);
        while (rows[2 * slot] != 0) {
            if (rows[2 * slot] == row) {
                return false;
            }
            slot = next(slot);
        }
        rows[2 * slot] = row;
        rows[2 * slot + 1] = print;
        size++;
        return true;
    }

    /** True where the row is stored just so; notes where it was said. */
    boolean says(long row, long print, int ordinal) {
        int slot = slot(row);
        if (slot == NONE) {
            return false;
        }
        if (rows[2 * slot + 1] != print) {
            said.compareAndSet(slot, 0, STAGED);
            return false;
        }
        said.set(slot, ordinal);
        return true;
    }

    /** The row is staged, unless it was passed over before. */
    void staged(long row) {
        int slot = slot(row);
        if (slot != NONE) {
            said.compareAndSet(slot, 0, STAGED);
        }
    }

    /** Where a row was said that was passed over because it is stored so; 0 where it was not. It counts as staged from now on. */
    int recall(long row) {
        int slot = slot(row);
        if (slot == NONE || said.get(slot) <= 0) {
            return 0;
        }
        return said.getAndSet(slot, STAGED);
    }

    /** Rows that were passed over. */
    long passed() {
        return count(ordinal -> ordinal > 0);
    }

    /** Rows that the run did not say. */
    void unsaid(Each each) {
        each(ordinal -> ordinal == 0, each);
    }

    /** Rows that were passed over, with where they were said. */
    void passed(Each each) {
        each(ordinal -> ordinal > 0, each);
    }

    private long count(IntPredicate which) {
        long[] count = {0};
        each(which, (row, ordinal) -> count[0]++);
        return count[0];
    }

    private void each(IntPredicate which, Each each) {
        for (int slot = 0; slot < slots; slot++) {
            if (rows[2 * slot] != 0) {
                int ordinal = said.get(slot);
                if (which.test(ordinal)) {
                    each.row(rows[2 * slot], ordinal);
                }
            }
        }
    }

    private int slot(long row) {
        int slot = home(row);
        while (rows[2 * slot] != row) {
            if (rows[2 * slot] == 0) {
                return NONE;
            }
            slot = next(slot);
        }
        return slot;
    }

    /** Row ids are random, so their order spreads them evenly. */
    private int home(long row) {
        return (int) Math.multiplyHigh(row >>> 1, (long) slots << 1);
    }

    private int next(int slot) {
        return slot + 1 == slots ? 0 : slot + 1;
    }
}
