// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;

/** The database behind a pool. */
public final class PooledDatabase implements Database, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PooledDatabase.class);

    private final HikariDataSource pool;
    private final DataSource single;
    private final DataSource probe;
    private final String place;
    private final Map<String, List<Script>> scripts = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentSkipListMap<>();
    private final AtomicBoolean doubtful = new AtomicBoolean();

    /**
     * Opens no connection yet.
     *
     * @param place where the database is, for people
     */
    public PooledDatabase(Access access, int poolSize, String place) {
        this.pool = access.pool(poolSize);
        this.single = access.single();
        this.probe = access.probe();
        this.place = place;
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public int connections() {
        return pool.getMaximumPoolSize();
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.on(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack(connection);
                }
            }
        } catch (SQLException e) {
            DatabaseException failure = DatabaseException.of(e);
            if (failure.kind() == DatabaseException.Kind.UNAVAILABLE
                    || failure.kind() == DatabaseException.Kind.CONFIG) {
                doubtful.set(true);
            }
            if (DatabaseException.readOnly(e)) {
                // a session keeps what its role might do when it began
                pool.getHikariPoolMXBean().softEvictConnections();
            }
            throw failure;
        }
    }

    /** Whether somebody found it out of reach since this was asked the last time. */
    boolean doubtful() {
        return doubtful.getAndSet(false);
    }

    @Override
    public void migrate(String schema, Class<?> owner) {
        Migrations migrations = Migrations.of(owner);
        try {
            if (!migrations.same(scripts.getOrDefault(schema, List.of())) || !migrations.applied(pool, schema)) {
                migrations.apply(single, schema);
            }
        } catch (DatabaseException e) {
            // A migration that fails can quote a row; the log of the hub's own user says it, what anybody may ask does
            // not.
            refusals.put(
                    schema,
                    e.kind() == DatabaseException.Kind.FAULT
                            ? "schema " + schema + " could not be brought up to date: the hub's log says why"
                            : String.valueOf(e.getMessage()));
            throw e;
        }
        refusals.remove(schema);
        scripts.put(schema, migrations.scripts());
    }

    @Override
    public List<String> refusals() {
        List<String> told = new ArrayList<>(refusals.values());
        List<String> gone = gone();
        if (!gone.isEmpty()) {
            told.add("the database lacks " + String.join(", ", gone)
                    + ", which the hub made there: it is being restored, or another is in its"
                    + " place. Database administrator: finish it, or name the right one; where it is meant to begin empty, hub operator:"
                    + " restart the hub");
        }
        return List.copyOf(told);
    }

    /** Schemas that were there when their owners came, and are there no more. */
    private List<String> gone() {
        try (Connection connection = probe.getConnection()) {
            return Sql.list(
                    connection,
                    "select name from unnest(?) name where to_regclass(name || '." + Migrations.TABLE
                            + "') is null order by 1",
                    row -> row.getString(1),
                    scripts.keySet());
        } catch (SQLException e) {
            log.debug("which schemas there are cannot be asked: SQLSTATE {}", e.getSQLState());
            return List.of();
        }
    }

    /** The migrations of each schema whose owner has come. */
    Map<String, List<Script>> migrations() {
        return Map.copyOf(scripts);
    }

    @Override
    public boolean answers() {
        try (Connection connection = probe.getConnection();
                PreparedStatement fixed = connection.prepareStatement("show transaction_read_only");
                ResultSet row = fixed.executeQuery()) {
            boolean writes = row.next() && row.getString(1).equals("off");
            if (!writes) {
                doubtful.set(true);
            }
            return writes;
        } catch (SQLException e) {
            log.debug("the database does not answer: SQLSTATE {}", e.getSQLState());
            doubtful.set(true);
            return false;
        }
    }

    @Override
    public String description() {
        try (Connection connection = probe.getConnection()) {
            return "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + ", " + place;
        } catch (SQLException e) {
            return "PostgreSQL, " + place + ", not answering";
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** The work's own failure tells more than that of the rollback; the pool discards the connection. */
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            log.debug("rollback failed: SQLSTATE {}", e.getSQLState());
        }
    }
}
