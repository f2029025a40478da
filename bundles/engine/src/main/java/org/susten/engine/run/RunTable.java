// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.db.Sql;
import org.susten.engine.Run;
import org.susten.identity.People;
import org.susten.spi.ConnectorException;
import org.susten.spi.Progress;
import org.susten.store.Stage;

/** Runs as people see them. */
public final class RunTable {

    private RunTable() {}

    public static Optional<Run> find(Connection connection, long run) throws SQLException {
        return select(connection, "where run = ?", run).stream().findFirst();
    }

    static Run get(Connection connection, long run) throws SQLException {
        return find(connection, run).orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
    }

    public static List<Run> latest(Connection connection, String name, long before, int limit) throws SQLException {
        return select(
                connection,
                "where (? = '' or connection = ?) and (? = 0 or run < ?) order by run desc limit ?",
                name,
                name,
                before,
                before,
                limit);
    }

    public static List<Run> held(Connection connection) throws SQLException {
        return select(connection, "where state = 'HELD' and decision is null order by run");
    }

    private static List<Run> select(Connection connection, String where, @Nullable Object... arguments)
            throws SQLException {
        List<Run> bare = Sql.list(connection, "select * from engine.run " + where, RunTable::shape, arguments);
        List<Long> ids = bare.stream().map(Run::id).toList();
        if (ids.isEmpty()) {
            return bare;
        }
        Map<Long, List<Stage.Change>> changes = changes(connection, ids);
        Map<Long, List<String>> findings = findings(connection, ids);
        return bare.stream()
                .map(run -> with(
                        run, changes.getOrDefault(run.id(), List.of()), findings.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private static Map<Long, List<Stage.Change>> changes(Connection connection, List<Long> runs) throws SQLException {
        Map<Long, List<Stage.Change>> found = new HashMap<>();
        Sql.list(
                connection,
                "select * from engine.run_change where run = any(?) order by stream, entity, organization",
                row -> found.computeIfAbsent(row.getLong("run"), run -> new ArrayList<>())
                        .add(new Stage.Change(
                                row.getString("stream"),
                                row.getString("entity"),
                                row.getString("organization"),
                                row.getLong("before"),
                                row.getLong("added"),
                                row.getLong("changed"),
                                row.getLong("closed"),
                                row.getLong("unchanged"))),
                runs);
        return found;
    }

    private static Map<Long, List<String>> findings(Connection connection, List<Long> runs) throws SQLException {
        Map<Long, List<String>> found = new HashMap<>();
        Sql.list(
                connection,
                "select run, finding from engine.run_finding where run = any(?) order by place",
                row -> found.computeIfAbsent(row.getLong("run"), run -> new ArrayList<>())
                        .add(row.getString("finding")),
                runs);
        return found;
    }

    private static Run shape(ResultSet row) throws SQLException {
        Optional<People.Outcome> people = Sql.number(row, "linked").isEmpty()
                ? Optional.empty()
                : Optional.of(new People.Outcome(
                        row.getLong("linked"),
                        row.getLong("created"),
                        row.getLong("review"),
                        row.getLong("kept"),
                        row.getLong("closed")));
        return new Run(
                row.getLong("run"),
                row.getString("connection"),
                row.getString("trigger"),
                Run.State.valueOf(row.getString("state")),
                Sql.text(row, "failure").map(ConnectorException.Kind::valueOf),
                row.getString("message"),
                Sql.requiredInstant(row, "started"),
                Sql.instant(row, "ended"),
                new Run.Rows(
                        row.getLong("read"),
                        row.getLong("mapped"),
                        row.getLong("quarantined"),
                        row.getLong("waiting"),
                        row.getLong("ignored")),
                new Progress(row.getLong("done"), row.getLong("total")),
                List.of(),
                people,
                List.of(),
                Sql.number(row, "commit"));
    }

    private static Run with(Run run, List<Stage.Change> changes, List<String> findings) {
        return new Run(
                run.id(),
                run.connection(),
                run.trigger(),
                run.state(),
                run.failure(),
                run.message(),
                run.started(),
                run.ended(),
                run.rows(),
                run.progress(),
                List.copyOf(changes),
                run.people(),
                List.copyOf(findings),
                run.commit());
    }

    /** Starts a run's record. */
    static long add(Connection connection, String name, Due due, Instant now) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        insert into engine.run (connection, trigger, who, state, started, replays, part, content, fingerprint)
                        values (?, ?, ?, 'READING', ?, ?, ?, ?, ?) returning run""",
                        row -> row.getLong(1),
                        name,
                        due.trigger(),
                        due.who(),
                        now,
                        due.replays(),
                        due.part(),
                        due.content(),
                        due.fingerprint())
                .orElseThrow();
    }

    /**
     * The connection's last run, if it passed over the same content as this is: a source that is polled and does not say that nothing has
     * changed leaves one such run, which says when it was last looked at. What somebody asks for is a run of its own.
     */
    static Optional<Long> skippedBefore(Connection connection, String name, Due due) throws SQLException {
        return due.request() != null
                ? Optional.empty()
                : Sql.first(
                        connection,
                        """
                        select run from (select * from engine.run where connection = ? order by run desc limit 1) last
                        where skipped and trigger = ? and content = ? and fingerprint = ?""",
                        row -> row.getLong(1),
                        name,
                        due.trigger(),
                        due.content(),
                        due.fingerprint());
    }

    /** Moves a run on if it is still in one of these states: false means somebody else ended it. */
    static boolean move(Connection connection, long run, Run.State to, String... from) throws SQLException {
        return Sql.run(
                        connection,
                        "update engine.run set state = ? where run = ? and state = any(?)",
                        to.name(),
                        run,
                        List.of(from))
                == 1;
    }

    static void end(Connection connection, long run, Instant now, String message) throws SQLException {
        Sql.run(connection, "update engine.run set ended = ?, message = ? where run = ?", now, message, run);
    }

    static void count(Connection connection, long run, Run.Rows rows, Progress progress, long staged)
            throws SQLException {
        Sql.run(
                connection,
                """
                update engine.run set read = ?, mapped = ?, quarantined = ?, waiting = ?, ignored = ?,
                done = ?, total = ?, staged = ? where run = ?""",
                rows.read(),
                rows.mapped(),
                rows.quarantined(),
                rows.waiting(),
                rows.ignored(),
                progress.done(),
                progress.total(),
                staged,
                run);
    }

    static void people(Connection connection, long run, People.Outcome outcome) throws SQLException {
        Sql.run(
                connection,
                "update engine.run set linked = ?, created = ?, review = ?, kept = ?, closed = ? where run = ?",
                outcome.linked(),
                outcome.created(),
                outcome.review(),
                outcome.unchanged(),
                outcome.closed(),
                run);
    }

    static void changes(Connection connection, long run, List<Stage.Change> changes) throws SQLException {
        Sql.run(connection, "delete from engine.run_change where run = ?", run);
        for (Stage.Change change : changes) {
            Sql.run(
                    connection,
                    "insert into engine.run_change values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    run,
                    change.stream(),
                    change.entity(),
                    change.organization(),
                    change.before(),
                    change.added(),
                    change.changed(),
                    change.closed(),
                    change.unchanged());
        }
    }

    static void findings(Connection connection, long run, List<String> findings) throws SQLException {
        Sql.run(connection, "delete from engine.run_finding where run = ?", run);
        Sql.run(
                connection,
                "insert into engine.run_finding select ?, place, finding from unnest(?::text[]) with ordinality as f(finding, place)",
                run,
                findings);
    }

    /** One more, said once. */
    static void finding(Connection connection, long run, String finding) throws SQLException {
        Sql.run(
                connection,
                """
                insert into engine.run_finding
                select ?, coalesce(max(place), 0) + 1, ? from engine.run_finding where run = ?
                having not coalesce(bool_or(finding = ?), false)""",
                run,
                finding,
                run,
                finding);
    }

    static void readings(Connection connection, long run, List<Reading> readings) throws SQLException {
        for (Reading reading : readings) {
            Sql.run(
                    connection,
                    "insert into engine.run_reading values (?, ?, ?, ?, ?)",
                    run,
                    reading.stream(),
                    reading.complete(),
                    reading.organizations(),
                    reading.cursor());
        }
    }

    static List<Reading> readings(Connection connection, long run) throws SQLException {
        return Sql.list(
                connection,
                "select * from engine.run_reading where run = ? order by stream",
                row -> {
                    Set<String> organizations = new HashSet<>(Sql.texts(row, "organizations"));
                    return new Reading(
                            row.getString("stream"),
                            row.getBoolean("complete"),
                            organizations,
                            row.getString("cursor"));
                },
                run);
    }
}
