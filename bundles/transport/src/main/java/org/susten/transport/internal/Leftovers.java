// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.engine.Alerts;
import org.susten.engine.Alerts.Alert;
import org.susten.engine.Connections;
import org.susten.feeds.Deliveries;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/**
 * Closes alerts whose connection or feed is no more: nobody else would, as what is gone can neither fail nor succeed. A few
 * minutes late, for while a hub starts or a file is saved anew a connection is only away. One thread.
 */
final class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final Set<String> OF_CONNECTIONS = Set.of("arrival", "intake", "connection");
    private static final Set<String> OF_FEEDS = Set.of("delivery", "announcement");

    private final Alerts alerts;
    private final Connections connections;
    private final Deliveries deliveries;
    private final Clock clock;
    /** Open alerts without their subject, and since when. */
    private final Map<Long, Instant> orphans = new HashMap<>();

    Leftovers(Alerts alerts, Connections connections, Deliveries deliveries, Clock clock) {
        this.alerts = alerts;
        this.connections = connections;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** Looks once; a database that does not answer is asked again the next time. */
    void look() {
        Exception failure = Attempt.failure(() -> close(alerts.open()));
        if (failure != null) {
            log.debug("alerts cannot be looked at now", TransportException.bare(failure));
        }
    }

    private void close(List<Alert> open) {
        Set<String> names = Stream.concat(
                        connections.all().stream().map(Connections.Connection::name),
                        connections.disabled().stream().map(Connections.Disabled::name))
                .collect(Collectors.toSet());
        Set<String> feeds = new HashSet<>(deliveries.feeds());
        Instant now = clock.instant();
        orphans.keySet().retainAll(open.stream().map(Alert::id).collect(Collectors.toSet()));
        for (Alert alert : open) {
            String[] subject = alert.subject().split(":", 3);
            boolean gone = subject.length > 1
                    && (OF_CONNECTIONS.contains(subject[0]) && !names.contains(subject[1])
                            || OF_FEEDS.contains(subject[0]) && !feeds.contains(subject[1]));
            if (!gone) {
                orphans.remove(alert.id());
            } else if (!now.isBefore(since(alert, now).plus(GRACE))) {
                alerts.close(alert.subject());
                log.info("alert {} is closed: there is no {} any more", alert.subject(), subject[1]);
            }
        }
    }

    /** Since when it is known to be left over; anew where the clock was set back. */
    private Instant since(Alert alert, Instant now) {
        return orphans.merge(alert.id(), now, (was, n) -> was.isAfter(n) ? n : was);
    }
}
