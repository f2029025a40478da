// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import java.time.Duration;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.corrections.Corrections;
import org.susten.db.Chore;

/** Looks every few seconds; where nothing happened that costs a query for each agreement. */
@Component
public final class Lookout implements Chore {

    private final Corrections corrections;

    @Activate
    public Lookout(@Reference Corrections corrections) {
        this.corrections = corrections;
    }

    @Override
    public String what() {
        return "looking for what partners must be told";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void look(Instant now) {
        corrections.look();
    }
}
