// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.susten.identity.Reviews.Effect;
import org.susten.identity.Reviews.Proposal.Kind;

/**
 * Merges and unmerges that people ask for: at once, or as soon as two of them have asked for the same. The caller holds the index's
 * lock.
 */
final class Concurrence {

    /** Makes decisions in somebody's name. */
    @FunctionalInterface
    interface InTheNameOf {
        Decisions decisions(String who) throws SQLException;
    }

    private final Connection connection;
    private final Proposals proposals;
    private final boolean two;

    Concurrence(Connection connection, Instant now, boolean two) {
        this.connection = connection;
        this.proposals = new Proposals(connection, now);
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
        Optional<String> by = agreed(Kind.MERGE, first, second, who);
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
        Optional<String> by = agreed(Kind.UNMERGE, person, into.getAsLong(), who);
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
    private Optional<String> agreed(Kind kind, long person, long other, String who) throws SQLException {
        String me = JdbcReviews.reviewer(who);
        Optional<String> another = proposals.another(kind, person, other, me);
        if (two && another.isEmpty()) {
            proposals.ask(kind, person, other, me);
            return Optional.empty();
        }
        proposals.end(kind, person, other, me);
        return Optional.of(two ? another.get() + " and " + me : who);
    }
}
