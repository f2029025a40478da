// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/**
 * The keys of many people, and the blocks they form. Blocks larger than a cap are skipped, never widened or sampled. Keys of
 * skipped blocks are forgotten first, so that a pair is taken from the first block that it still shares.
 */
public final class Blocks {

    /** The largest block whose pairs are compared. */
    public static final int CAP = 100;

    /** Takes the pairs of blocks. */
    @FunctionalInterface
    interface Taker {
        /** Rows of one block, in {@code rows} from {@code from} to before {@code to}. */
        void block(long[] rows, int from, int to);
    }

    static final int ROW_BITS = 24;
    static final long ROW = (1L << ROW_BITS) - 1;

    private long[] keys;
    private int size;

    /** Room for so many people, to begin with. */
    public Blocks(int expected) {
        keys = new long[Math.max(4, expected) * Keys.SLOTS];
    }

    /** Adds the next row. */
    public void add(Features features) {
        if ((size + 1) * Keys.SLOTS > keys.length) {
            keys = Arrays.copyOf(keys, (size + (size >> 1) + 4) * Keys.SLOTS);
        }
        Keys.into(features, keys, size * Keys.SLOTS);
        size++;
        if (size > ROW) {
            throw new IllegalStateException("more than " + ROW + " people at once: divide them by source");
        }
    }

    /** Forgets keys of blocks above the cap. */
    void prune(int cap) {
        Parallel.run(Keys.Kind.ALL.length, k -> {
            Keys.Kind kind = Keys.Kind.ALL[k];
            long[] entries = entries(kind, 1);
            blocks(entries, 0, entries.length, (rows, from, to) -> {
                if (to - from > cap) {
                    for (int i = from; i < to; i++) {
                        forget(kind, (int) (rows[i] & ROW), rows[from]);
                    }
                }
            });
        });
    }

    private void forget(Keys.Kind kind, int row, long entry) {
        int base = row * Keys.SLOTS + kind.first();
        for (int slot = base; slot < base + kind.most(); slot++) {
            if (keys[slot] != 0 && (keys[slot] & ~ROW) == (entry & ~ROW)) {
                keys[slot] = 0;
            }
        }
    }

    /** Sorted entries of a kind: the key's high bits and the row; only keys that one in {@code share} has, by hash. */
    long[] entries(Keys.Kind kind, int share) {
        long[] entries = new long[size];
        int count = 0;
        for (int row = 0; row < size; row++) {
            int base = row * Keys.SLOTS + kind.first();
            for (int slot = base; slot < base + kind.most(); slot++) {
                long key = keys[slot];
                if (key != 0 && (share == 1 || (key >>> ROW_BITS) % share == 0)) {
                    if (count == entries.length) {
                        entries = Arrays.copyOf(entries, count + (count >> 1) + 4);
                    }
                    entries[count++] = key & ~ROW | row;
                }
            }
        }
        entries = Arrays.copyOf(entries, count);
        Arrays.sort(entries);
        return entries;
    }

    /** Blocks of at least two rows, in a part of the entries that begins and ends between blocks. */
    static void blocks(long[] entries, int start, int end, Taker taker) {
        int from = start;
        for (int i = start + 1; i <= end; i++) {
            if (i == end || (entries[i] & ~ROW) != (entries[from] & ~ROW)) {
                if (i - from > 1) {
                    taker.block(entries, from, i);
                }
                from = i;
            }
        }
    }

    /** Whether an earlier kind of block, too, holds both rows. */
    boolean earlier(Keys.Kind kind, int a, int b) {
        int baseA = a * Keys.SLOTS;
        int baseB = b * Keys.SLOTS;
        int identifiers = Keys.Kind.CONTACT.first();
        int single = Keys.Kind.BIRTH_GIVEN.first();
        for (int slot = single; slot < kind.first(); slot++) {
            if (keys[baseA + slot] != 0 && keys[baseA + slot] == keys[baseB + slot]) {
                return true;
            }
        }
        return kind != Keys.Kind.IDENTIFIER && common(baseA, baseB, 0, identifiers)
                || kind.first() >= single && common(baseA, baseB, identifiers, single);
    }

    private boolean common(int baseA, int baseB, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int j = from; keys[baseA + i] != 0 && j < to; j++) {
                if (keys[baseA + i] == keys[baseB + j]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether two rows share several keys of a kind, of which {@code entry} is not the first of {@code a}. */
    boolean again(Keys.Kind kind, int a, int b, long entry) {
        if (kind.most() == 1) {
            return false;
        }
        int baseA = a * Keys.SLOTS + kind.first();
        int baseB = b * Keys.SLOTS + kind.first();
        for (int i = 0; i < kind.most(); i++) {
            long key = keys[baseA + i];
            if ((key & ~ROW) == (entry & ~ROW)) {
                return false;
            }
            for (int j = 0; key != 0 && j < kind.most(); j++) {
                if (key == keys[baseB + j]) {
                    return true;
                }
            }
        }
        return false;
    }
}
