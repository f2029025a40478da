// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Comparison;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Use;

/** Whose children are whose, by what their conditions say, whoever the children are. */
final class Cohorts {

    private Cohorts() {}

    /** Whether every child of the one is one of the other. */
    static boolean isWithin(Measure one, Measure other) {
        Optional<Use> needed = Together.known(other);
        return one.begin().equals(other.begin())
                && one.end().equals(other.end())
                && implies(one.cohort(), other.cohort())
                && (needed.isEmpty()
                        || needed.equals(Together.known(one))
                        || one.cohort().stream().anyMatch(c -> c.use().equals(needed.get())));
    }

    /** By what the one's children are fewer than the other's, of which they are part. */
    static List<Use> narrower(Measure part, Measure whole) {
        return part.cohort().stream()
                .filter(condition -> !implies(whole.cohort(), List.of(condition)))
                .map(Condition::use)
                .distinct()
                .toList();
    }

    /** What a measure says of one use. */
    static List<Condition> of(Measure measure, Use use) {
        return measure.cohort().stream().filter(c -> c.use().equals(use)).toList();
    }

    /** Whether whoever fulfils some conditions fulfils others. */
    static boolean implies(List<Condition> some, List<Condition> others) {
        return others.stream().allMatch(other -> some.stream().anyMatch(one -> implies(one, other)));
    }

    private static boolean implies(Condition one, Condition other) {
        if (!one.use().equals(other.use())) {
            return false;
        }
        if (one.equals(other)) {
            return true;
        }
        if (one.use().fact().kind() != Fact.Kind.NUMBER) {
            return new HashSet<>(other.values()).containsAll(one.values());
        }
        List<BigDecimal> values = numbers(one);
        return switch (one.comparison()) {
            case IN -> values.stream().allMatch(value -> holds(other, value, false));
            case AT_LEAST, AT_MOST -> goesOn(one, other) && holds(other, values.get(0), false);
            case ABOVE, BELOW -> goesOn(one, other) && holds(other, values.get(0), true);
        };
    }

    /** Whether both leave out the same end of the numbers. */
    private static boolean goesOn(Condition one, Condition other) {
        return isLower(one) ? isLower(other) : !isLower(other) && other.comparison() != Comparison.IN;
    }

    private static boolean isLower(Condition condition) {
        return condition.comparison() == Comparison.AT_LEAST || condition.comparison() == Comparison.ABOVE;
    }

    /**
     * Whether a number fulfils the condition.
     *
     * @param beyond whether those next to it do, and it need not itself
     */
    private static boolean holds(Condition condition, BigDecimal number, boolean beyond) {
        List<Integer> compared =
                numbers(condition).stream().map(number::compareTo).toList();
        int first = compared.get(0);
        return switch (condition.comparison()) {
            case AT_LEAST -> first >= 0;
            case AT_MOST -> first <= 0;
            case ABOVE -> first > 0 || beyond && first == 0;
            case BELOW -> first < 0 || beyond && first == 0;
            case IN -> compared.contains(0);
        };
    }

    private static List<BigDecimal> numbers(Condition condition) {
        return condition.values().stream().map(BigDecimal::new).toList();
    }
}
