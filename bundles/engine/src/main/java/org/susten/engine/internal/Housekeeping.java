// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.susten.db.Chore;
import org.susten.engine.ClockWatch;
import org.susten.engine.Preservation;
import org.susten.engine.Runs;

/** Deletes, once an hour, what need not be kept any longer, and tells of what has waited too long. */
@Component
public final class Housekeeping implements Chore {

    private final Runs runs;
    private final ClockWatch clock;
    private final List<Preservation> preserving;

    @Activate
    public Housekeeping(
            @Reference Runs runs,
            @Reference ClockWatch clock,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policyOption = ReferencePolicyOption.GREEDY)
                    List<Preservation> preserving) {
        this.runs = runs;
        this.clock = clock;
        this.preserving = List.copyOf(preserving);
    }

    @Override
    public String what() {
        return "deleting old raw input";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration first() {
        return pause();
    }

    /** What is deleted does not come back: not by a clock that may be wrong. */
    @Override
    public void look(Instant now) {
        if (clock.believed()) {
            runs.prune(preserving.stream()
                    .flatMap(each -> each.connections().keySet().stream())
                    .collect(Collectors.toSet()));
        }
    }
}
