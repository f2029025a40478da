// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;

/**
 * The commit of a large run, begun while its people are still being resolved: writing rows keeps PostgreSQL busy and resolving keeps
 * Java busy, so that a first load takes little longer than the longer of the two. It is one transaction all the same, on a thread of
 * its own, and nobody sees any of it before the commit step has finished it. Safe for any thread.
 */
final class Ahead {

    private static final long BETWEEN_CANCELS = 200;
    private static final Logger log = LoggerFactory.getLogger(Ahead.class);

    /** Writes the rows, and returns the run's place in the order of commits. */
    @FunctionalInterface
    interface First {
        long on(Connection connection) throws SQLException;
    }

    /** What there is to do in the same transaction once everything is known. */
    @FunctionalInterface
    interface Rest {
        void on(Connection connection, long commit) throws SQLException;
    }

    private final CompletableFuture<Rest> rest = new CompletableFuture<>();
    private final CompletableFuture<Long> outcome = new CompletableFuture<>();
    private final Object guard = new Object();
    private final EngineDatabase database;
    private final Duration patience;

    /** PostgreSQL's process that writes; 0 where none does. */
    private long writer;

    private Ahead(EngineDatabase database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    /**
     * Begins: {@code first} is done at once, the rest when it comes.
     *
     * @param patience how long after {@code first} the rest may come; nobody else commits meanwhile
     */
    static Ahead begin(EngineDatabase database, long run, Duration patience, First first) {
        Ahead ahead = new Ahead(database, patience);
        Thread thread = Executors.defaultThreadFactory().newThread(() -> ahead.run(first));
        thread.setName("susten-commit-" + run);
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    private void run(First first) {
        try {
            outcome.complete(database.inTransaction(connection -> {
                long commit = write(connection, first);
                rest().on(connection, commit);
                return commit;
            }));
        } catch (RuntimeException | Error e) {
            boolean abandoned = rest.isCancelled();
            rest.cancel(false);
            outcome.completeExceptionally(abandoned ? new CancellationException() : e);
        }
    }

    private long write(Connection connection, First first) throws SQLException {
        long process = Sql.list(connection, "select pg_backend_pid()", row -> row.getLong(1))
                .get(0);
        synchronized (guard) {
            if (rest.isCancelled()) {
                throw new CancellationException();
            }
            writer = process;
        }
        try {
            return first.on(connection);
        } finally {
            synchronized (guard) {
                writer = 0;
            }
        }
    }

    private Rest rest() {
        try {
            return rest.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            rest.cancel(false);
            return rest.join();
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /**
     * Does the rest and commits.
     *
     * @return the run's place in the order of commits; empty where the transaction was given up because the rest came too late, and
     *     all is to be done anew
     * @throws RuntimeException what writing, the rest or the database failed with
     */
    OptionalLong finish(Rest last) {
        rest.complete(last);
        try {
            return OptionalLong.of(outcome.join());
        } catch (CancellationException e) {
            return OptionalLong.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Rolls back, and returns when that is done; without effect where it is over. */
    void abandon() {
        rest.cancel(false);
        // Again and again: between two statements there is nothing to cancel.
        do {
            cancel();
        } while (!isOver());
    }

    private void cancel() {
        synchronized (guard) {
            if (writer != 0) {
                try {
                    database.inTransaction(c -> Sql.list(c, "select pg_cancel_backend(?::int)", row -> true, writer));
                } catch (DatabaseException e) {
                    // It ends by itself then, only later.
                    log.debug("what a run has begun to write cannot be cancelled", e);
                }
            }
        }
    }

    private boolean isOver() {
        try {
            outcome.exceptionally(failure -> 0L).get(BETWEEN_CANCELS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
