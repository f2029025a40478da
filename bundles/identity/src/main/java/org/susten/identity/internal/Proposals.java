// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.susten.identity.IdentityException;
import org.susten.identity.Reviews.Proposal;

/** Merges and unmerges that one person has asked for and a second one has not. Who changes them holds the index's lock. */
final class Proposals {

    /** Those that can still be agreed on: what became of the two meanwhile may have overtaken others. */
    private static final String OPEN =
            """
            select p.id, p.kind, p.person, p.other, p.who, p.at from identity.proposal p
            join identity.person x on x.person = p.person join identity.person y on y.person = p.other
            where p.ended is null and y.redirect is null
            and case p.kind when 'merge' then x.redirect is null else x.redirect = p.other end
            order by p.id limit ?
            """;

    private static final String ANOTHER =
            """
            select who from identity.proposal where kind = ? and person = ? and other = ? and who <> ? and ended is null
            order by id limit 1
            """;

    private static final String ASK =
            """
            insert into identity.proposal (kind, person, other, who, at) values (?, ?, ?, ?, ?)
            on conflict (kind, person, other, who) where ended is null do nothing
            """;

    private static final String END =
            "update identity.proposal set ended = ?, ended_by = ? where kind = ? and person = ? and other = ? and ended is null";

    private static final String WITHDRAW =
            "update identity.proposal set ended = ?, ended_by = ? where id = ? and ended is null";

    private final Connection connection;
    private final Timestamp now;

    Proposals(Connection connection, Instant now) {
        this.connection = connection;
        this.now = Timestamp.from(now);
    }

    /** The oldest first. */
    List<Proposal> open(int limit) throws SQLException {
        return Sql.list(connection, OPEN, Proposals::proposal, limit);
    }

    /** Somebody else who has asked for the same. */
    Optional<String> another(Proposal.Kind kind, long person, long other, String who) throws SQLException {
        return Sql.list(connection, ANOTHER, row -> row.getString(1), word(kind), person, other, who).stream()
                .findFirst();
    }

    void ask(Proposal.Kind kind, long person, long other, String who) throws SQLException {
        Sql.update(connection, ASK, word(kind), person, other, who, now);
    }

    /** Whoever asked for it has what they asked for. */
    void end(Proposal.Kind kind, long person, long other, String who) throws SQLException {
        Sql.update(connection, END, now, who, word(kind), person, other);
    }

    void withdraw(long proposal, String who) throws SQLException {
        if (Sql.update(connection, WITHDRAW, now, who, proposal) == 0) {
            throw new IdentityException(
                    IdentityException.Kind.UNKNOWN,
                    "no merge waits under the number " + proposal + "; it may be done or withdrawn already");
        }
    }

    private static String word(Proposal.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Proposal proposal(ResultSet r) throws SQLException {
        return new Proposal(
                r.getLong(1),
                Proposal.Kind.valueOf(r.getString(2).toUpperCase(Locale.ROOT)),
                r.getLong(3),
                r.getLong(4),
                r.getString(5),
                r.getTimestamp(6).toInstant());
    }
}
