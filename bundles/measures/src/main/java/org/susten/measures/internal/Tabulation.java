// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Bands;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Table;
import org.susten.measures.internal.Evaluation.Group;
import org.susten.measures.suppression.Cube;
import org.susten.measures.suppression.Suppression;
import org.susten.measures.suppression.Suppression.Reason;

/**
 * A measure's counts as a cube, what is counted being its last dimension, and which of its cells may be told. A group that has
 * all its people in one outcome tells it of each of them, so its zeros are as sensitive as any small count.
 */
final class Tabulation {

    private final Measure measure;
    private final List<List<String>> members = new ArrayList<>();
    private final Cube cube;
    private final Map<Integer, Double> sums = new HashMap<>();
    private final Map<String, Long> former;
    private final List<String> leftOut = new ArrayList<>();
    private final Reason[] reasons;

    /**
     * Decides.
     *
     * @param former counts told before for the same days, by {@link #name}; they are known to everybody
     */
    Tabulation(Measure measure, List<Group> all, Map<String, Long> former) {
        this.measure = measure;
        this.former = former;
        List<Group> groups = withoutFewUnknown(all);
        for (int i = 0; i < measure.by().size(); i++) {
            int division = i;
            TreeSet<String> seen = new TreeSet<>();
            groups.forEach(g -> seen.add(g.members().get(division)));
            members.add(List.copyOf(seen));
        }
        int[] shape = IntStream.concat(
                        members.stream().mapToInt(List::size),
                        IntStream.of(outcomes().size()))
                .toArray();
        Cube.Builder counts = Cube.of(shape);
        groups.forEach(g -> counts.add(places(g), g.people()));
        cube = counts.build();
        groups.forEach(this::sum);
        reasons = choose();
    }

    private List<Group> withoutFewUnknown(List<Group> all) {
        List<Group> groups = all;
        for (int i = 0; i < measure.by().size(); i++) {
            int division = i;
            long unknown = groups.stream()
                    .filter(g -> g.members().get(division).equals(Table.UNKNOWN))
                    .mapToLong(Group::people)
                    .sum();
            if (unknown > 0 && unknown < measure.smallestCell()) {
                groups = groups.stream()
                        .filter(g -> !g.members().get(division).equals(Table.UNKNOWN))
                        .toList();
                leftOut.add(measure.by().get(i).fact().key());
            }
        }
        return groups;
    }

    /** Divisions of which a few children are not known, who are left out. */
    List<String> leftOut() {
        return leftOut;
    }

    /** What is counted, the last dimension: bands, or no and yes, or nothing but people. */
    private List<String> outcomes() {
        if (measure.outcome() instanceof Mean) {
            return List.of("people");
        }
        if (measure.outcome() instanceof Bands bands) {
            List<BigDecimal> limits = bands.limits();
            List<String> names =
                    new ArrayList<>(List.of("below " + limits.get(0).toPlainString()));
            for (int i = 1; i < limits.size(); i++) {
                names.add(limits.get(i - 1).toPlainString() + " to below "
                        + limits.get(i).toPlainString());
            }
            names.add(limits.get(limits.size() - 1).toPlainString() + " or more");
            return names;
        }
        return List.of("no", "yes");
    }

    private int[] places(Group group) {
        return IntStream.concat(
                        IntStream.range(0, members.size())
                                .map(i -> members.get(i).indexOf(group.members().get(i))),
                        IntStream.of(group.outcome()))
                .toArray();
    }

    /** Sums for means: into the group and into every total above it. */
    private void sum(Group group) {
        if (!(measure.outcome() instanceof Mean)) {
            return;
        }
        int[] places = places(group);
        for (int mask = 0; mask < 1 << members.size(); mask++) {
            int[] at = places.clone();
            for (int i = 0; i < members.size(); i++) {
                at[i] = (mask >> i & 1) == 1 ? cube.total(i) : places[i];
            }
            sums.merge(groupCell(at), group.sum(), Double::sum);
        }
    }

    private int groupCell(int[] places) {
        places[members.size()] = cube.total(members.size());
        return cube.cell(places);
    }

    private Reason[] choose() {
        BitSet known = new BitSet();
        Map<Integer, Long> needs = new LinkedHashMap<>();
        for (int cell = 0; cell < cube.cells(); cell++) {
            long group = cube.count(cube.moved(cell, members.size(), cube.total(members.size())));
            if (group == 0) {
                known.set(cell);
            } else {
                int sensitive = cell;
                need(cell, group).ifPresent(need -> needs.put(sensitive, need));
            }
        }
        return new Suppression(cube, needs, known, new BitSet()).choose();
    }

    /** How many people more the cell must seem able to hold; empty where it may be told as far as it is concerned. */
    private Optional<Long> need(int cell, long group) {
        long people = cube.count(cell);
        if (people > 0 && people < measure.smallestCell() || people == 0 && tellsOfAll(cell, group)) {
            return Optional.of(measure.smallestCell() - people);
        }
        long change = people - former.getOrDefault(name(cell), people);
        return change != 0 && Math.abs(change) < measure.smallestCell()
                ? Optional.of(measure.smallestCell() - change)
                : Optional.empty();
    }

    private boolean tellsOfAll(int cell, long group) {
        return IntStream.range(0, cube.total(members.size()))
                .anyMatch(outcome -> cube.count(cube.moved(cell, members.size(), outcome)) == group);
    }

    /** A cell's places in words, the same in every release. */
    private String name(int cell) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            name.append(member(cell, i)).append('\u001f');
        }
        int place = cube.place(cell, members.size());
        return name.append(
                        place == cube.total(members.size())
                                ? Table.ALL
                                : outcomes().get(place))
                .toString();
    }

    private String member(int cell, int division) {
        int place = cube.place(cell, division);
        return place == cube.total(division) ? Table.ALL : members.get(division).get(place);
    }

    /** Every count that is told, by its places in words. */
    Map<String, Long> told() {
        Map<String, Long> told = new LinkedHashMap<>();
        for (int cell = 0; cell < cube.cells(); cell++) {
            if (reasons[cell] == Reason.NONE) {
                told.put(name(cell), cube.count(cell));
            }
        }
        return told;
    }

    /** How many cells are not told. */
    long withheld() {
        return IntStream.range(0, reasons.length)
                .filter(i -> reasons[i] != Reason.NONE)
                .count();
    }

    /** Names of what is told of each group. */
    List<String> columns() {
        if (measure.outcome() instanceof Mean) {
            return List.of("mean");
        }
        return measure.outcome() instanceof Bands ? outcomes() : List.of("yes");
    }

    /** The table's rows, totals first. */
    List<Table.Row> rows() {
        int last = members.size();
        return IntStream.range(0, cube.cells())
                .filter(cell -> cube.place(cell, last) == cube.total(last) && cube.count(cell) > 0)
                .boxed()
                .sorted(Comparator.comparing(this::order))
                .map(this::row)
                .toList();
    }

    private String order(int cell) {
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            order.append(cube.place(cell, i) == cube.total(i) ? "0" : "1" + member(cell, i))
                    .append('\u0000');
        }
        return order.toString();
    }

    private Table.Row row(int cell) {
        List<String> group = IntStream.range(0, members.size())
                .mapToObj(i -> member(cell, i))
                .toList();
        boolean told = reasons[cell] == Reason.NONE;
        Figures figures = new Figures(measure.smallestCell());
        List<Table.Value> values = new ArrayList<>();
        if (measure.outcome() instanceof Mean) {
            values.add(figures.mean(told, sums.getOrDefault(cell, 0.0), cube.count(cell)));
        } else {
            int first = columns().size() == 1 ? 1 : 0;
            for (int outcome = first; outcome < first + columns().size(); outcome++) {
                int of = cube.moved(cell, members.size(), outcome);
                values.add(figures.share(told, reasons[of] == Reason.NONE, cube.count(of), cube.count(cell)));
            }
        }
        return new Table.Row(group, told ? cube.count(cell) : null, values);
    }
}
