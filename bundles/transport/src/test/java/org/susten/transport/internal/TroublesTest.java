// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.testing.MovableClock;
import org.susten.engine.Alerts;

@DisplayName("Alerts of the transport")
class TroublesTest {
    private static final String SUBJECT = "arrival:riverside:file";
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final RecordedAlerts alerts = new RecordedAlerts();
    private final MovableClock clock = new MovableClock();
    private final Troubles troubles = new Troubles(alerts, clock);

    @Test
    @DisplayName("A look that took long, and in which something went wrong, closes nothing at its end")
    void a_long_look_closes_nothing() {
        troubles.open(SUBJECT, "one file was not taken");
        clock.forward(Duration.ofMinutes(10));
        troubles.closeAfter(SUBJECT, QUIET);
        assertThat(alerts.open()).extracting(Alerts.Alert::subject).containsExactly(SUBJECT);
    }

    @Test
    @DisplayName("An alert is closed once looks have ended well for a while")
    void closed_after_a_while() {
        troubles.open(SUBJECT, "one file was not taken");
        troubles.closeAfter(SUBJECT, QUIET);
        clock.forward(QUIET.minusSeconds(1));
        troubles.closeAfter(SUBJECT, QUIET);
        assertThat(alerts.open()).extracting(Alerts.Alert::subject).containsExactly(SUBJECT);
        clock.forward(Duration.ofSeconds(1));
        troubles.closeAfter(SUBJECT, QUIET);
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("An alert from before a start is closed in the same way")
    void closed_after_a_start() {
        alerts.open(SUBJECT, "said before the hub was started anew");
        troubles.closeAfter(SUBJECT, QUIET);
        assertThat(alerts.closed).isEmpty();
        clock.forward(QUIET);
        troubles.closeAfter(SUBJECT, QUIET);
        assertThat(alerts.closed).containsExactly(SUBJECT);
    }
}
