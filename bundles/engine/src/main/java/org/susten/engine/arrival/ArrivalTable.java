// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.susten.db.Sql;

/** What arrived: waiting for a run, taken by one, set aside because it cannot be read, or done. */
public final class ArrivalTable {

    /** One file; {@code agreement} is the one for which alone it was read, or empty. */
    public record Arrival(
            long id, String file, String sha256, long bytes, Instant received, boolean complete, String agreement) {}

    private static final String COLUMNS = "arrival, file, sha256, bytes, received, complete, agreement";

    private ArrivalTable() {}

    private static Arrival shape(ResultSet row) throws SQLException {
        return new Arrival(
                row.getLong("arrival"),
                row.getString("file"),
                row.getString("sha256"),
                row.getLong("bytes"),
                Sql.requiredInstant(row, "received"),
                row.getBoolean("complete"),
                Sql.text(row, "agreement").orElse(""));
    }

    /** Whence a file came, and for which agreement; empty for none. */
    record From(String connection, String file, String origin, String agreement) {}

    static Arrival add(Connection connection, From from, Vault.Kept kept, Instant now) throws SQLException {
        return Sql.first(
                        connection,
                        """
                insert into engine.arrival (connection, file, sha256, bytes, origin, received, agreement)
                values (?, ?, ?, ?, ?, ?, nullif(?, '')) returning\s"""
                                + COLUMNS,
                        ArrivalTable::shape,
                        from.connection(),
                        from.file(),
                        kept.sha256(),
                        kept.bytes(),
                        from.origin(),
                        now,
                        from.agreement())
                .orElseThrow();
    }

    /**
     * Of each connection's arrival, those that are not there, though rows are never deleted: by connection, when what is there of it came last.
     */
    static Map<String, Optional<Instant>> lost(Connection connection, Map<String, Arrival> arrivals)
            throws SQLException {
        Map<String, Optional<Instant>> lost = new TreeMap<>();
        Sql.list(
                connection,
                """
                select n.connection,
                       (select max(t.received) from engine.arrival t where t.connection = n.connection) as last
                from unnest(?, ?, ?) n (connection, arrival, sha256)
                where not exists (select from engine.arrival t where t.arrival = n.arrival and t.sha256 = n.sha256)""",
                row -> lost.put(row.getString("connection"), Sql.instant(row, "last")),
                arrivals.keySet(),
                arrivals.values().stream().map(Arrival::id).toList(),
                arrivals.values().stream().map(Arrival::sha256).toList());
        return lost;
    }

    static void complete(Connection connection, String name) throws SQLException {
        Sql.run(
                connection,
                "update engine.arrival set complete = true where connection = ? and state = 'waiting'",
                name);
    }

    /** Oldest first. */
    public static List<Arrival> waiting(Connection connection, String name) throws SQLException {
        return Sql.list(
                connection,
                "select " + COLUMNS
                        + " from engine.arrival where connection = ? and state = 'waiting' and pruned is null order by arrival",
                ArrivalTable::shape,
                name);
    }

    /** What the latest arrivals of a connection were, for a check of its settings. */
    public static Optional<Arrival> latest(Connection connection, String name) throws SQLException {
        return Sql.first(
                connection,
                "select " + COLUMNS
                        + " from engine.arrival where connection = ? and pruned is null order by arrival desc limit 1",
                ArrivalTable::shape,
                name);
    }

    public static void take(Connection connection, long run, Collection<Arrival> arrivals) throws SQLException {
        List<Long> ids = arrivals.stream().map(Arrival::id).toList();
        Sql.run(connection, "insert into engine.run_arrival (run, arrival) select ?, unnest(?::bigint[])", run, ids);
    }

    /** Changes the state of a run's arrivals; a replay leaves those alone that are done. */
    public static void move(Connection connection, long run, String state) throws SQLException {
        Sql.run(
                connection,
                """
                update engine.arrival set state = ?
                where state <> 'done' and pruned is null and arrival in (select arrival from engine.run_arrival where run = ?)""",
                state,
                run);
    }

    public static List<Arrival> of(Connection connection, long run) throws SQLException {
        return Sql.list(
                connection,
                "select " + COLUMNS + " from engine.arrival where arrival in "
                        + "(select arrival from engine.run_arrival where run = ?) order by arrival",
                ArrivalTable::shape,
                run);
    }

    /** Files of a run that are not kept any more. */
    public static boolean pruned(Connection connection, long run) throws SQLException {
        return Sql.exists(
                connection,
                """
                select 1 from engine.arrival where pruned is not null
                and arrival in (select arrival from engine.run_arrival where run = ?)""",
                run);
    }

    /** Whether some arrival needs the bytes still. */
    public static boolean kept(Connection connection, String sha256) throws SQLException {
        return Sql.exists(
                connection, "select 1 from engine.arrival where sha256 = ? and pruned is null limit 1", sha256);
    }

    /** Lets what was set aside be tried again, unless something newer is committed already. */
    public static void retrieve(Connection connection, String name) throws SQLException {
        Sql.run(
                connection,
                """
                update engine.arrival set state = 'waiting' where connection = ? and state = 'aside' and arrival >
                (select coalesce(max(arrival), 0) from engine.arrival where connection = ? and state = 'done')""",
                name,
                name);
    }

    /** Keeps deleting and arriving of one content apart until the transaction ends. */
    public static void lockContent(Connection connection, String sha256) throws SQLException {
        Sql.list(connection, "select pg_advisory_xact_lock(hashtextextended(?, 1))", row -> true, sha256);
    }
}
