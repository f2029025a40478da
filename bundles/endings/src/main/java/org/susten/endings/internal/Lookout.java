// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Background;
import org.susten.endings.Endings;

/** Looks every minute. */
@Component(
        service = {},
        immediate = true)
public final class Lookout {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Background looking;

    /** Begins in a minute: by then the agreements of a hub that starts are read. */
    @Activate
    public Lookout(@Reference Endings endings) {
        looking = Background.of("looking for agreements that ended", PAUSE, PAUSE, endings::look);
    }

    /** Ends. */
    @Deactivate
    void close() {
        looking.close();
    }
}
