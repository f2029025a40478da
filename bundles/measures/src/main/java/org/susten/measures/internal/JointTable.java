// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Use;
import org.susten.measures.Table;
import org.susten.measures.internal.Evaluation.Group;
import org.susten.measures.suppression.Cube;
import org.susten.measures.suppression.Suppression;
import org.susten.measures.suppression.Suppression.Reason;

/**
 * Measures about the same children as one cube: every division, then everything that is counted. A measure's own table is a margin of
 * it, and which cells are told is decided for all of them at once. A group that has all its people in one outcome tells it of
 * each of them, so its zeros are as sensitive as any small count.
 */
final class JointTable {

    private final Together together;
    private final List<Use> divisions;
    private final List<Outcome> outcomes;
    private final List<Group> groups;
    private final List<Told> former;
    private final List<List<String>> members = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Cube cube;
    private final Reason[] reasons;

    /**
     * Decides.
     *
     * @param former what has been told of measures of the same days
     */
    JointTable(Together together, List<Group> all, List<Told> former) {
        this.together = together;
        this.former = List.copyOf(former);
        divisions = together.divisions();
        outcomes = together.outcomes();
        groups = withoutFewUnknown(all);
        for (int i = 0; i < divisions.size(); i++) {
            int division = i;
            TreeSet<String> seen = new TreeSet<>();
            groups.forEach(g -> seen.add(g.members().get(division)));
            members.add(List.copyOf(seen));
        }
        Cube.Builder counts = Cube.of(IntStream.concat(
                        members.stream().mapToInt(List::size),
                        outcomes.stream().mapToInt(o -> Outcomes.of(o).size()))
                .toArray());
        groups.forEach(g -> counts.add(places(g), g.people()));
        cube = counts.build();
        reasons = choose();
    }

    private List<Group> withoutFewUnknown(List<Group> all) {
        List<Group> left = all;
        for (int i = 0; i < divisions.size(); i++) {
            int division = i;
            long unknown = left.stream()
                    .filter(g -> g.members().get(division).equals(Table.UNKNOWN))
                    .mapToLong(Group::people)
                    .sum();
            if (unknown > 0 && unknown < together.smallestCell()) {
                left = left.stream()
                        .filter(g -> !g.members().get(division).equals(Table.UNKNOWN))
                        .toList();
                leftOut.add(divisions.get(i).fact().key());
            }
        }
        return left;
    }

    Together together() {
        return together;
    }

    Cube cube() {
        return cube;
    }

    /** Those counted; not the few of whom a division is not known. */
    List<Group> groups() {
        return groups;
    }

    /** Divisions of which a few children are not known, who are left out. */
    List<String> leftOut() {
        return leftOut;
    }

    boolean told(int cell) {
        return reasons[cell] == Reason.NONE;
    }

    /** A group's cell. */
    int[] places(Group group) {
        return IntStream.concat(
                        IntStream.range(0, divisions.size())
                                .map(i -> members.get(i).indexOf(group.members().get(i))),
                        group.outcomes().stream().mapToInt(o -> o))
                .toArray();
    }

    /** The dimension of a measure's outcomes; none for a mean. */
    IntStream outcome(Measure measure) {
        return IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).equals(measure.outcome()))
                .map(i -> divisions.size() + i);
    }

    /** The same group, whatever the outcome. */
    int group(int cell) {
        int group = cell;
        for (int i = divisions.size(); i < cube.dimensions(); i++) {
            group = cube.moved(group, i, cube.total(i));
        }
        return group;
    }

    /** Whether it is a cell of the measure's own table. */
    boolean isOf(Measure measure, int cell) {
        return IntStream.range(0, cube.dimensions())
                .filter(i -> cube.place(cell, i) != cube.total(i))
                .allMatch(i -> i < divisions.size()
                        ? measure.by().contains(divisions.get(i))
                        : outcomes.get(i - divisions.size()).equals(measure.outcome()));
    }

    /** The member of a division, or all. */
    String member(int cell, Use division) {
        int i = divisions.indexOf(division);
        int place = i < 0 ? 0 : cube.place(cell, i);
        return i < 0 || place == cube.total(i) ? Table.ALL : members.get(i).get(place);
    }

    /** A cell's places in the measure's table in words, the same in every release. */
    String name(Measure measure, int cell) {
        StringBuilder name = new StringBuilder();
        measure.by().forEach(use -> name.append(member(cell, use)).append('\u001f'));
        return name.append(outcome(measure)
                        .filter(i -> cube.place(cell, i) != cube.total(i))
                        .mapToObj(i -> Outcomes.of(measure.outcome()).get(cube.place(cell, i)))
                        .findFirst()
                        .orElse(Table.ALL))
                .toString();
    }

    /**
     * Where what is known lets a small cell not be hidden, its part of the table (the same divisions and outcome) is not told at
     * all, if nothing was told of it before; otherwise nothing new is told.
     */
    private Reason[] choose() {
        BitSet alike = alike();
        Set<BitSet> untold = IntStream.range(0, cube.cells())
                .mapToObj(this::part)
                .filter(part -> part.intersects(alike))
                .collect(Collectors.toSet());
        while (true) {
            Suppression suppression = suppression(untold);
            Reason[] chosen = suppression.choose();
            Optional<BitSet> exposed = suppression.exposed().map(this::part).filter(part -> !partToldBefore(part));
            if (exposed.isEmpty()) {
                return chosen;
            }
            untold.add(exposed.get());
        }
    }

    /** Outcomes in which all children are alike, as before the year's assessment: to hide that would hide every total. */
    private BitSet alike() {
        BitSet alike = new BitSet();
        int everybody = group(cube.cells() - 1);
        IntStream.range(divisions.size(), cube.dimensions())
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
            int one = cell;
            if (untold.contains(part(cell)) || together.measures().stream().noneMatch(m -> isOf(m, one))) {
                never.set(cell);
                known.set(cell, cube.count(group(cell)) == 0 || impossible(cell));
            } else if (cube.count(group(cell)) == 0 || toldBefore(cell)) {
                known.set(cell);
            } else if (need(cell) > 0) {
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

    private boolean partToldBefore(BitSet part) {
        return IntStream.range(0, cube.cells())
                .anyMatch(cell ->
                        part(cell).equals(part) && changes(cell).findAny().isPresent());
    }

    /** A combination of outcomes that nobody has, though each of them somebody: a reader may know that it cannot be. */
    private boolean impossible(int cell) {
        int everywhere = cell;
        for (int i = 0; i < divisions.size(); i++) {
            everywhere = cube.moved(everywhere, i, cube.total(i));
        }
        int combination = everywhere;
        return cube.count(combination) == 0
                && IntStream.range(divisions.size(), cube.dimensions())
                        .allMatch(i -> cube.count(cube.moved(group(combination), i, cube.place(combination, i))) > 0);
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
        return changes(cell)
                .filter(change -> Math.abs(change) < smallest)
                .map(change -> smallest - change)
                .max()
                .orElse(0);
    }

    private boolean tellsOfAll(int cell) {
        return IntStream.range(divisions.size(), cube.dimensions())
                .filter(i -> cube.place(cell, i) != cube.total(i))
                .anyMatch(i -> IntStream.range(0, cube.total(i))
                        .anyMatch(place -> cube.count(cube.moved(cell, i, place)) == cube.count(group(cell))));
    }

    /** By how much it differs from each count told before of these people, or of others in the same place. */
    private LongStream changes(int cell) {
        return former.stream()
                .filter(told -> told.measure().by().containsAll(divided(cell)))
                .filter(told -> cell == group(cell) || isOf(told.measure(), cell))
                .map(told -> told.counts().get(name(told.measure(), cell)))
                .filter(Objects::nonNull)
                .mapToLong(count -> cube.count(cell) - count);
    }

    private List<Use> divided(int cell) {
        return IntStream.range(0, divisions.size())
                .filter(i -> cube.place(cell, i) != cube.total(i))
                .mapToObj(divisions::get)
                .toList();
    }
}
