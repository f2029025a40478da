// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.util.Arrays;

/** Numbers of records or persons, each with an index. For one thread. */
final class LongMap {

    private long[] keys = new long[16];
    private int[] values = new int[16];
    private int size;

    /** Beyond these nothing need be looked up: what is asked for is mostly not there. */
    private long lowest = Long.MAX_VALUE;

    private long highest;

    /** The index of a positive number, -1 where it is not in the map. */
    int get(long key) {
        if (beyond(key)) {
            return -1;
        }
        int at = slot(key);
        return keys[at] == 0 ? -1 : values[at];
    }

    boolean contains(long key) {
        return !beyond(key) && keys[slot(key)] != 0;
    }

    private boolean beyond(long key) {
        return key < lowest || key > highest;
    }

    /** Adds a number with the next index; false where it was there. */
    boolean add(long key) {
        return put(key, size);
    }

    /** Adds a number with an index; false, and nothing done, where it was there. */
    boolean put(long key, int value) {
        int at = slot(key);
        if (keys[at] != 0) {
            return false;
        }
        keys[at] = key;
        values[at] = value;
        lowest = Math.min(lowest, key);
        highest = Math.max(highest, key);
        size++;
        if (size * 2 > keys.length) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int at = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = slot(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }

    /** The numbers, ascending. */
    long[] keys() {
        return Arrays.stream(keys).filter(k -> k != 0).sorted().toArray();
    }
}
