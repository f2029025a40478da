// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalDouble;
import org.susten.identity.Reviews.Accord;

/** How reviewers agree: share of equal decisions, and Cohen's kappa, which takes off what chance alone would give. */
final class Accords {

    private static final String COUNTS =
            """
            select x.reviewer, y.reviewer, count(*) filter (where x.same and y.same), count(*) filter (where x.same and not y.same),
                   count(*) filter (where not x.same and y.same), count(*) filter (where not x.same and not y.same)
            from identity.verdict x join identity.verdict y on y.review = x.review and y.round = x.round and y.reviewer > x.reviewer
            where x.same is not null and y.same is not null and not x.withdrawn and not y.withdrawn
            group by 1, 2 order by count(*) desc, 1, 2
            """;

    private Accords() {}

    static List<Accord> of(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                COUNTS,
                r -> of(r.getString(1), r.getString(2), r.getLong(3), r.getLong(4), r.getLong(5), r.getLong(6)));
    }

    /**
     * Of counts: what both called the same, what only the first, what only the second, what neither.
     */
    static Accord of(String one, String other, long both, long first, long second, long neither) {
        double pairs = both + first + second + neither;
        double alike = (both + neither) / pairs;
        double chance = ((both + first) * (double) (both + second) + (second + neither) * (double) (first + neither))
                / (pairs * pairs);
        return new Accord(
                one,
                other,
                (long) pairs,
                alike,
                chance == 1 ? OptionalDouble.empty() : OptionalDouble.of((alike - chance) / (1 - chance)));
    }
}
