// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Background;
import org.susten.engine.Alerts;
import org.susten.identity.Learning;

/** Tells, within minutes, of a model that waits for somebody to accept or refuse it; until then nothing of it is in force. */
@Component(
        service = {},
        immediate = true)
public final class ModelProposals {

    /** Each version is a subject of its own, so that a newer one is told of again. */
    private static final String SUBJECT = "model:";

    private static final String MESSAGE =
            "The hub has learnt anew how to tell who is the same person, from %d records (version %d). Read what it would change"
                    + " (susten:model report %2$d), then accept or refuse it.";

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Learning learning;
    private final Alerts alerts;
    private final @Nullable Background looking;

    /** Looks every few minutes. */
    @Activate
    public ModelProposals(@Reference Learning learning, @Reference Alerts alerts) {
        this.learning = learning;
        this.alerts = alerts;
        this.looking = Background.of("looking for a model to be accepted", PAUSE, PAUSE, this::look);
    }

    /** Looks only when told to. */
    ModelProposals(Learning learning, Alerts alerts, @Nullable Background looking) {
        this.learning = learning;
        this.alerts = alerts;
        this.looking = looking;
    }

    /** Opens an alert for each proposal with a report, once, and closes those that somebody has decided or a newer one overtook. */
    void look() {
        Map<String, Learning.Version> waiting = learning.versions().stream()
                .filter(version -> version.state() == Learning.State.PROPOSED && version.reported())
                .collect(Collectors.toMap(version -> SUBJECT + version.number(), Function.identity()));
        for (Alerts.Alert alert : alerts.open()) {
            // What is open already is not told again.
            if (alert.subject().startsWith(SUBJECT) && waiting.remove(alert.subject()) == null) {
                alerts.close(alert.subject());
            }
        }
        waiting.forEach(
                (subject, version) -> alerts.open(subject, MESSAGE.formatted(version.people(), version.number())));
    }

    /** Ends. */
    @Deactivate
    void close() {
        if (looking != null) {
            looking.close();
        }
    }
}
