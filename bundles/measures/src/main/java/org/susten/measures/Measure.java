// SPDX-License-Identifier: Apache-2.0
package org.susten.measures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A question about many children and how it is answered, as {@code etc/measures/<id>.yaml} says it.
 *
 * @param id the file's name without its ending
 * @param title what it is called
 * @param question what it answers
 * @param owner who answers for the definition
 * @param version counts up when the definition changes: figures of two versions are not compared
 * @param follows the published definition it follows, with its source
 * @param begin first day looked at
 * @param end last day looked at
 * @param cohort who is counted: those for whom all of it holds
 * @param outcome what is counted of them
 * @param by how the table is divided, at most four ways
 * @param smallestCell fewest people in any published count, 10 or more
 * @param beside indicators that others publish and that stand beside it, as {@code Observation.indicator} names them or begins
 */
public record Measure(
        String id,
        String title,
        String question,
        String owner,
        int version,
        String follows,
        LocalDate begin,
        LocalDate end,
        List<Condition> cohort,
        Outcome outcome,
        List<Use> by,
        int smallestCell,
        List<String> beside) {

    /** Keeps its own copies. */
    public Measure {
        cohort = List.copyOf(cohort);
        by = List.copyOf(by);
        beside = List.copyOf(beside);
    }

    /**
     * A value known of each child.
     *
     * @param fact which, as {@link Fact} writes it
     * @param programs names or types of programs that count; empty for any
     * @param assessments titles or subjects of assessments that count; empty for any
     */
    public record Use(Fact fact, List<String> programs, List<String> assessments) {
        /** Keeps its own copies. */
        public Use {
            programs = List.copyOf(programs);
            assessments = List.copyOf(assessments);
        }
    }

    /** How a value is compared. */
    public enum Comparison {
        /** The value or more. */
        AT_LEAST("atLeast", ">="),
        /** The value or less. */
        AT_MOST("atMost", "<="),
        /** More than the value. */
        ABOVE("above", ">"),
        /** Less than the value. */
        BELOW("below", "<"),
        /** One of the values. */
        IN("in", "=");

        private final String key;
        private final String sql;

        Comparison(String key, String sql) {
            this.key = key;
            this.sql = sql;
        }

        /** As files write it. */
        public String key() {
            return key;
        }

        /** As PostgreSQL writes it. */
        public String sql() {
            return sql;
        }
    }

    /**
     * What must hold of a child. A child of whom the value is not known does not fulfil it.
     *
     * @param values one, or for {@code IN} one or more
     */
    public record Condition(Use use, Comparison comparison, List<String> values) {
        /** Keeps its own copy. */
        public Condition {
            values = List.copyOf(values);
        }
    }

    /** What is counted. */
    public sealed interface Outcome permits Share, Bands, Mean {}

    /** How many of the cohort fulfil all conditions. */
    public record Share(List<Condition> conditions) implements Outcome {
        /** Keeps its own copy. */
        public Share {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * How many lie in each band of a value.
     *
     * @param limits where each band but the first begins, rising
     */
    public record Bands(Use use, List<BigDecimal> limits) implements Outcome {
        /** Keeps its own copy. */
        public Bands {
            limits = List.copyOf(limits);
        }
    }

    /** The mean of a value over those of whom it is known. */
    public record Mean(Use use) implements Outcome {}
}
