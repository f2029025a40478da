// SPDX-License-Identifier: Apache-2.0
package org.susten.measures;

import java.util.List;

/**
 * A measure child by child: what the same definition says of each child that it counts. For feeds under an agreement only; nothing of
 * it is safe to publish. It comes in parts, so that what an agreement does not grant is in no statement.
 *
 * @param measure which
 * @param children a statement that gives each {@code person} who may be counted
 * @param deciding tables that decide who of them is counted, at most one row for each {@code person}
 * @param condition whether a child is counted, over those tables
 * @param facts further tables that values speak of by their alias, as they may of those that decide
 * @param values what is said of a child, in order: how the table is divided, the facts looked at, and what is counted
 */
public record Individual(
        Measure measure,
        String children,
        List<Facts> deciding,
        String condition,
        List<Facts> facts,
        List<Value> values) {

    /** Keeps its own copies. */
    public Individual {
        deciding = List.copyOf(deciding);
        facts = List.copyOf(facts);
        values = List.copyOf(values);
    }

    /** One table of facts, as a statement. */
    public record Facts(String alias, String sql) {}

    /**
     * One value.
     *
     * @param name its heading, of letters and digits
     * @param meaning what it says, in a sentence
     * @param elements elements of the common model it discloses, those that decide who is counted at all included
     * @param counted whether it is what the measure counts
     * @param sql its expression over the facts
     */
    public record Value(
            String name, String meaning, Fact.Kind kind, List<String> elements, boolean counted, String sql) {

        /** Keeps its own copy. */
        public Value {
            elements = List.copyOf(elements);
        }
    }
}
