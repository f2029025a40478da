// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** Short ways to ask a database, and to wait for it. */
final class Sql {

    private Sql() {}

    static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String one(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    /** The first answer that is no exception, within a time. */
    static <T> T eventually(Duration within, Callable<T> work) {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            try {
                return work.call();
            } catch (Exception | AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not within " + within, e);
                }
                Thread.onSpinWait();
            }
        }
    }
}
