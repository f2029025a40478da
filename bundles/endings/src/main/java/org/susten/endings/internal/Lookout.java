// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.time.Duration;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.endings.Endings;

/** Looks every minute. */
@Component
public final class Lookout implements Chore {

    private final Endings endings;

    @Activate
    public Lookout(@Reference Endings endings) {
        this.endings = endings;
    }

    @Override
    public String what() {
        return "looking for agreements that ended";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void look(Instant now) {
        endings.look();
    }
}
