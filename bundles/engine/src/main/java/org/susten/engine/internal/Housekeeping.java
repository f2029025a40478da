// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.susten.db.Background;
import org.susten.engine.ClockWatch;
import org.susten.engine.Preservation;
import org.susten.engine.Runs;

/** Deletes, once an hour, what need not be kept any longer, and tells of what has waited too long. */
@Component(
        service = {},
        immediate = true)
public final class Housekeeping {

    private final Runs runs;
    private final ClockWatch clock;
    private final List<Preservation> preserving;
    private final @Nullable Background hourly;

    /** Starts an hour from now. */
    @Activate
    public Housekeeping(
            @Reference Runs runs,
            @Reference ClockWatch clock,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policyOption = ReferencePolicyOption.GREEDY)
                    List<Preservation> preserving) {
        this.runs = runs;
        this.clock = clock;
        this.preserving = List.copyOf(preserving);
        this.hourly = Background.of("deleting old raw input", Duration.ofHours(1), Duration.ofHours(1), this::look);
    }

    /** Looks only when told to. */
    Housekeeping(Runs runs, ClockWatch clock, List<Preservation> preserving, @Nullable Background hourly) {
        this.runs = runs;
        this.clock = clock;
        this.preserving = preserving;
        this.hourly = hourly;
    }

    /** What is deleted does not come back: not by a clock that may be wrong. */
    void look() {
        if (clock.believed()) {
            runs.prune(preserving.stream()
                    .flatMap(each -> each.connections().keySet().stream())
                    .collect(Collectors.toSet()));
        }
    }

    /** Ends. */
    @Deactivate
    void close() {
        if (hourly != null) {
            hourly.close();
        }
    }
}
