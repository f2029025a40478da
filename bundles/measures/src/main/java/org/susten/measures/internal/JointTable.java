// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Use;
import org.susten.measures.Table;
import org.susten.measures.internal.Evaluation.Group;
import org.susten.measures.suppression.Cube;
import org.susten.measures.suppression.Suppression.Reason;

/**
 * Measures about the same children as one cube: every division, then everything that is counted. A measure's own table is a margin of
 * it, and which cells are told is decided for all of them at once. Measures that were in force when they were released are part of it too.
 */
final class JointTable {

    private final Together together;
    private final List<Use> divisions;
    private final List<Outcome> outcomes;
    private final Tally tally;
    private final List<Group> groups;
    private final List<List<String>> members = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Cube cube;
    private final Reason[] reasons;

    /**
     * Decides.
     *
     * @param former what has been told of measures of the same days
     */
    JointTable(Together together, Tally tally, List<Told> former) {
        this.together = together;
        this.tally = tally;
        divisions = together.divisions();
        outcomes = together.outcomes();
        groups = withoutFewUnknown(tally.groups());
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
        reasons = new Hiding(this, former).choose();
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

    /**
     * Whether a mean of the group tells of a few: all but those have one value, as where three of two hundred were ever absent.
     *
     * @param cell a group's, of any table
     */
    boolean isMeanOfFew(int cell) {
        return together.measures().stream().anyMatch(measure -> isMeanOfFew(measure, cell));
    }

    private boolean isMeanOfFew(Measure measure, int cell) {
        return measure.outcome() instanceof Mean
                && isOf(measure, cell)
                && cube.count(cell) > 0
                && tally.differing(measure, members(measure, cell), cube.count(cell)) < together.smallestCell();
    }

    /** Whether a measure's means are told with the people they are of: of none where one would tell of a few, for others lead to it. */
    boolean tellsMeans(Measure measure) {
        return IntStream.range(0, cube.cells()).noneMatch(cell -> told(cell) && isMeanOfFew(measure, cell));
    }

    /** A group's members in a measure's table. */
    List<String> members(Measure measure, int cell) {
        return measure.by().stream().map(use -> member(cell, use)).toList();
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
        return outcome(measure.outcome());
    }

    private IntStream outcome(Outcome counted) {
        return IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).equals(counted))
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

    /** The cell of all. */
    int everybody() {
        return cube.cells() - 1;
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
        return name(measure.by(), measure.outcome(), cell);
    }

    /** The same in a table that is divided and counts so. */
    String name(List<Use> by, Outcome counted, int cell) {
        String outcome = outcome(counted)
                .filter(i -> cube.place(cell, i) != cube.total(i))
                .mapToObj(i -> Outcomes.of(counted).get(cube.place(cell, i)))
                .findFirst()
                .orElse(Table.ALL);
        return Told.name(Stream.concat(by.stream().map(use -> member(cell, use)), Stream.of(outcome)));
    }
}
