// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.engine.Alerts;
import org.susten.governance.Anchor;
import org.susten.governance.Anchors;

/**
 * Tells of a copy of an earlier moment that was put in the database's place while the hub is up, as a standby is that had not received all: by what
 * the hub saw of the ledger, and by what it acknowledged of arrivals.
 */
@Component
public final class CopyWatch implements Chore {

    private static final String LEDGER = "ledger:lost";
    private static final String ARRIVALS = "arrivals:lost";
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Anchors anchors;
    private final Received received;
    private final EngineDatabase database;
    private final Alerts alerts;

    /** Looks every few seconds: what a standby had not received is what happened last. */
    @Activate
    public CopyWatch(
            @Reference Anchors anchors,
            @Reference Received received,
            @Reference EngineDatabase database,
            @Reference Alerts alerts) {
        this.anchors = anchors;
        this.received = received;
        this.database = database;
        this.alerts = alerts;
    }

    @Override
    public String what() {
        return "looking whether the database is a copy of an earlier moment";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public Duration first() {
        return PAUSE;
    }

    @Override
    public void look(Instant now) {
        alerts.settle(
                LEDGER, anchors.lost().map(seen -> Map.of(LEDGER, lost(seen))).orElse(Map.of()));
        Map<String, ArrivalTable.Arrival> latest = received.latest();
        Map<String, Optional<Instant>> lost = latest.isEmpty()
                ? Map.of()
                : database.inTransaction(connection -> ArrivalTable.lost(connection, latest));
        alerts.settle(ARRIVALS, lost.isEmpty() ? Map.of() : Map.of(ARRIVALS, lost(lost)));
    }

    private static String lost(Map<String, Optional<Instant>> connections) {
        return "The database knows nothing of files that were taken: it is a copy of an earlier moment, put in its place while the hub was up. What came for "
                + connections.entrySet().stream()
                        .map(each -> each.getKey()
                                + each.getValue().map(last -> " after " + last).orElse(" ever"))
                        .collect(Collectors.joining(", for "))
                + " is in no run. Database administrator: restore a copy of that moment or later. Where there is none, hub operator: have"
                + " these sources send it again; each is told of until something new came of it, or the hub is restarted.";
    }

    private static String lost(Anchor seen) {
        return "The ledger of disclosures no longer leads to the head of "
                + seen.head().entries()
                + " entries that the hub saw at " + seen.at()
                + ": the database is a copy of an earlier moment, put in its place while the hub was up, or the ledger was cut short. What left"
                + " since that copy was made is on record no more. Database administrator: restore a copy of that moment or later. Where there is"
                + " none, steward: note which packages left since, for the partners have them; hub operator: restart the hub, which closes this.";
    }
}
