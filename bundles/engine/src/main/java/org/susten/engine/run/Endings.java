// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.susten.db.Sql;
import org.susten.engine.Run.State;
import org.susten.engine.arrival.ArrivalTable;
import org.susten.engine.arrival.PaceTable;

/** Ends runs without a commit so that what had arrived for them is never lost: it waits again, or is set aside in sight. */
public final class Endings {

    private Endings() {}

    /** Ends a run that failed. False where it had ended already. */
    static boolean fail(Connection connection, long run, Failure failure, Instant now) throws SQLException {
        Approved approved = approved(connection, run);
        String[] from = approved.yes()
                ? new String[] {"READING", "STAGED", "SCREENED", "HELD"}
                : new String[] {"READING", "STAGED", "SCREENED"};
        if (!RunTable.move(connection, run, State.FAILED, from)) {
            return false;
        }
        int failures = PaceTable.of(connection, approved.connection(), now).failures() + 1;
        Failure.Next next = failure.next(failures);
        Instant again = failure.equals(Failure.INTERRUPTED) && failures == 1 ? now : now.plus(Failure.pause(failures));
        boolean goesOn = next != Failure.Next.STOP && next != Failure.Next.ASIDE;
        if (goesOn && approved.yes() && next != Failure.Next.REREAD) {
            RunTable.move(connection, run, State.HELD, "FAILED");
            RunTable.end(connection, run, now, "It is approved, and failed: " + failure.message() + when(again, now));
            PaceTable.failed(connection, approved.connection(), again, false);
            return true;
        }
        Sql.run(
                connection,
                "update engine.run set failure = ? where run = ?",
                failure.kind().map(Enum::name).orElse(null),
                run);
        RunTable.end(connection, run, now, goesOn ? failure.message() + when(again, now) : failure.message());
        QuarantineTable.forget(connection, run);
        boolean arrivals = !ArrivalTable.of(connection, run).isEmpty();
        boolean aside = next == Failure.Next.ASIDE && arrivals;
        ArrivalTable.move(connection, run, aside ? "aside" : "waiting");
        if (goesOn) {
            Sql.run(connection, "update engine.request set run = null where run = ?", run);
        } else {
            Sql.run(connection, "delete from engine.request where run = ?", run);
        }
        if (aside) {
            // The next file has its own chance.
            PaceTable.free(connection, approved.connection());
        } else {
            PaceTable.failed(connection, approved.connection(), goesOn ? again : null, !goesOn);
        }
        return true;
    }

    /** An approval outlives a failure of the hub. */
    private record Approved(String connection, boolean yes) {}

    private static Approved approved(Connection connection, long run) throws SQLException {
        return Sql.first(
                        connection,
                        "select connection, decision is not distinct from 'approved' as yes from engine.run where run = ?",
                        row -> new Approved(row.getString("connection"), row.getBoolean("yes")),
                        run)
                .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
    }

    private static String when(Instant again, Instant now) {
        long seconds = Math.max(0, again.getEpochSecond() - now.getEpochSecond());
        return String.format(Locale.ROOT, ". Tried again by itself in %d s", seconds);
    }

    /** Ends a held run that a person rejected: what came for it is done with. */
    public static boolean reject(Connection connection, long run, Instant now, String who, String reason)
            throws SQLException {
        if (!RunTable.move(connection, run, State.REJECTED, "HELD")) {
            return false;
        }
        Sql.run(
                connection,
                """
                update engine.run set decision = 'rejected', decided_by = ?, decided_at = ?, reason = ?, ended = ?
                where run = ?""",
                who,
                now,
                reason,
                now,
                run);
        ArrivalTable.move(connection, run, "done");
        QuarantineTable.forget(connection, run);
        Sql.run(connection, "delete from engine.request where run = ?", run);
        return true;
    }

    /** Runs of a connection whose hub is gone; asked under the connection's lock. */
    static List<Long> abandoned(Connection connection, String name) throws SQLException {
        return Sql.list(
                connection,
                """
                select run from engine.run where connection = ? and state in ('READING', 'STAGED', 'SCREENED')
                order by run""",
                row -> row.getLong(1),
                name);
    }

    /** Puts an approved run that was interrupted back where its approval left it. */
    static boolean reheld(Connection connection, long run) throws SQLException {
        return approved(connection, run).yes() && RunTable.move(connection, run, State.HELD, "STAGED", "SCREENED");
    }

    /** Connections with runs whose hub may be gone. */
    static List<String> connections(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                "select distinct connection from engine.run where state in ('READING', 'STAGED', 'SCREENED')",
                row -> row.getString(1));
    }

    /** Runs whose stage is still needed. */
    static List<Long> staged(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                "select run from engine.run where state in ('READING', 'STAGED', 'SCREENED', 'HELD')",
                row -> row.getLong(1));
    }
}
