// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.susten.identity.Reviews.Effect;

/**
 * Merges and unmerges that people ask for: at once, or as soon as two of them have asked for the same. The caller holds the index's
 * lock.
 */
final class Concurrence {

    private static final String MERGE = "merge";
    private static final String UNMERGE = "unmerge";

    private static final String ANOTHER =
            "select who from identity.proposal where kind = ? and person = ? and other = ? and who <> ? order by at limit 1";

    private static final String PROPOSE =
            "insert into identity.proposal (kind, person, other, who, at) values (?, ?, ?, ?, ?) on conflict do nothing";

    private static final String FORGET = "delete from identity.proposal where kind = ? and person = ? and other = ?";

    /** Makes decisions in somebody's name. */
    @FunctionalInterface
    interface InTheNameOf {
        Decisions decisions(String who) throws SQLException;
    }

    private final Connection connection;
    private final Instant now;
    private final boolean two;

    Concurrence(Connection connection, Instant now, boolean two) {
        this.connection = connection;
        this.now = now;
        this.two = two;
    }

    Optional<Effect> merge(long person, long other, String who, InTheNameOf named) throws SQLException {
        OptionalLong one = present(person);
        OptionalLong another = present(other);
        if (one.isEmpty() || another.isEmpty() || one.getAsLong() == another.getAsLong()) {
            return Optional.empty();
        }
        long first = Math.min(one.getAsLong(), another.getAsLong());
        long second = Math.max(one.getAsLong(), another.getAsLong());
        Optional<String> by = agreed(MERGE, first, second, who);
        if (by.isEmpty()) {
            return Optional.of(Effect.WAITS);
        }
        return effect(named.decisions(by.get()).merge(first, second));
    }

    Optional<Effect> unmerge(long person, String who, InTheNameOf named) throws SQLException {
        OptionalLong into = present(person);
        if (into.isEmpty() || into.getAsLong() == person) {
            return Optional.empty();
        }
        Optional<String> by = agreed(UNMERGE, person, into.getAsLong(), who);
        if (by.isEmpty()) {
            return Optional.of(Effect.WAITS);
        }
        return effect(named.decisions(by.get()).unmerge(person));
    }

    private static Optional<Effect> effect(boolean done) {
        return done ? Optional.of(Effect.DECIDED) : Optional.empty();
    }

    /** The person itself, or the one it redirects to. */
    private OptionalLong present(long person) throws SQLException {
        return Sql.list(
                        connection,
                        "select coalesce(redirect, person) from identity.person where person = ?",
                        row -> row.getLong(1),
                        person)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** In whose name it is done; empty where a second person must say the same first. */
    private Optional<String> agreed(String kind, long person, long other, String who) throws SQLException {
        if (!two) {
            return Optional.of(who);
        }
        String me = JdbcReviews.reviewer(who);
        List<String> others = Sql.list(connection, ANOTHER, row -> row.getString(1), kind, person, other, me);
        if (others.isEmpty()) {
            Sql.update(connection, PROPOSE, kind, person, other, me, Timestamp.from(now));
            return Optional.empty();
        }
        Sql.update(connection, FORGET, kind, person, other);
        return Optional.of(others.get(0) + " and " + me);
    }
}
