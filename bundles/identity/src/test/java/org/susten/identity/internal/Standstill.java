// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.susten.db.Database;
import org.susten.db.DatabaseException;

/**
 * Makes work on the index stand still at its first write to a table, certainly: a trigger waits there for a lock that this test
 * holds. Then whatever stands there can be killed.
 */
final class Standstill implements AutoCloseable {

    private static final long LOCK = 4711;

    private final Database database;
    private final String table;
    private final Connection holder;
    private final ExecutorService worker = Executors.newSingleThreadExecutor();

    private Standstill(Database database, String table, Connection holder) {
        this.database = database;
        this.table = table;
        this.holder = holder;
    }

    static Standstill at(Database database, String table) throws SQLException {
        Connection holder = database.dataSource().getConnection();
        Sql.run(
                holder,
                """
                create or replace function public.stand_still() returns trigger language plpgsql as $$
                begin perform pg_advisory_lock_shared(%1$d); perform pg_advisory_unlock_shared(%1$d); return null; end $$;
                create trigger stand_still after insert or update or delete on %2$s
                    for each statement execute function public.stand_still();
                select pg_advisory_lock(%1$d)
                """
                        .formatted(LOCK, table));
        return new Standstill(database, table, holder);
    }

    /** Begins work; gives the process of PostgreSQL that stands at the table, or nothing where it ended without coming there. */
    OptionalLong begin(Runnable work) throws SQLException {
        done = CompletableFuture.runAsync(work, worker);
        while (true) {
            List<Long> waiting = Sql.list(
                    holder,
                    "select pid from pg_locks where locktype = 'advisory' and not granted and objid = ? and database = (select oid from pg_database where datname = current_database())",
                    r -> r.getLong(1),
                    LOCK);
            if (!waiting.isEmpty()) {
                return OptionalLong.of(waiting.get(0));
            }
            if (done.isDone()) {
                return OptionalLong.empty();
            }
            Thread.onSpinWait();
        }
    }

    private CompletableFuture<Void> done = CompletableFuture.completedFuture(null);

    /** How the work ended: null where well. */
    Throwable end() {
        return done.handle((nothing, failure) -> failure == null ? null : failure.getCause())
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** Lets work pass again. */
    @Override
    public void close() throws SQLException {
        worker.shutdownNow();
        String end = "select pg_advisory_unlock_all(); drop trigger stand_still on " + table;
        try (holder) {
            Sql.run(holder, end);
        } catch (SQLException fallen) {
            // The server itself has fallen, and the lock with it.
            while (!gone(end)) {
                Thread.onSpinWait();
            }
        }
    }

    private boolean gone(String end) {
        try {
            return database.inTransaction(c -> {
                Sql.run(c, end);
                return true;
            });
        } catch (DatabaseException e) {
            return false;
        }
    }
}
