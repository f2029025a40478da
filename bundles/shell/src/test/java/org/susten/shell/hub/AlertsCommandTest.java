// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.susten.engine.Alerts;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

/** Alerts in the shell. */
class AlertsCommandTest {

    private final ToyHub hub = new ToyHub();
    private final Shell shell = new Shell();

    @Test
    void alerts_are_those_that_are_open_unless_all_are_asked_for() throws Exception {
        hub.alerts.add(new Alerts.Alert(1, "connection:riverside", "no file", ToyHub.NOON, Optional.empty(), 3));
        hub.alerts.add(
                new Alerts.Alert(2, "delivery:x", "refused", ToyHub.NOON, Optional.of(ToyHub.NOON.plusSeconds(9)), 1));
        AlertsCommand command = new AlertsCommand();
        command.alerts = hub.alertLog;

        assertThat(shell.text(command)).contains("connection:riverside").doesNotContain("delivery:x");
        command.all = true;
        assertThat(shell.text(command)).contains("connection:riverside", "delivery:x");
        assertThat(shell.tree(command).at("/1/closed").asText()).isEqualTo("2026-09-01T12:00:09Z");
    }
}
