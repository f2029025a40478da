// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.susten.engine.Alerts;

/**
 * The transport's alerts. What is well is said once, not at every turn; after a start the first word counts, for an alert may be
 * open from before. Safe for any thread.
 */
final class Troubles {
    private final Alerts alerts;
    private final Clock clock;
    /** When each subject was last in trouble, or {@link #NONE}; absent where that is not known since the start. */
    private final Map<String, Instant> last = new ConcurrentHashMap<>();

    private static final Instant NONE = Instant.MIN;

    Troubles(Alerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Opens the alert, or counts one more time. */
    void open(String subject, String message) {
        last.put(subject, clock.instant());
        alerts.open(subject, message);
    }

    /** Whether an alert may be open. */
    boolean maybeOpen(String subject) {
        return !NONE.equals(last.get(subject));
    }

    /** All is well: closes the alert where one may be open. */
    void close(String subject) {
        if (maybeOpen(subject)) {
            alerts.close(subject);
            last.put(subject, NONE);
        }
    }

    /** Nothing went wrong this time; closes the alert once that has been so for a while. */
    void closeAfter(String subject, Duration quiet) {
        Instant since = last.computeIfAbsent(subject, s -> clock.instant());
        if (!NONE.equals(since) && !clock.instant().isBefore(since.plus(quiet))) {
            close(subject);
        }
    }
}
