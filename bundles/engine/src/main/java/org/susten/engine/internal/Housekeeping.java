// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;
import org.susten.engine.Runs;

/** Deletes, once an hour, what need not be kept any longer, and tells of what has waited too long. */
@Component(
        service = {},
        immediate = true)
public final class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final Runs runs;
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor();

    /** Starts an hour from now. */
    @Activate
    public Housekeeping(@Reference Runs runs) {
        this.runs = runs;
        hourly.scheduleWithFixedDelay(this::prune, 1, 1, TimeUnit.HOURS);
    }

    private void prune() {
        try {
            runs.prune();
        } catch (DatabaseException | java.io.UncheckedIOException e) {
            log.warn("old raw input was not deleted: {}; tried again in an hour", e.getMessage());
        }
    }

    /** Ends. */
    @Deactivate
    void close() {
        hourly.shutdownNow();
    }
}
