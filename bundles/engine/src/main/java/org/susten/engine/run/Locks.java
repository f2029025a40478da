// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;

/**
 * One lock per connection over all hubs on one database: PostgreSQL advisory locks of one session that this hub keeps open.
 * When the session ends, its locks end; the run's record then decides whose commit counts. Guarded by itself.
 */
public final class Locks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Locks.class);

    private final DataSource dataSource;
    private final Set<String> held = new HashSet<>();
    private @Nullable Connection session;

    Locks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Whether this hub holds the lock already. */
    synchronized boolean holds(String name) {
        return held.contains(name);
    }

    /** Takes the lock if nobody has it, here or elsewhere. */
    synchronized boolean tryLock(String name) {
        if (held.contains(name)) {
            return false;
        }
        try {
            if (!query("select pg_try_advisory_lock(hashtextextended('susten.engine/' || ?, 0))", name)) {
                return false;
            }
            held.add(name);
            return true;
        } catch (SQLException e) {
            forgetSession();
            throw DatabaseException.of(e);
        }
    }

    synchronized void unlock(String name) {
        if (!held.remove(name)) {
            return;
        }
        try {
            query("select pg_advisory_unlock(hashtextextended('susten.engine/' || ?, 0))", name);
        } catch (SQLException e) {
            // The session's end has freed the lock already.
            forgetSession();
        }
    }

    private boolean query(String sql, String name) throws SQLException {
        Connection open = session;
        if (open == null) {
            open = dataSource.getConnection();
            session = open;
        }
        return Sql.first(open, sql, row -> row.getBoolean(1), name).orElse(false);
    }

    /** Gives the session back without a lock; one that is broken has none. */
    private void forgetSession() {
        Connection lost = session;
        session = null;
        if (lost == null) {
            return;
        }
        try (lost) {
            Sql.list(lost, "select pg_advisory_unlock_all()", row -> true);
        } catch (SQLException e) {
            log.debug("the session that held the locks is broken: SQLSTATE {}", e.getSQLState());
        }
    }

    /** Ends the session and with it every lock. */
    @Override
    public synchronized void close() {
        held.clear();
        forgetSession();
    }
}
