// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Background;
import org.susten.engine.Runs;

/** Deletes, once an hour, what need not be kept any longer, and tells of what has waited too long. */
@Component(
        service = {},
        immediate = true)
public final class Housekeeping {

    private final Background hourly;

    /** Starts an hour from now. */
    @Activate
    public Housekeeping(@Reference Runs runs) {
        hourly = Background.of("deleting old raw input", Duration.ofHours(1), Duration.ofHours(1), runs::prune);
    }

    /** Ends. */
    @Deactivate
    void close() {
        hourly.close();
    }
}
