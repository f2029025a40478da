// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Bands;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Measure.Use;
import org.susten.measures.Table;
import org.susten.measures.internal.Evaluation.Group;
import org.susten.measures.suppression.Cube;
import org.susten.model.GradeLevel;

/** One measure's table, out of what it is counted and hidden together with. */
final class Tabulation {

    private final Measure measure;
    private final JointTable joint;
    private final Cube cube;
    private final Map<Integer, Double> sums = new HashMap<>();
    private final boolean means;

    Tabulation(Measure measure, JointTable joint) {
        this.measure = measure;
        this.joint = joint;
        this.cube = joint.cube();
        this.means = joint.tellsMeans(measure);
        if (measure.outcome() instanceof Mean) {
            joint.groups().forEach(this::sum);
        }
    }

    /** Sums for means: into the group and into every total above it. */
    private void sum(Group group) {
        int[] places = joint.places(group);
        double sum = group.sums().get(joint.together().measures().indexOf(measure));
        int divisions = group.members().size();
        for (int mask = 0; mask < 1 << divisions; mask++) {
            int[] at = places.clone();
            for (int i = 0; i < divisions; i++) {
                at[i] = (mask >> i & 1) == 1 ? cube.total(i) : places[i];
            }
            sums.merge(joint.group(cube.cell(at)), sum, Double::sum);
        }
    }

    /** Divisions of which a few children are not known, who are left out. */
    List<String> leftOut() {
        return joint.leftOut();
    }

    private IntStream cells() {
        return IntStream.range(0, cube.cells()).filter(cell -> joint.isOf(measure, cell));
    }

    /** Every count that is told, by its places in words. */
    Map<String, Long> told() {
        Map<String, Long> told = new LinkedHashMap<>();
        cells().filter(joint::told).forEach(cell -> told.put(joint.name(measure, cell), cube.count(cell)));
        return told;
    }

    /** How many cells are not told, or without their mean. */
    long withheld() {
        return cells().filter(cell -> !joint.told(cell) || !means).count();
    }

    /** Names of what is told of each group. */
    List<String> columns() {
        if (measure.outcome() instanceof Mean) {
            return List.of("mean");
        }
        return measure.outcome() instanceof Bands ? Outcomes.of(measure.outcome()) : List.of("yes");
    }

    /** The table's rows, totals first. */
    List<Table.Row> rows() {
        return cells().filter(cell -> cell == joint.group(cell) && cube.count(cell) > 0)
                .boxed()
                .sorted(Comparator.comparing(this::order))
                .map(this::row)
                .toList();
    }

    /** By the members' names, grades as children go through them; totals before, what is not known behind. */
    private String order(int cell) {
        StringBuilder order = new StringBuilder();
        for (Use use : measure.by()) {
            String member = joint.member(cell, use);
            switch (member) {
                case Table.ALL -> order.append('0');
                case Table.UNKNOWN -> order.append('2');
                default -> order.append('1').append(use.fact() == Fact.GRADE ? grade(member) : member);
            }
            order.append('\u0000');
        }
        return order.toString();
    }

    /** A letter for each: rows are many, and each is compared with many. */
    private static String grade(String code) {
        return GradeLevel.of(code)
                .map(level -> String.valueOf((char) ('a' + level.ordinal())))
                .orElse(code);
    }

    private Table.Row row(int cell) {
        boolean told = joint.told(cell);
        Figures figures = new Figures(joint.together().smallestCell());
        List<Table.Value> values = new ArrayList<>();
        if (measure.outcome() instanceof Mean) {
            values.add(figures.mean(told && means, sums.getOrDefault(cell, 0.0), cube.count(cell)));
        } else {
            int dimension = joint.outcome(measure).findFirst().orElseThrow();
            for (int outcome = cube.total(dimension) - columns().size(); outcome < cube.total(dimension); outcome++) {
                int of = cube.moved(cell, dimension, outcome);
                values.add(figures.share(told, joint.told(of), cube.count(of), cube.count(cell)));
            }
        }
        return new Table.Row(joint.members(measure, cell), told ? cube.count(cell) : null, values);
    }
}
