// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.suppression;

import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Chooses which cells of a table are not published, so that no reader can tell, by adding and subtracting what is, that a small
 * cell is small: whatever is published, each sensitive cell may as well hold as many people as the smallest cell allowed.
 *
 * <p>The method is that of hypercubes (D. Repsilber, "Sicherung persönlicher Angaben in Tabellendaten", 1999; GHMITER, see
 * S. Giessing and D. Repsilber, "Tools and strategies to protect multiple tables with the GHQUAR cell suppression engine", LNCS
 * 2316, 2002): a sensitive cell is protected if it is a corner of a box of suppressed cells in which people can be moved from
 * corner to corner without changing any total. Totals are corners like others, so that a small total is protected too. Boxes are
 * chosen to lose little: corners that are suppressed already cost nothing. The result is safe but not the least possible loss.
 *
 * <p>An object serves one table, one thread.
 */
public final class Suppression {

    /** How many alternatives by dimension are looked at before all are. */
    private static final int FEW = 6;

    /** Why a cell is not published. */
    public enum Reason {
        /** It is published. */
        NONE,
        /** Too few people. */
        SMALL,
        /** It would give a small cell away. */
        COMPLEMENTARY
    }

    private final Cube cube;
    private final Map<Integer, Long> needs;
    private final BitSet suppressed = new BitSet();
    private final Box box;

    /**
     * Prepares.
     *
     * @param needs cells that must not be told, and how many people more each must seem able to hold
     * @param known cells whose count a reader knows without the table, such as the zero of a group that has nobody; they
     *     protect nothing
     */
    public Suppression(Cube cube, Map<Integer, Long> needs, BitSet known) {
        this.cube = cube;
        this.needs = Map.copyOf(needs);
        this.box = new Box(cube, suppressed, known);
    }

    /** Chooses the cells. */
    public Reason[] choose() {
        needs.keySet().forEach(suppressed::set);
        needs.keySet().stream()
                .sorted(Comparator.comparingInt(this::totals)
                        .reversed()
                        .thenComparingLong(cube::count)
                        .thenComparingInt(c -> c))
                .forEach(this::protect);
        return IntStream.range(0, cube.cells()).mapToObj(this::reason).toArray(Reason[]::new);
    }

    private Reason reason(int cell) {
        if (needs.containsKey(cell)) {
            return Reason.SMALL;
        }
        return suppressed.get(cell) ? Reason.COMPLEMENTARY : Reason.NONE;
    }

    /** In how many dimensions it is a total: those first, for what protects them serves the cells below. */
    private int totals(int cell) {
        int totals = 0;
        for (int i = 0; i < cube.dimensions(); i++) {
            totals += cube.place(cell, i) == cube.total(i) ? 1 : 0;
        }
        return totals;
    }

    private void protect(int cell) {
        long need = Objects.requireNonNull(needs.get(cell));
        if (!box.find(cell, need, FEW) && !box.find(cell, need, Integer.MAX_VALUE)) {
            // The box of the cell and its totals only rises, so there is always one.
            throw new IllegalStateException("cell " + cell + " has no total that could hide it");
        }
        box.corners().forEach(suppressed::set);
    }
}
