// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Bands;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Use;

/**
 * Measures about the same children: of the same days and the same cohort. Who holds the tables of two can subtract one from the
 * other, so they are counted and hidden as one table.
 *
 * @param measures in force, by id
 * @param former as others were defined when they were released: what they told is known, and they tell nothing more
 */
record Together(List<Measure> measures, List<Measure> former) {

    /** So many combinations of outcomes are one table at most: each measure more trebles it, and a release shall take seconds. */
    private static final int MOST_COMBINATIONS = 250;

    Together {
        measures = measures.stream().sorted(Comparator.comparing(Measure::id)).toList();
        former = List.copyOf(former);
    }

    /** Measures in force alone, before any other was released. */
    Together(List<Measure> measures) {
        this(measures, List.of());
    }

    /**
     * The measure and all others about the same children.
     *
     * @param released definitions of releases, the latest first: of very many the first stand for all
     */
    static Together of(Measure measure, Collection<Measure> inForce, Collection<Measure> released) {
        List<Measure> measures =
                inForce.stream().filter(other -> sameChildren(measure, other)).toList();
        Together together = new Together(measures);
        for (Measure other : released) {
            if (sameChildren(measure, other) && together.all().noneMatch(m -> countsAlike(m, other))) {
                Together wider = new Together(measures, and(together.former, other));
                together = wider.combinations() > MOST_COMBINATIONS ? together : wider;
            }
        }
        return together;
    }

    private static List<Measure> and(List<Measure> some, Measure other) {
        List<Measure> more = new ArrayList<>(some);
        more.add(other);
        return more;
    }

    private static boolean sameChildren(Measure one, Measure other) {
        return one.begin().equals(other.begin())
                && one.end().equals(other.end())
                && children(one).equals(children(other));
    }

    private static boolean countsAlike(Measure one, Measure other) {
        return one.outcome().equals(other.outcome())
                && new HashSet<>(one.by()).equals(new HashSet<>(other.by()))
                && one.smallestCell() >= other.smallestCell();
    }

    private long combinations() {
        return outcomes().stream()
                .mapToLong(outcome -> Outcomes.of(outcome).size() + 1L)
                .reduce(1, (one, other) -> one * other);
    }

    /** Those in force and those that were. */
    Stream<Measure> all() {
        return Stream.concat(measures.stream(), former.stream());
    }

    /** How all of their tables are divided. */
    List<Use> divisions() {
        return all().flatMap(m -> m.by().stream()).distinct().toList();
    }

    /** What is counted, each once however many measures count it; a mean is told or not with the people it is of. */
    List<Outcome> outcomes() {
        return all().map(Measure::outcome)
                .filter(outcome -> !(outcome instanceof Mean))
                .distinct()
                .toList();
    }

    /** The strictest holds for all. */
    int smallestCell() {
        return all().mapToInt(Measure::smallestCell).max().orElseThrow();
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

    /** The value that must be known of whoever is counted; of contacts no record is none, and 0 is known. */
    static Optional<Use> needed(Outcome outcome) {
        Optional<Use> counted = outcome instanceof Bands bands
                ? Optional.of(bands.use())
                : outcome instanceof Mean mean ? Optional.of(mean.use()) : Optional.empty();
        return counted.filter(use -> Source.of(use.fact()) != Source.CONTACTS);
    }

    /** The value needed, unless all of the cohort have it: one attendance record makes known all facts of attendance. */
    static Optional<Use> known(Measure measure) {
        return needed(measure.outcome()).filter(needed -> !implied(measure, needed));
    }

    private static boolean implied(Measure measure, Use needed) {
        return measure.cohort().stream()
                .map(Condition::use)
                .anyMatch(use -> use.equals(needed)
                        || Source.of(use.fact()) == Source.ATTENDANCE && Source.of(needed.fact()) == Source.ATTENDANCE);
    }
}
