// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.corrections.Corrections;
import org.susten.db.DatabaseException;

/** Looks every few seconds; where nothing happened that costs a query for each agreement. */
@Component(
        service = {},
        immediate = true)
public final class Lookout {

    private static final Logger log = LoggerFactory.getLogger(Lookout.class);
    private static final long SECONDS = 10;
    /** By then the agreements of a hub that starts are read; until then each would seem to have ended. */
    private static final long FIRST = 60;

    private final Corrections corrections;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

    /** Begins in a minute. */
    @Activate
    public Lookout(@Reference Corrections corrections) {
        this.corrections = corrections;
        looking.scheduleWithFixedDelay(this::look, FIRST, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            corrections.look();
        } catch (DatabaseException | IllegalStateException e) {
            log.warn("corrections cannot be looked for now: {}; tried again by itself", e.getMessage());
        }
    }

    /** Ends. */
    @Deactivate
    void close() {
        looking.shutdownNow();
    }
}
