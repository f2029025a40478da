// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.engine.Alerts;
import org.susten.identity.Learning;
import org.susten.model.words.Count;

/** Tells, within minutes, of a model that waits for somebody to accept or refuse it; until then nothing of it is in force. */
@Component
public final class ModelProposals implements Chore {

    /** Each version is a subject of its own, so that a newer one is told of again. */
    private static final String SUBJECT = "model:";

    private static final String MESSAGE =
            "The hub has learnt anew how to tell who is the same person, from %s (version %d). Read what it would change"
                    + " (susten:model report %2$d), then accept or refuse it.";

    private final Learning learning;
    private final Alerts alerts;

    @Activate
    public ModelProposals(@Reference Learning learning, @Reference Alerts alerts) {
        this.learning = learning;
        this.alerts = alerts;
    }

    @Override
    public String what() {
        return "looking for a model to be accepted";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(5);
    }

    /** Opens an alert for each proposal with a report, once, and closes those that somebody has decided or a newer one overtook. */
    @Override
    public void look(Instant now) {
        Map<String, Learning.Version> waiting = learning.versions().stream()
                .filter(version -> version.state() == Learning.State.PROPOSED && version.reported())
                .collect(Collectors.toMap(version -> SUBJECT + version.number(), Function.identity()));
        for (Alerts.Alert alert : alerts.open()) {
            // What is open already is not told again.
            if (alert.subject().startsWith(SUBJECT) && waiting.remove(alert.subject()) == null) {
                alerts.close(alert.subject());
            }
        }
        waiting.forEach((subject, version) -> alerts.open(
                subject, MESSAGE.formatted(Count.of(version.people(), "record", "records"), version.number())));
    }
}
