// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.db.HubClocks;
import org.susten.db.Sql;

/** How fast a connection may go. */
public final class PaceTable {

    /** One connection's pace; blocked means until something changes. */
    public record Pace(
            Instant since,
            Optional<Instant> started,
            int failures,
            Optional<Instant> notBefore,
            boolean blocked,
            String fingerprint) {

        public boolean mayGo(Instant now) {
            return !blocked && notBefore.map(t -> !t.isAfter(now)).orElse(true);
        }

        /** Whether a clock that was ahead wrote it. */
        private boolean ahead(Instant now) {
            return started.orElse(since).isAfter(HubClocks.latest(now))
                    || notBefore.filter(t -> t.isAfter(now.plus(LONGEST))).isPresent();
        }
    }

    /** Longer than any failure keeps a source waiting. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private PaceTable() {}

    /** A connection's pace; what a clock that was ahead has written begins anew, or its schedule would wait until then. */
    public static Pace of(Connection connection, String name, Instant now) throws SQLException {
        Sql.run(
                connection,
                "insert into engine.pace (connection, since) values (?, ?) on conflict do nothing",
                name,
                now);
        Pace pace = read(connection, name);
        if (!pace.ahead(now)) {
            return pace;
        }
        Sql.run(
                connection,
                """
                update engine.pace set since = least(since, ?), started = least(started, ?),
                  not_before = case when not_before > ? then null else not_before end where connection = ?""",
                now,
                now,
                now.plus(LONGEST),
                name);
        return read(connection, name);
    }

    private static Pace read(Connection connection, String name) throws SQLException {
        return Sql.first(
                        connection,
                        "select since, started, failures, not_before, blocked, fingerprint from engine.pace where connection = ?",
                        row -> new Pace(
                                Sql.requiredInstant(row, "since"),
                                Sql.instant(row, "started"),
                                row.getInt("failures"),
                                Sql.instant(row, "not_before"),
                                row.getBoolean("blocked"),
                                row.getString("fingerprint")),
                        name)
                .orElseThrow();
    }

    /** Something changed: it may be tried at once. */
    public static void free(Connection connection, String name) throws SQLException {
        Sql.run(
                connection,
                "update engine.pace set failures = 0, not_before = null, blocked = false where connection = ?",
                name);
    }

    /** A new file ends a block, but does not hurry a source that is down. */
    static void unblock(Connection connection, String name) throws SQLException {
        Sql.run(
                connection,
                """
                update engine.pace set failures = 0, not_before = null, blocked = false
                where connection = ? and blocked""",
                name);
    }

    public static void started(Connection connection, String name, Instant now, String fingerprint)
            throws SQLException {
        Sql.run(
                connection,
                "update engine.pace set started = ?, fingerprint = ? where connection = ?",
                now,
                fingerprint,
                name);
    }

    public static void failed(Connection connection, String name, @Nullable Instant notBefore, boolean blocked)
            throws SQLException {
        Sql.run(
                connection,
                "update engine.pace set failures = failures + 1, not_before = ?, blocked = ? where connection = ?",
                notBefore,
                blocked,
                name);
    }
}
