// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.suppression;

import java.util.Arrays;

/**
 * Counts of people over one or more dimensions, with every total. A cell's place in a dimension is a member's number, from 0, or
 * {@link #total} of the dimension. Immutable once made; arrays it gives away are not to be written to.
 */
public final class Cube {

    private static final long MOST_CELLS = 50_000_000;

    private final int[] sizes;
    private final int[] strides;
    private final long[] counts;

    private Cube(int[] sizes, int[] strides, long[] counts) {
        this.sizes = sizes;
        this.strides = strides;
        this.counts = counts;
    }

    /** Collects counts; a member of every dimension for each. Not for several threads. */
    public static final class Builder {
        private final Cube cube;

        private Builder(Cube cube) {
            this.cube = cube;
        }

        /** Adds people to a cell. */
        public void add(int[] members, long people) {
            if (people < 0) {
                throw new IllegalArgumentException("people are counted from 0");
            }
            cube.counts[cube.cell(members)] += people;
        }

        /** The cube with all totals; the builder is spent. */
        public Cube build() {
            for (int dimension = 0; dimension < cube.sizes.length; dimension++) {
                cube.sumAlong(dimension);
            }
            return cube;
        }
    }

    /** An empty cube of as many members by dimension. */
    public static Builder of(int... members) {
        int[] sizes = Arrays.stream(members).map(m -> m + 1).toArray();
        int[] strides = new int[sizes.length];
        long cells = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = (int) cells;
            cells *= sizes[i];
            if (cells > MOST_CELLS) {
                throw new IllegalArgumentException("a table of more than " + MOST_CELLS + " cells is no table");
            }
        }
        return new Builder(new Cube(sizes, strides, new long[(int) cells]));
    }

    private void sumAlong(int dimension) {
        int total = sizes[dimension] - 1;
        for (int cell = 0; cell < counts.length; cell++) {
            int place = place(cell, dimension);
            if (place != total) {
                counts[cell + (total - place) * strides[dimension]] += counts[cell];
            }
        }
    }

    /** How many dimensions. */
    public int dimensions() {
        return sizes.length;
    }

    /** How many cells, totals included. */
    public int cells() {
        return counts.length;
    }

    /** The place of the total in a dimension, which is also the number of its members. */
    public int total(int dimension) {
        return sizes[dimension] - 1;
    }

    /** The cell at these places. */
    public int cell(int... places) {
        int cell = 0;
        for (int i = 0; i < sizes.length; i++) {
            cell += places[i] * strides[i];
        }
        return cell;
    }

    /** A cell's place in a dimension. */
    public int place(int cell, int dimension) {
        return cell / strides[dimension] % sizes[dimension];
    }

    /** The cell that differs in one dimension only. */
    public int moved(int cell, int dimension, int place) {
        return cell + (place - place(cell, dimension)) * strides[dimension];
    }

    /** People in a cell. */
    public long count(int cell) {
        return counts[cell];
    }
}
