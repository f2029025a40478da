// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.suppression;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Chooses which cells of a table are not published, so that no reader can tell, by adding and subtracting what is, that a small
 * cell is small: whatever is published, each sensitive cell may as well hold as many people as the smallest cell allowed.
 *
 * <p>The method is that of hypercubes (D. Repsilber, "Sicherung persönlicher Angaben in Tabellendaten", 1999; GHMITER, see
 * S. Giessing and D. Repsilber, "Tools and strategies to protect multiple tables with the GHQUAR cell suppression engine", LNCS
 * 2316, 2002): a sensitive cell is protected if it is a corner of a box of suppressed cells in which people can be moved from
 * corner to corner without changing any total. Totals are corners like others, so that a small total is protected too. Boxes are
 * chosen to lose little: corners that are suppressed already cost nothing, several boxes may each hide a part, and in the end
 * each cell that the others can do without is published again. The result is safe but not always the least possible loss;
 * {@code LossTest} measures it against the optimum.
 *
 * <p>An object serves one table, one thread.
 */
public final class Suppression {

    /** How many alternatives by dimension are looked at before all are. */
    private static final int FEW = 6;

    /** How often boxes are looked for again at most; later rounds find next to nothing. */
    private static final int ROUNDS = 4;

    /** Cells from which on they are looked for once: of 104,104 cells the second round tells 27 more and takes half as long as all before. */
    private static final int LARGE = 20_000;

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
    private final BitSet known;
    private final BitSet never;
    private final BitSet suppressed = new BitSet();
    private final Box box;
    private Optional<Integer> exposed = Optional.empty();
    private final Map<Integer, int[]> boxes = new HashMap<>();
    /** By corner the sensitive cells that its box protects. */
    private final Map<Integer, Set<Integer>> users = new HashMap<>();

    /**
     * Prepares.
     *
     * @param needs cells that must not be told, and how many people more each must seem able to hold
     * @param known cells whose count a reader knows without the table, such as the zero of a group that has nobody, or one told
     *     before; they protect nothing
     * @param never cells that no table publishes anyway; to leave them out loses nothing
     */
    public Suppression(Cube cube, Map<Integer, Long> needs, BitSet known, BitSet never) {
        this.cube = cube;
        this.needs = Map.copyOf(needs);
        this.known = known;
        this.never = never;
        this.box = new Box(cube, suppressed, known);
    }

    /** Chooses the cells. Where what is known lets nothing else hide a sensitive cell, nothing but what is known is told. */
    public Reason[] choose() {
        suppressed.or(never);
        needs.keySet().forEach(suppressed::set);
        List<Integer> order = needs.keySet().stream()
                .sorted(Comparator.comparingInt(this::totals)
                        .reversed()
                        .thenComparingLong(cube::count)
                        .thenComparingInt(c -> c))
                .toList();
        exposed = order.stream().filter(cell -> !protect(cell)).findFirst();
        if (exposed.isEmpty()) {
            tidy(order);
        } else {
            suppressed.set(0, cube.cells());
            suppressed.andNot(known);
        }
        return IntStream.range(0, cube.cells()).mapToObj(this::reason).toArray(Reason[]::new);
    }

    /** The cell that could not be hidden, once chosen, because too much is known. */
    public Optional<Integer> exposed() {
        return exposed;
    }

    private void tidy(List<Integer> order) {
        int rounds = cube.cells() < LARGE ? ROUNDS : 1;
        for (int round = 0; round < rounds; round++) {
            dropNeedless();
            if (order.stream().filter(this::improve).count() == 0) {
                return;
            }
        }
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

    private boolean protect(int cell) {
        Optional<int[]> found = find(cell, true);
        found.ifPresent(corners -> use(cell, corners));
        return found.isPresent();
    }

    /** Looks again for a cell whose box was chosen when less was left out. */
    private boolean improve(int cell) {
        int[] before = giveBack(cell);
        double loss = box.loss(before);
        int[] after = find(cell, true).orElse(before);
        boolean better = box.loss(after) < loss;
        use(cell, better ? after : before);
        return better;
    }

    /** Tells again what the others that are left out can do without, the largest counts first. */
    private void dropNeedless() {
        IntStream.range(0, cube.cells())
                .filter(cell -> suppressed.get(cell) && !stays(cell))
                .boxed()
                .sorted(Comparator.comparingLong(cube::count).reversed())
                .forEach(this::drop);
    }

    private void drop(int dropped) {
        suppressed.clear(dropped);
        Map<Integer, int[]> instead = new HashMap<>();
        for (int cell : users.getOrDefault(dropped, Set.of())) {
            Optional<int[]> free = find(cell, false);
            if (free.isEmpty()) {
                suppressed.set(dropped);
                return;
            }
            instead.put(cell, free.get());
        }
        instead.forEach((cell, corners) -> {
            giveBack(cell);
            use(cell, corners);
        });
    }

    private boolean stays(int cell) {
        return needs.containsKey(cell) || never.get(cell);
    }

    private void use(int cell, int[] corners) {
        boxes.put(cell, corners);
        for (int corner : corners) {
            users.computeIfAbsent(corner, c -> new TreeSet<>()).add(cell);
            suppressed.set(corner);
        }
    }

    /** What was left out for this cell alone is told again. */
    private int[] giveBack(int cell) {
        int[] corners = Objects.requireNonNull(boxes.get(cell));
        for (int corner : corners) {
            Set<Integer> others = Objects.requireNonNull(users.get(corner));
            others.remove(cell);
            suppressed.set(corner, !others.isEmpty() || stays(corner));
        }
        return corners;
    }

    /** What cells that are left out anyway can hide costs nothing; boxes that do are looked for the rest, if they may cost. */
    private Optional<int[]> find(int cell, boolean mayCost) {
        long need = Objects.requireNonNull(needs.get(cell));
        int[] corners = {};
        while (need > 0 && (box.findFree(cell, FEW) || mayCost && findPaid(cell, need))) {
            need -= box.move(need);
            corners = union(corners, box.corners());
        }
        box.back(corners);
        return need == 0 ? Optional.of(corners) : Optional.empty();
    }

    /** A box for all that are needed, or where what is known leaves none, for a part of them. */
    private boolean findPaid(int cell, long need) {
        for (long part = need; part > 0; part /= 2) {
            if (box.find(cell, part, FEW) || box.find(cell, part, Integer.MAX_VALUE)) {
                return true;
            }
        }
        return false;
    }

    private static int[] union(int[] some, int[] more) {
        return IntStream.concat(Arrays.stream(some), Arrays.stream(more))
                .distinct()
                .toArray();
    }
}
