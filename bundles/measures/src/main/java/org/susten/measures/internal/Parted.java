// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Comparison;
import org.susten.measures.Measure.Condition;

/**
 * Measures about parts of the same children, as one for each school beside one of all of them. They are compared two by two only: who
 * subtracts several finds what none of them tells.
 */
final class Parted {

    private Parted() {}

    /** Doubts about a measure beside the others in force. */
    static List<Problem> of(Measure measure, YamlFile file, Collection<Measure> inForce) {
        List<Problem> doubts = new ArrayList<>();
        List<Measure> others = inForce.stream()
                .filter(other -> !other.id().equals(measure.id()))
                .toList();
        for (Measure whole : others) {
            for (Condition part : more(measure, whole)) {
                boolean divided = whole.by().contains(part.use());
                List<String> beside = others.stream()
                        .filter(other -> more(other, whole).stream().anyMatch(theirs -> apart(part, theirs)))
                        .map(Measure::id)
                        .toList();
                if (divided || !beside.isEmpty()) {
                    doubts.add(file.problem("/cohort", what(whole, part, divided, beside), fix(part)));
                }
            }
        }
        return doubts;
    }

    private static String what(Measure whole, Condition part, boolean divided, List<String> beside) {
        return "its children are a part of those of " + whole.id()
                + (divided ? ", which is divided by " + part.use().fact().key() : "")
                + (beside.isEmpty() ? "" : ", and those of " + String.join(", ", beside) + " another")
                + ": who subtracts one table from the other finds groups that none of them tells";
    }

    private static String fix(Condition part) {
        return "ask of all children in one measure that is divided by "
                + part.use().fact().key() + ", or take one of them out of force before any is released";
    }

    /** By what else the one's children are chosen from the other's: words of which a child has one of three or more. */
    private static List<Condition> more(Measure part, Measure whole) {
        boolean within = part.begin().equals(whole.begin())
                && part.end().equals(whole.end())
                && new HashSet<>(part.cohort()).containsAll(whole.cohort());
        List<Condition> more = part.cohort().stream()
                .filter(condition -> !whole.cohort().contains(condition))
                .toList();
        boolean words = more.stream()
                .allMatch(condition -> condition.comparison() == Comparison.IN
                        && condition.use().fact().kind() != Fact.Kind.FLAG);
        return within && words ? more : List.of();
    }

    private static boolean apart(Condition one, Condition other) {
        return one.use().equals(other.use()) && Collections.disjoint(one.values(), other.values());
    }
}
