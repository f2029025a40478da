// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.susten.db.Sql;
import org.susten.engine.Runs.Problem;
import org.susten.spi.SourceRecord;

/** Rows that could not be understood, and the causes they have in common. */
public final class QuarantineTable {

    private static final int EXAMPLES = 5;
    private static final int LONGEST = 1_000;

    /** One row; its content where it is at hand. */
    record Bad(
            String key,
            String position,
            String field,
            String rule,
            String message,
            String owner,
            @Nullable SourceRecord row) {

        /** The rows of this cause are the hub's to mend, not the source's. */
        static final String HUB = "hub";

        static final String SOURCE = "source";
    }

    private QuarantineTable() {}

    static void add(Connection connection, long run, String name, String stream, List<Bad> rows) throws SQLException {
        // In one order everywhere, so that two threads of a run never wait for each other.
        Map<String, List<Bad>> causes = new TreeMap<>();
        for (Bad bad : rows) {
            causes.computeIfAbsent(bad.field() + '\n' + bad.rule(), cause -> new ArrayList<>())
                    .add(bad);
        }
        for (List<Bad> cause : causes.values()) {
            count(connection, run, stream, cause);
        }
        keep(connection, run, name, stream, rows);
    }

    private static void count(Connection connection, long run, String stream, List<Bad> cause) throws SQLException {
        Bad first = cause.get(0);
        Sql.run(
                connection,
                """
                insert into engine.problem as p (run, stream, field, rule, message, owner, rows, examples)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (run, stream, field, rule) do update
                set rows = p.rows + excluded.rows, examples = (p.examples || excluded.examples)[1:5]""",
                run,
                stream,
                clean(first.field()),
                clean(first.rule()),
                clean(first.message()),
                first.owner(),
                cause.size(),
                cause.stream().limit(EXAMPLES).map(bad -> clean(bad.position())).toList());
    }

    private static void keep(Connection connection, long run, String name, String stream, List<Bad> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into engine.quarantine (run, connection, stream, field, rule, key, position, content)
                values (?, ?, ?, ?, ?, ?, ?, jsonb_object(?::text[], ?::text[]))""")) {
            for (Bad bad : rows) {
                @Nullable String[] names = null;
                @Nullable String[] values = null;
                SourceRecord row = bad.row();
                if (row != null) {
                    names = row.columns().names().stream()
                            .map(QuarantineTable::clean)
                            .toArray(String[]::new);
                    values = row.columns().names().stream()
                            .map(column -> row.value(column))
                            .map(value -> value == null ? null : clean(value.toString()))
                            .toArray(String[]::new);
                }
                Sql.bind(
                        insert,
                        run,
                        name,
                        stream,
                        clean(bad.field()),
                        clean(bad.rule()),
                        clean(bad.key()),
                        clean(bad.position()),
                        names == null ? null : connection.createArrayOf("text", names),
                        values == null ? null : connection.createArrayOf("text", values));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** What PostgreSQL can keep: no NUL, no half of a character, and no more than a person would read. */
    private static String clean(String text) {
        String shortened = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return new String(shortened.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /** A run that ended without a commit leaves its causes, not its rows. */
    static void forget(Connection connection, long run) throws SQLException {
        Sql.run(connection, "delete from engine.quarantine where run = ?", run);
    }

    public static List<Problem> problems(Connection connection, long run) throws SQLException {
        return Sql.list(
                connection,
                """
                select p.*, r.connection from engine.problem p join engine.run r using (run)
                where run = ? order by rows desc, stream, field, rule""",
                QuarantineTable::shape,
                run);
    }

    public static List<Problem> open(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                """
                select q.run, q.connection, q.stream, q.field, q.rule, p.message, p.owner, q.rows, p.examples
                from (select connection, stream, field, rule, max(run) as run, count(*) as rows
                  from engine.quarantine q where closed_by is null
                  and exists (select from engine.run r where r.run = q.run and r.state in ('COMMITTED', 'HELD'))
                  group by connection, stream, field, rule) q
                join engine.problem p using (run, stream, field, rule)
                order by q.rows desc, q.connection, q.stream, q.field, q.rule""",
                QuarantineTable::shape);
    }

    private static Problem shape(ResultSet row) throws SQLException {
        return new Problem(
                row.getLong("run"),
                row.getString("connection"),
                row.getString("stream"),
                row.getString("field"),
                row.getString("rule"),
                row.getString("message"),
                row.getString("owner"),
                row.getLong("rows"),
                Sql.texts(row, "examples"));
    }

    /** A complete reading of a stream answers for every earlier row of it. */
    static void closeStream(Connection connection, String name, String stream, long run) throws SQLException {
        Sql.run(
                connection,
                """
                update engine.quarantine set closed_by = ?
                where connection = ? and stream = ? and closed_by is null and run < ?""",
                run,
                name,
                stream,
                run);
    }

    /** A row that was read again under its key answers for the earlier one, once its run commits. */
    static void keysAgain(Connection connection, String name, String stream, long run, Collection<String> keys)
            throws SQLException {
        Sql.run(
                connection,
                """
                update engine.quarantine set again = ? where connection = ? and stream = ?
                and closed_by is null and run < ? and key <> '' and key = any(?)""",
                run,
                name,
                stream,
                run,
                keys);
    }

    /** What a run read again, it answers for. */
    static void closeAgain(Connection connection, String name, long run) throws SQLException {
        Sql.run(
                connection,
                "update engine.quarantine set closed_by = again where connection = ? and closed_by is null and again = ?",
                name,
                run);
    }

    /** Nobody misses what a run left open: it answers for itself. */
    public static int settle(Connection connection, long run) throws SQLException {
        return Sql.run(
                connection, "update engine.quarantine set closed_by = run where run = ? and closed_by is null", run);
    }

    /** A replay answers for the rows it read again, wherever the first reading stood, once it commits. */
    static void positionsAgain(
            Connection connection, long replayed, String stream, long run, Collection<String> positions)
            throws SQLException {
        Sql.run(
                connection,
                """
                update engine.quarantine set again = ?
                where run = ? and stream = ? and closed_by is null and position = any(?)""",
                run,
                replayed,
                stream,
                positions);
    }

    /** Calls back for open rows of a connection, at most {@code limit}. */
    static List<String[]> openKeys(Connection connection, String name, int limit) throws SQLException {
        return Sql.list(
                connection,
                """
                select distinct stream, key from engine.quarantine
                where connection = ? and closed_by is null and key <> '' limit ?""",
                row -> new String[] {row.getString("stream"), row.getString("key")},
                name,
                limit);
    }

    /** Whether any row of a run is in quarantine still. */
    public static boolean holds(Connection connection, long run) throws SQLException {
        return Sql.exists(connection, "select from engine.quarantine where run = ? and closed_by is null", run);
    }

    static List<String[]> positions(Connection connection, long run) throws SQLException {
        return Sql.list(
                connection,
                "select stream, position from engine.quarantine where run = ? and closed_by is null",
                row -> new String[] {row.getString("stream"), row.getString("position")},
                run);
    }
}
