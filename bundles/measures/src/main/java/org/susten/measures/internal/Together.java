// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Use;

/**
 * Measures about the same children: of the same days and the same cohort. Who holds the tables of two can subtract one from the
 * other, so they are counted and hidden as one table.
 *
 * @param measures by id
 */
record Together(List<Measure> measures) {

    Together {
        measures = measures.stream().sorted(Comparator.comparing(Measure::id)).toList();
    }

    /** The measure and all others in force about the same children. */
    static Together of(Measure measure, Collection<Measure> inForce) {
        return new Together(inForce.stream()
                .filter(other -> sameDays(measure, other) && children(measure).equals(children(other)))
                .toList());
    }

    static boolean sameDays(Measure one, Measure other) {
        return one.begin().equals(other.begin()) && one.end().equals(other.end());
    }

    /** How all of their tables are divided. */
    List<Use> divisions() {
        return measures.stream().flatMap(m -> m.by().stream()).distinct().toList();
    }

    /** What is counted, each once however many measures count it; a mean is told or not with the people it is of. */
    List<Outcome> outcomes() {
        return measures.stream()
                .map(Measure::outcome)
                .filter(outcome -> !(outcome instanceof Mean))
                .distinct()
                .toList();
    }

    /** The strictest holds for all. */
    int smallestCell() {
        return measures.stream().mapToInt(Measure::smallestCell).max().orElseThrow();
    }

    /** What makes a child one of them. */
    List<Condition> cohort() {
        return measures.get(0).cohort();
    }

    /** The value that must be known of a child besides. */
    Optional<Use> known() {
        return known(measures.get(0));
    }

    private static Set<Object> children(Measure measure) {
        return new HashSet<>(Stream.concat(measure.cohort().stream(), known(measure).stream())
                .toList());
    }

    /** The value a mean needs, unless all of the cohort have it: one attendance record makes known all facts of attendance. */
    private static Optional<Use> known(Measure measure) {
        if (!(measure.outcome() instanceof Mean mean)) {
            return Optional.empty();
        }
        boolean implied = measure.cohort().stream()
                .map(Condition::use)
                .anyMatch(use -> use.equals(mean.use())
                        || Source.of(use.fact()) == Source.ATTENDANCE
                                && Source.of(mean.use().fact()) == Source.ATTENDANCE);
        return implied ? Optional.empty() : Optional.of(mean.use());
    }
}
