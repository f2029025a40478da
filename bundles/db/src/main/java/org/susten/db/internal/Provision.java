// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.susten.db.DatabaseException;

/** Gives the hub a role of its own, which is no superuser, and databases. */
public final class Provision {

    /** The hub's role. */
    public static final String ROLE = "susten";

    private Provision() {}

    /** Makes sure that the role exists with this password and owns a database of this name. */
    public static void ensure(Access administrator, String database, char[] password) {
        try (Connection connection = administrator.single().getConnection()) {
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", ROLE)) {
                execute(connection, "create role " + ROLE + " login");
            }
            // The driver hashes the password before it sends it, so it reaches no log.
            connection.unwrap(PGConnection.class).alterUserPassword(ROLE, password.clone(), null);
            if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
                execute(
                        connection,
                        "create database "
                                + connection.unwrap(PGConnection.class).escapeIdentifier(database) + " owner " + ROLE);
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
