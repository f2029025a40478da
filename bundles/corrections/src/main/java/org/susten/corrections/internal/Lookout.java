// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.susten.corrections.Corrections;
import org.susten.db.Background;

/** Looks every few seconds; where nothing happened that costs a query for each agreement. */
@Component(
        service = {},
        immediate = true)
public final class Lookout {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** By then the agreements of a hub that starts are read; until then each would seem to have ended. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private final Background looking;

    /** Begins in a minute. */
    @Activate
    public Lookout(@Reference Corrections corrections) {
        looking = Background.of("looking for what partners must be told", FIRST, PAUSE, corrections::look);
    }

    /** Ends. */
    @Deactivate
    void close() {
        looking.close();
    }
}
