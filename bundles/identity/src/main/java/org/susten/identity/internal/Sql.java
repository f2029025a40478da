// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Short forms of JDBC. Text in statements without parameters is ours: names and numbers. */
final class Sql {

    /** Reads one row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static final String PLAN_AS_EVER = "set local plan_cache_mode = auto";

    private Sql() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Has the transaction's statements look rows up, for plans of prepared statements outlive the moment when a table was empty. Plans
     * them once for all runs where little is done: to plan them takes longer than to run them. For many records, PostgreSQL looks at
     * how many there are.
     */
    static void planOnce(Connection connection, long records) throws SQLException {
        String once = records <= Staging.SLICE ? "; set local plan_cache_mode = force_generic_plan" : "";
        run(connection, "set local enable_seqscan = off" + once);
    }

    /** Others' statements in the transaction are none of the index's business. */
    static void planAsEver(Connection connection) throws SQLException {
        run(connection, PLAN_AS_EVER);
    }

    /** Runs one statement with parameters; how many rows it wrote. */
    static long update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeLargeUpdate();
        }
    }

    static <T> List<T> list(Connection connection, String sql, Reader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return read(statement, reader);
        }
    }

    /** All rows of a statement that is ready. */
    static <T> List<T> read(PreparedStatement statement, Reader<T> reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    /** The one number a query gives. */
    static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        return list(connection, sql, row -> row.getLong(1), parameters).get(0);
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
