// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Looks into a running hub's own PostgreSQL, as its administrator could, to count what REST does not tell. */
final class Store {

    private final Hub hub;

    Store(Hub hub) {
        this.hub = hub;
    }

    /** The one number a query gives. */
    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The one value a query gives. */
    String text(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    /** Changes something. */
    boolean run(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    /** A connection of the test's own. */
    Connection connect() throws SQLException, IOException {
        List<String> lines = Files.readAllLines(hub.home().resolve("store/postgres/data/postmaster.pid"));
        if (lines.size() < 4) {
            throw new IOException("the server is about to start, and has not written yet where it listens");
        }
        String password = Files.readString(hub.home().resolve("etc/secrets/postgres-susten"))
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/susten", "susten", password);
    }
}
