// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.List;
import java.util.Map;
import org.susten.measures.Measure;
import org.susten.measures.internal.Evaluation.Group;

/**
 * What was counted of measures about the same children.
 *
 * @param groups those that have anybody
 * @param alike of each measure that tells a mean: by the members of a row of its table, how many of the row's children share one value
 *     at most
 */
record Tally(List<Group> groups, Map<Measure, Map<List<String>, Long>> alike) {

    /** Keeps its own copies. */
    Tally {
        groups = List.copyOf(groups);
        alike = Map.copyOf(alike);
    }

    /** How many of a row's people differ in value from the most who share one. */
    long differing(Measure measure, List<String> members, long people) {
        return people - alike.getOrDefault(measure, Map.of()).getOrDefault(members, 0L);
    }
}
