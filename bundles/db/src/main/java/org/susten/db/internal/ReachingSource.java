// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections both of whose ends find out that the other cannot be reached. */
final class ReachingSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private final String statements;

    ReachingSource(Reach reach) {
        statements = reach.statements();
        setTcpKeepAlive(true);
        setSocketFactory(ReachingSockets.class.getName());
        setSocketFactoryArg(reach.text());
    }

    /** The driver is a bundle of its own and sees our sockets with the thread's class loader only. */
    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ReachingSource.class.getClassLoader());
        try {
            return told(super.getConnection(user, password));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** By statements, not by options of the connection: a pooler in between refuses to begin with options that it does not know. */
    private Connection told(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
