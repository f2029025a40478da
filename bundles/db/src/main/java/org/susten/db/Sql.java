// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Short forms of JDBC on the caller's connection: instants are UTC, collections are arrays of text or, where they begin with a {@code Long}, of
 * bigint. Values are parameters, never parts of the text.
 */
public final class Sql {

    /** Makes a value of one row. */
    @FunctionalInterface
    public interface Shape<T> {
        /** Reads the columns of the row it stands at. */
        T of(ResultSet row) throws SQLException;
    }

    private Sql() {}

    /** All rows of a query. */
    public static <T> List<T> list(Connection connection, String sql, Shape<T> shape, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(shape.of(rows));
                }
            }
            return found;
        }
    }

    /** The first row of a query. */
    public static <T> Optional<T> first(
            Connection connection, String sql, Shape<T> shape, @Nullable Object... arguments) throws SQLException {
        return list(connection, sql, shape, arguments).stream().findFirst();
    }

    /** Whether a query has a row. */
    public static boolean exists(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        return !list(connection, sql, row -> true, arguments).isEmpty();
    }

    /** Runs one statement; how many rows it wrote. */
    public static int run(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    /** Sets the parameters of a statement. */
    public static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument instanceof Instant instant) {
                statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
            } else if (argument instanceof Collection<?> values) {
                String type = !values.isEmpty() && values.iterator().next() instanceof Long ? "bigint" : "text";
                statement.setArray(i + 1, statement.getConnection().createArrayOf(type, values.toArray()));
            } else {
                statement.setObject(i + 1, argument);
            }
        }
    }

    /** A time; empty where the column is null. */
    public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** A time of a column that is never null. */
    public static Instant requiredInstant(ResultSet row, String column) throws SQLException {
        return instant(row, column).orElseThrow();
    }

    /** A number; empty where the column is null. */
    public static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** An array of texts. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** A text; empty where the column is null. */
    public static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
