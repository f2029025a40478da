// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Use;
import org.susten.measures.suppression.Cube;
import org.susten.measures.suppression.Suppression;
import org.susten.measures.suppression.Suppression.Reason;

/**
 * Which cells of measures about the same children are told, decided for all of them at once and beside what was released before. A group
 * that has all its people in one outcome tells it of each of them, so its zeros are as sensitive as any small count. One thread.
 */
final class Hiding {

    /** Where a cell stands; the same for all cells of a part, which are those of the same divisions and outcomes. */
    private enum Standing {
        /** In the table of a measure in force. */
        PRESENT,
        /** In no table but of a measure that was in force: known if it was told, and not told now. */
        FORMER,
        /**
         * In no table, but where one of two outcomes includes or excludes the other it is the difference of cells that are: of those who are often
         * absent and those who are absent, for example.
         */
        DIFFERENCE,
        /** In no table. */
        NOWHERE
    }

    private final JointTable joint;
    private final Together together;
    private final Cube cube;
    private final int divisions;
    private final List<Outcome> outcomes;
    private final List<Told> former;
    private final Map<BitSet, Standing> standings = new HashMap<>();

    /**
     * Prepares.
     *
     * @param former what has been told of measures of the same days
     */
    Hiding(JointTable joint, List<Told> former) {
        this.joint = joint;
        this.former = List.copyOf(former);
        together = joint.together();
        cube = joint.cube();
        divisions = together.divisions().size();
        outcomes = together.outcomes();
    }

    /**
     * Where what is known lets a small cell not be hidden, its part of the table is not told at all, if nothing was told of it before;
     * otherwise nothing new is told.
     */
    Reason[] choose() {
        BitSet alike = alike();
        Set<BitSet> untold = IntStream.range(0, cube.cells())
                .mapToObj(this::part)
                .filter(part -> part.intersects(alike))
                .collect(Collectors.toSet());
        while (true) {
            Suppression suppression = suppression(untold);
            Reason[] chosen = suppression.choose();
            Optional<BitSet> exposed =
                    suppression.exposed().filter(this::maybeUntold).map(this::part);
            if (exposed.isEmpty()) {
                return chosen;
            }
            untold.add(exposed.get());
        }
    }

    /** Outcomes in which all children are alike, as before the year's assessment: to hide that would hide every total. */
    private BitSet alike() {
        BitSet alike = new BitSet();
        int everybody = joint.everybody();
        IntStream.range(divisions, cube.dimensions())
                .filter(i -> IntStream.range(0, cube.total(i))
                        .anyMatch(place -> cube.count(cube.moved(everybody, i, place)) == cube.count(everybody)))
                .forEach(alike::set);
        return alike;
    }

    private Suppression suppression(Set<BitSet> untold) {
        BitSet known = new BitSet();
        BitSet never = new BitSet();
        Map<Integer, Long> needs = new LinkedHashMap<>();
        for (int cell = 0; cell < cube.cells(); cell++) {
            Standing standing = untold.contains(part(cell)) ? Standing.NOWHERE : standing(cell);
            boolean counted = standing == Standing.PRESENT || standing == Standing.FORMER;
            never.set(cell, standing != Standing.PRESENT);
            if (cube.count(joint.group(cell)) == 0 || (counted ? toldBefore(cell) : impossible(cell))) {
                known.set(cell);
            } else if (standing != Standing.NOWHERE && need(cell) > 0) {
                needs.put(cell, need(cell));
            }
        }
        return new Suppression(cube, needs, known, never);
    }

    /** The dimensions in which it is no total. */
    private BitSet part(int cell) {
        BitSet part = new BitSet();
        IntStream.range(0, cube.dimensions())
                .filter(i -> cube.place(cell, i) != cube.total(i))
                .forEach(part::set);
        return part;
    }

    private Standing standing(int cell) {
        return standings.computeIfAbsent(part(cell), any -> standingOf(cell));
    }

    private Standing standingOf(int cell) {
        if (together.measures().stream().anyMatch(m -> joint.isOf(m, cell))) {
            return Standing.PRESENT;
        }
        if (together.former().stream().anyMatch(m -> joint.isOf(m, cell))) {
            return Standing.FORMER;
        }
        int[] counted = outcomesOf(cell).toArray();
        boolean difference = counted.length == 2
                && Arrays.stream(counted).allMatch(i -> isCounted(i, divided(cell)))
                && related(counted[0], counted[1]);
        return difference ? Standing.DIFFERENCE : Standing.NOWHERE;
    }

    private IntStream outcomesOf(int cell) {
        return IntStream.range(divisions, cube.dimensions()).filter(i -> cube.place(cell, i) != cube.total(i));
    }

    private boolean isCounted(int outcome, List<Use> by) {
        return together.all()
                .anyMatch(m -> m.outcome().equals(outcomes.get(outcome - divisions)) && m.by().containsAll(by));
    }

    /** Whether nobody has one combination of two outcomes. */
    private boolean related(int one, int other) {
        int everybody = joint.everybody();
        return IntStream.range(0, cube.total(one))
                .map(place -> cube.moved(everybody, one, place))
                .anyMatch(cell -> IntStream.range(0, cube.total(other))
                        .anyMatch(place -> impossible(cube.moved(cell, other, place))));
    }

    /** A combination of outcomes that nobody has, though each of them somebody: a reader may know that it cannot be. */
    private boolean impossible(int cell) {
        int everywhere = cell;
        for (int i = 0; i < divisions; i++) {
            everywhere = cube.moved(everywhere, i, cube.total(i));
        }
        int combination = everywhere;
        return cube.count(combination) == 0
                && IntStream.range(divisions, cube.dimensions())
                        .allMatch(i ->
                                cube.count(cube.moved(joint.group(combination), i, cube.place(combination, i))) > 0);
    }

    /** Whether its part can be left out whole: not what was told before, nor a difference, of which other parts tell. */
    private boolean maybeUntold(int cell) {
        BitSet part = part(cell);
        return standing(cell) != Standing.DIFFERENCE
                && IntStream.range(0, cube.cells())
                        .noneMatch(other -> part(other).equals(part)
                                && changes(other).findAny().isPresent());
    }

    private boolean toldBefore(int cell) {
        return changes(cell).anyMatch(change -> change == 0);
    }

    /** How many people more the cell must seem able to hold; none where it may be told as far as it is concerned. */
    private long need(int cell) {
        long people = cube.count(cell);
        long smallest = together.smallestCell();
        if (people > 0 && people < smallest || people == 0 && tellsOfAll(cell)) {
            return smallest - people;
        }
        if (joint.isMeanOfFew(cell) && !joint.isMeanOfFew(joint.everybody())) {
            return smallest;
        }
        return LongStream.concat(changes(cell), changesByName(cell))
                .filter(change -> change != 0 && Math.abs(change) < smallest)
                .map(change -> smallest - change)
                .max()
                .orElse(0);
    }

    private boolean tellsOfAll(int cell) {
        return outcomesOf(cell).anyMatch(i -> IntStream.range(0, cube.total(i))
                .anyMatch(place -> cube.count(cube.moved(cell, i, place)) == cube.count(joint.group(cell))));
    }

    /** By how much it differs from each count told before of these people, or of others in the same place. */
    private LongStream changes(int cell) {
        return toldBy(cell)
                .filter(told -> cell == joint.group(cell) || joint.isOf(told.measure(), cell))
                .flatMap(told -> told.of(joint.name(told.measure(), cell)).stream())
                .mapToLong(count -> cube.count(cell) - count);
    }

    /** The same for what a former version counted otherwise by the same name: readers lay the two side by side. */
    private LongStream changesByName(int cell) {
        return toldBy(cell)
                .flatMap(told -> together.measures().stream()
                        .filter(m -> sameName(m, told.measure()) && cell != joint.group(cell) && joint.isOf(m, cell))
                        .flatMap(m -> told.of(joint.name(told.measure().by(), m.outcome(), cell)).stream()))
                .mapToLong(count -> cube.count(cell) - count);
    }

    private static boolean sameName(Measure one, Measure other) {
        return one.id().equals(other.id()) && !one.outcome().equals(other.outcome());
    }

    private Stream<Told> toldBy(int cell) {
        List<Use> divided = divided(cell);
        return former.stream().filter(told -> told.measure().by().containsAll(divided));
    }

    private List<Use> divided(int cell) {
        return IntStream.range(0, divisions)
                .filter(i -> cube.place(cell, i) != cube.total(i))
                .mapToObj(together.divisions()::get)
                .toList();
    }
}
