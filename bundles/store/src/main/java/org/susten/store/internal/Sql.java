// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Statements without parameters: everything in them is a name or a number of ours, never a source's text. */
final class Sql {

    /** Reads one row of a result. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    /** Runs one or several statements; the number of rows the last one wrote. */
    static long run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getLargeUpdateCount();
        }
    }

    static <T> List<T> list(Connection connection, String sql, Reader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                found.add(reader.read(result));
            }
        }
        return found;
    }

    /** Whether a query has a row. */
    static boolean any(Connection connection, String from) throws SQLException {
        return !list(connection, "select 1 " + from + " limit 1", row -> true).isEmpty();
    }

    /** The tables and views of a run's stage that are there. */
    static Set<String> tables(Connection connection, StageTables stage) throws SQLException {
        return relations(connection, stage, "'r', 'v'");
    }

    /** The views of a run's stage that are there. */
    static Set<String> views(Connection connection, StageTables stage) throws SQLException {
        return relations(connection, stage, "'v'");
    }

    private static Set<String> relations(Connection connection, StageTables stage, String kinds) throws SQLException {
        String sql =
                """
                select 'store.' || relname from pg_class
                where relnamespace = 'store'::regnamespace and relkind in (%2$s)
                and (relname = '%1$s' or starts_with(relname, '%1$s_'))
                """;
        String marker = stage.marker().substring("store.".length());
        return new HashSet<>(list(connection, sql.formatted(marker, kinds), row -> row.getString(1)));
    }

    /** Settings for work on all rows of a run, until the transaction ends. */
    static void heavy(Connection connection) throws SQLException {
        run(
                connection,
                "set local work_mem = '128MB'; set local maintenance_work_mem = '256MB'; set local max_parallel_workers_per_gather = 2; set local jit = off");
    }

    /** An array of numbers. */
    static String array(Collection<Integer> numbers) {
        return numbers.stream().map(String::valueOf).sorted().collect(Collectors.joining(",", "'{", "}'::integer[]"));
    }
}
