// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/** Scored pairs of rows. For one thread. */
public final class Edges {

    private int[] a = new int[16];
    private int[] b = new int[16];
    private float[] bits = new float[16];
    private int size;

    /** Adds a pair. */
    public void add(int first, int second, float score) {
        if (size == a.length) {
            grow(size * 2);
        }
        a[size] = first;
        b[size] = second;
        bits[size++] = score;
    }

    /** Adds all of others. */
    public void addAll(Edges others) {
        if (size + others.size > a.length) {
            grow(size + others.size);
        }
        System.arraycopy(others.a, 0, a, size, others.size);
        System.arraycopy(others.b, 0, b, size, others.size);
        System.arraycopy(others.bits, 0, bits, size, others.size);
        size += others.size;
    }

    private void grow(int capacity) {
        a = Arrays.copyOf(a, capacity);
        b = Arrays.copyOf(b, capacity);
        bits = Arrays.copyOf(bits, capacity);
    }

    /** How many. */
    public int size() {
        return size;
    }

    /** One row of a pair. */
    public int first(int edge) {
        return a[edge];
    }

    /** The other row. */
    public int second(int edge) {
        return b[edge];
    }

    /** The pair's score. */
    public float bits(int edge) {
        return bits[edge];
    }
}
