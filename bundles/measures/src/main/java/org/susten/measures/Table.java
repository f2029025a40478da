// SPDX-License-Identifier: Apache-2.0
package org.susten.measures;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measure's table, safe to publish: no count in it is of fewer people than the smallest cell, none can be had from others by
 * adding and subtracting, and none by comparing with a former release.
 *
 * @param measure what it answers
 * @param at when it was counted
 * @param release its number among the measure's releases, from 1; 0 where it has not been released
 * @param divisions what the rows are divided by
 * @param outcomes what is counted in each row: {@code yes}, the bands, or {@code mean}
 * @param rows totals included; groups without anybody are left out
 * @param withheld how many counts are not told
 * @param leftOut divisions whose member is not known of a few children: those are left out of the table whole, for one more row
 *     would have to hide the totals
 * @param published what others published, which stands beside and is none of the hub's counting
 */
public record Table(
        Measure measure,
        Instant at,
        int release,
        List<String> divisions,
        List<String> outcomes,
        List<Row> rows,
        long withheld,
        List<String> leftOut,
        List<Published> published) {

    /** What stands for a total. */
    public static final String ALL = "all";

    /** What stands where the hub does not know. */
    public static final String UNKNOWN = "unknown";

    /** Keeps its own copies. */
    public Table {
        divisions = List.copyOf(divisions);
        outcomes = List.copyOf(outcomes);
        rows = List.copyOf(rows);
        leftOut = List.copyOf(leftOut);
        published = List.copyOf(published);
    }

    /** Why counts are not told, for people; measures about the same children are hidden together, and the strictest holds for all. */
    public String withheldBecause() {
        return "by themselves, or beside what else is told or was told before, they would tell of fewer than "
                + measure.smallestCell()
                + " people, or than the strictest measure about the same children asks for, now or when it was released";
    }

    /** The same table with what others publish now. */
    public Table beside(List<Published> now) {
        return new Table(measure, at, release, divisions, outcomes, rows, withheld, leftOut, now);
    }

    /**
     * A figure as a state or city published it (an {@code Observation}); suppressed, rounded and defined by them.
     *
     * @param source the connection's site through which it came
     * @param organization about which; absent where the source says none
     * @param subgroup for whom; absent for everyone
     * @param numerator how many; absent where they do not tell
     * @param denominator of how many; absent where they do not tell
     */
    public record Published(
            String source,
            @Nullable String organization,
            String indicator,
            LocalDate begin,
            LocalDate end,
            @Nullable String subgroup,
            @Nullable BigDecimal numerator,
            @Nullable BigDecimal denominator) {}

    /**
     * One group.
     *
     * @param group a member of every division, or {@link #ALL}
     * @param people how many; absent where not told
     * @param values what is counted of them, in the order of the outcomes; a mean has one
     */
    public record Row(List<String> group, @Nullable Long people, List<Value> values) {
        /** Keeps its own copies. */
        public Row {
            group = List.copyOf(group);
            values = List.copyOf(values);
        }
    }

    /**
     * One figure.
     *
     * @param people how many; absent where not told, or for a mean
     * @param figure a share or a mean, absent where not told
     * @param text the same for people: {@code 12.5 %}, {@code at most 10 %}, {@code not told}
     */
    public record Value(@Nullable Long people, @Nullable Double figure, String text) {}
}
