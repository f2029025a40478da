// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/** Gives each distinct value a number from 1 on. One thread adds; any thread reads what was added before it started. */
final class Dictionary {

    private byte[] bytes;
    private int[] starts;
    private long[] hashes;
    private long[] letters;
    private int[] slots;
    private int size;

    Dictionary(int expected) {
        int capacity = Math.max(16, expected);
        bytes = new byte[capacity * 10];
        starts = new int[capacity + 2];
        hashes = new long[capacity + 1];
        letters = new long[2 * hashes.length];
        slots = new int[Integer.highestOneBit(capacity * 2 - 1) << 1];
    }

    /** The number of a value; adds it where it is new. */
    int number(byte[] from, int start, int end) {
        long hash = Hash.of(from, start, end);
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        for (int number = slots[at]; number != 0; number = slots[at]) {
            if (hashes[number] == hash && equal(number, from, start, end)) {
                return number;
            }
            at = at + 1 & mask;
        }
        slots[at] = ++size;
        append(hash, from, start, end);
        if (size * 3L > slots.length * 2L) {
            rehash();
        }
        return size;
    }

    /** The number of a value; 0 where it has none. */
    int find(byte[] from, int start, int end) {
        long hash = Hash.of(from, start, end);
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        while (slots[at] != 0 && (hashes[slots[at]] != hash || !equal(slots[at], from, start, end))) {
            at = at + 1 & mask;
        }
        return slots[at];
    }

    private void append(long hash, byte[] from, int start, int end) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size + (size >> 1));
            starts = Arrays.copyOf(starts, hashes.length + 1);
            letters = Arrays.copyOf(letters, 2 * hashes.length);
        }
        int begin = starts[size];
        int length = end - start;
        if (begin + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(begin + length, bytes.length + (bytes.length >> 1)));
        }
        System.arraycopy(from, start, bytes, begin, length);
        hashes[size] = hash;
        Letters.of(from, start, end, letters, 2 * size);
        starts[size + 1] = begin + length;
    }

    private boolean equal(int number, byte[] from, int start, int end) {
        return Arrays.equals(bytes, starts[number], starts[number + 1], from, start, end);
    }

    private void rehash() {
        slots = new int[slots.length << 1];
        int mask = slots.length - 1;
        for (int number = 1; number <= size; number++) {
            int at = (int) hashes[number] & mask;
            while (slots[at] != 0) {
                at = at + 1 & mask;
            }
            slots[at] = number;
        }
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int number) {
        return starts[number];
    }

    int end(int number) {
        return starts[number + 1];
    }

    int length(int number) {
        return starts[number + 1] - starts[number];
    }

    /** No fewer letters than two values have in common; in any order. */
    int common(int one, int other) {
        return Letters.common(letters, 2 * one, 2 * other);
    }

    long hash(int number) {
        return hashes[number];
    }
}
