// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Use;

/**
 * Measures about parts of the same children, as one for each school beside one of all of them. They are compared two by two only: who
 * subtracts several finds what none of them tells.
 */
final class Parted {

    /** One of them, the measure of which it is a part, by what, and what tells of the rest. */
    private record Part(Measure measure, Measure whole, Use by, boolean divided, List<Measure> beside) {

        boolean isOf(Measure one) {
            return measure.equals(one) || whole.equals(one) || beside.contains(one);
        }

        String what() {
            return "its children are a part of those of " + whole.id()
                    + (divided ? ", which is divided by " + by.fact().key() : "")
                    + (beside.isEmpty() ? "" : ", and those of " + ids(beside) + " another")
                    + ": who subtracts one table from the other finds groups that none of them tells";
        }

        String fix() {
            String number = "counts them in bands of ";
            String word = "is divided by ";
            return "ask of all children in one measure that "
                    + (by.fact().kind() == Fact.Kind.NUMBER ? number : word)
                    + by.fact().key();
        }

        private static String ids(List<Measure> measures) {
            return measures.stream().map(Measure::id).distinct().collect(Collectors.joining(", "));
        }
    }

    private Parted() {}

    /** Doubts about a measure beside the others in force. */
    static List<Problem> of(Measure measure, YamlFile file, Collection<Measure> inForce) {
        List<Measure> others = inForce.stream()
                .filter(other -> !other.id().equals(measure.id()))
                .toList();
        return parts(measure, others)
                .map(part -> file.problem(
                        "/cohort",
                        part.what(),
                        part.fix() + ", or take one of them out of force before any is released"))
                .toList();
    }

    /**
     * Refuses to tell of a measure what gives groups away beside what has been told.
     *
     * @throws IllegalStateException with what was told, and what can be told in its place
     */
    static void refuse(Measure measure, Collection<Measure> told) {
        Set<Measure> all = new LinkedHashSet<>(told);
        all.add(measure);
        for (Measure each : all) {
            parts(each, all).filter(part -> part.isOf(measure)).findFirst().ifPresent(part -> {
                throw new IllegalStateException("beside what was released of these days it cannot be told any more. Of "
                        + each.id() + ": " + part.what() + ". Steward: of other days, " + part.fix());
            });
        }
    }

    private static Stream<Part> parts(Measure measure, Collection<Measure> others) {
        List<Part> parts = new ArrayList<>();
        for (Measure whole : others) {
            for (Use by : more(measure, whole)) {
                boolean divided = whole.by().contains(by);
                List<Measure> beside = others.stream()
                        .filter(other -> more(other, whole).contains(by) && areAside(measure, other, by))
                        .toList();
                if (divided || !beside.isEmpty()) {
                    parts.add(new Part(measure, whole, by, divided, beside));
                }
            }
        }
        return parts.stream();
    }

    /** By what else the one's children are chosen from the other's. */
    private static List<Use> more(Measure part, Measure whole) {
        return Cohorts.isWithin(part, whole) ? Cohorts.narrower(part, whole) : List.of();
    }

    /** Whether both with the whole tell of a third part: not where one is within the other, nor where they are all there is. */
    private static boolean areAside(Measure one, Measure other, Use by) {
        List<Condition> ones = Cohorts.of(one, by);
        List<Condition> others = Cohorts.of(other, by);
        boolean apart = !Cohorts.implies(ones, others) && !Cohorts.implies(others, ones);
        boolean all = by.fact().kind() == Fact.Kind.FLAG && without(one, by).equals(without(other, by));
        return apart && !all;
    }

    private static Set<Condition> without(Measure measure, Use use) {
        return measure.cohort().stream()
                .filter(condition -> !condition.use().equals(use))
                .collect(Collectors.toSet());
    }
}
