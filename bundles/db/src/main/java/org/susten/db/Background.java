// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.spi.Trace;

/**
 * Work that a hub does by itself, again and again, on a thread of its own. Whatever it fails with is told in the log, what stays
 * the same once, and it is tried again all the same: a failure that got through would end it for good, and nobody would know. Safe for any thread.
 */
public final class Background implements Executor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private final String what;
    /** What the last attempt met, said once; the thread's own. */
    private String trouble = "";

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    private Background(String what) {
        this.what = what;
    }

    /**
     * Begins.
     *
     * @param what the work, for the log: {@code deleting old raw input}
     * @param first how long from now it is done for the first time
     * @param pause how long after its end it is done again
     */
    public static Background of(String what, Duration first, Duration pause, Runnable work) {
        Background background = new Background(what);
        background.thread.scheduleWithFixedDelay(
                () -> background.attempt(work), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return background;
    }

    /** Does something else once, on the same thread. */
    @Override
    public void execute(Runnable once) {
        thread.execute(() -> attempt(once));
    }

    private void attempt(Runnable work) {
        try {
            work.run();
            trouble = "";
        } catch (DatabaseException | BackupException | UncheckedIOException e) {
            String met = String.valueOf(e.getMessage());
            if (!met.equals(trouble)) {
                log.warn("{} did not succeed: {}; tried again by itself", what, met);
            }
            trouble = met;
        } catch (RuntimeException | Error e) {
            log.error("{} failed, which is a fault of the hub; tried again by itself", what, Trace.bare(e));
        }
    }

    /** Ends; what is under way is interrupted. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
