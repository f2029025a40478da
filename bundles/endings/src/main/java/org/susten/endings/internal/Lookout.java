// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.BackupException;
import org.susten.db.DatabaseException;
import org.susten.endings.Endings;

/** Looks every minute. */
@Component(
        service = {},
        immediate = true)
public final class Lookout {

    private static final Logger log = LoggerFactory.getLogger(Lookout.class);
    private static final long SECONDS = 60;

    private final Endings endings;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

    /** Begins in a minute: by then the agreements of a hub that starts are read. */
    @Activate
    public Lookout(@Reference Endings endings) {
        this.endings = endings;
        looking.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            endings.look();
        } catch (DatabaseException | BackupException | IllegalStateException e) {
            log.warn("ends of agreements cannot be looked for now: {}; tried again by itself", e.getMessage());
        }
    }

    /** Ends. */
    @Deactivate
    void close() {
        looking.shutdownNow();
    }
}
