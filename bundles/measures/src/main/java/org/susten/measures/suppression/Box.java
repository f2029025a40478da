// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.suppression;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The search for the box around a cell that loses least. A box has a second place in every dimension, and so 2^n corners. Moving
 * people between them leaves every total as it is: along a dimension two members change against each other, a member and its
 * total change alike. Branch and bound over the dimensions; one thread.
 */
final class Box {

    /** How many cells below it a total is worth. */
    private static final int TOTAL = 12;

    private final Cube cube;
    private final BitSet suppressed;
    private final BitSet known;
    private final int[] corners;
    private final boolean[] falls;
    private final int[] best;
    private final boolean[] bestFalls;
    private final long[] moved;
    /** What is lost with each cell. */
    private final double[] worth;

    private double least;
    private long need;
    private int few;
    /** Places worth looking at, by dimension, cheapest first. */
    private int[][] places = new int[0][];

    Box(Cube cube, BitSet suppressed, BitSet known) {
        this.cube = cube;
        this.suppressed = suppressed;
        this.known = known;
        this.corners = new int[1 << cube.dimensions()];
        this.falls = new boolean[corners.length];
        this.best = new int[corners.length];
        this.bestFalls = new boolean[corners.length];
        this.moved = new long[cube.cells()];
        this.worth = IntStream.range(0, cube.cells())
                .mapToDouble(cell -> worth(cube, cell))
                .toArray();
    }

    /**
     * Looks for the box that loses least.
     *
     * @param cell the corner to protect
     * @param need how many people more it must be able to hold
     * @param few how many places by dimension to look at
     * @return whether there is one
     */
    boolean find(int cell, long need, int few) {
        return find(cell, need, few, Double.POSITIVE_INFINITY);
    }

    /** Looks for a box that loses nothing, of which at least one person can be moved. */
    boolean findFree(int cell, int few) {
        return find(cell, 1, few, Double.MIN_VALUE);
    }

    private boolean find(int cell, long need, int few, double most) {
        this.need = need;
        this.few = few;
        this.least = most;
        corners[0] = cell;
        falls[0] = false;
        places = new int[cube.dimensions()][];
        for (int dimension = 0; dimension < places.length; dimension++) {
            places[dimension] = rank(cell, dimension);
        }
        extend(0, 0);
        return least < most;
    }

    /** Moves people in the box found, no more than {@code most}, for the boxes looked for next; says how many. */
    long move(long most) {
        long people = most;
        for (int i = 0; i < best.length; i++) {
            people = bestFalls[i] ? Math.min(people, people(best[i])) : people;
        }
        for (int i = 0; i < best.length; i++) {
            moved[best[i]] += bestFalls[i] ? -people : people;
        }
        return people;
    }

    /** Takes back what was moved in these cells. */
    void back(int... cells) {
        for (int cell : cells) {
            moved[cell] = 0;
        }
    }

    /** The corners of the box found. */
    int[] corners() {
        return best.clone();
    }

    /** What is lost when these cells are not published. */
    double loss(int... cells) {
        return Arrays.stream(cells).mapToDouble(this::loss).sum();
    }

    private long people(int cell) {
        return cube.count(cell) + moved[cell];
    }

    /** The places of a dimension that cost least, cheapest first; of equals the first. */
    private int[] rank(int cell, int dimension) {
        int own = cube.place(cell, dimension);
        int most = Math.min(few, cube.total(dimension));
        int[] ranked = new int[most];
        double[] costs = new double[most];
        int found = 0;
        for (int place = 0; place <= cube.total(dimension); place++) {
            double cost = place == own
                    ? Double.POSITIVE_INFINITY
                    : cost(cube.moved(cell, dimension, place), against(dimension, own, place));
            if (cost >= least || found == most && cost >= costs[found - 1]) {
                continue;
            }
            int at = found == most ? found - 1 : found++;
            for (; at > 0 && costs[at - 1] > cost; at--) {
                costs[at] = costs[at - 1];
                ranked[at] = ranked[at - 1];
            }
            costs[at] = cost;
            ranked[at] = place;
        }
        return Arrays.copyOf(ranked, found);
    }

    /** Two members change against each other, a member and the total alike. */
    private boolean against(int dimension, int one, int other) {
        return one != cube.total(dimension) && other != cube.total(dimension);
    }

    private void extend(int dimension, double spent) {
        if (dimension == places.length) {
            least = spent;
            System.arraycopy(corners, 0, best, 0, corners.length);
            System.arraycopy(falls, 0, bestFalls, 0, falls.length);
            return;
        }
        int half = 1 << dimension;
        int own = cube.place(corners[0], dimension);
        for (int place : places[dimension]) {
            double cost = spent;
            boolean against = against(dimension, own, place);
            for (int i = 0; i < half && cost < least; i++) {
                corners[half + i] = cube.moved(corners[i], dimension, place);
                falls[half + i] = falls[i] ^ against;
                cost += cost(corners[half + i], falls[half + i]);
            }
            if (cost < least) {
                extend(dimension + 1, cost);
            }
        }
    }

    /** Infinite where the cell cannot give as many people as are needed. */
    private double cost(int cell, boolean falling) {
        return known.get(cell) || falling && people(cell) < need ? Double.POSITIVE_INFINITY : loss(cell);
    }

    private double loss(int cell) {
        return suppressed.get(cell) ? 0 : worth[cell];
    }

    /** A total is read by more people than any of the cells below it: each total it is of makes it dearer. */
    private static double worth(Cube cube, int cell) {
        double worth = 1 + Math.log1p(cube.count(cell));
        for (int dimension = 0; dimension < cube.dimensions(); dimension++) {
            worth *= cube.place(cell, dimension) == cube.total(dimension) ? TOTAL : 1;
        }
        return worth;
    }
}
