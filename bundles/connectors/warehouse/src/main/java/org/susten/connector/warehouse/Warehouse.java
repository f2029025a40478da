// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Context;

/** One database with its pool, which holds a connection only while one is needed. Safe for several threads. */
final class Warehouse implements AutoCloseable {

    private static final int MOST = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Login login;
    private final Address address;
    private final int timeout;

    /** Guarded by this. */
    private @Nullable HikariDataSource pool;

    /** {@code timeout}: seconds after which a query is given up. */
    Warehouse(Address address, Login login, int timeout) {
        this.address = address;
        this.login = login;
        this.timeout = timeout;
    }

    int timeout() {
        return timeout;
    }

    /** A connection in a transaction that can only read. */
    Connection open(Context context) {
        login.renew(context);
        try {
            Connection connection = pool().getConnection();
            if (address.dialect() == Dialect.POSTGRESQL) {
                // What is counted and what is read must be of one moment. The driver's own timeout ends with the first
                // rows;
                // this one counts for each fetch.
                try (var statement = connection.createStatement()) {
                    statement.execute("set transaction isolation level repeatable read; set local statement_timeout = '"
                            + timeout + "s'");
                }
            }
            return connection;
        } catch (SQLException e) {
            throw Failures.of(e, "no connection to the warehouse at " + address.hosts());
        }
    }

    private synchronized HikariDataSource pool() {
        HikariDataSource open = pool;
        if (open == null) {
            HikariConfig config = new HikariConfig();
            config.setPoolName("susten-warehouse");
            config.setDataSource(login);
            config.setMaximumPoolSize(MOST);
            config.setMinimumIdle(0);
            config.setIdleTimeout(IDLE.toMillis());
            config.setConnectionTimeout(PATIENCE.toMillis());
            config.setInitializationFailTimeout(-1);
            config.setReadOnly(true);
            config.setAutoCommit(false);
            open = new HikariDataSource(config);
            pool = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        HikariDataSource open = pool;
        pool = null;
        if (open != null) {
            open.close();
        }
    }
}
