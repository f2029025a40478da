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
    /** Since when nothing went wrong with each subject, {@link #TROUBLE} or {@link #NONE}; absent where nobody knows since the start. */
    private final Map<String, Instant> quietSince = new ConcurrentHashMap<>();

    /** Something went wrong after the last look that ended. */
    private static final Instant TROUBLE = Instant.MAX;
    /** No alert is open. */
    private static final Instant NONE = Instant.MIN;

    Troubles(Alerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Opens the alert, or counts one more time. */
    void open(String subject, String message) {
        quietSince.put(subject, TROUBLE);
        alerts.open(subject, message);
    }

    /** Whether an alert may be open. */
    boolean maybeOpen(String subject) {
        return !NONE.equals(quietSince.get(subject));
    }

    /** All is well: closes the alert where one may be open. */
    void close(String subject) {
        if (maybeOpen(subject)) {
            alerts.close(subject);
            quietSince.put(subject, NONE);
        }
    }

    /**
     * A look has ended; closes the alert once looks have ended without trouble for a while. That while begins with the end of the
     * last look in which something went wrong, however long that one took, and anew where the clock was set back.
     */
    void closeAfter(String subject, Duration quiet) {
        Instant now = clock.instant();
        Instant since = quietSince.compute(subject, (s, was) -> was == null || was.isAfter(now) ? now : was);
        if (!NONE.equals(since) && !now.isBefore(since.plus(quiet))) {
            close(subject);
        }
    }
}
