// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.util.List;
import org.susten.engine.Alerts;
import org.susten.engine.Run;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;
import org.susten.shell.runs.Tables;

/** The part of the summary that tells what waits for a person. */
record Waiting(List<Run> holds, List<Alerts.Alert> alerts, long reviews, int merges) {

    void print(Text text) {
        if (holds.isEmpty() && alerts.isEmpty() && reviews == 0 && merges == 0) {
            text.paragraph("Nothing waits for a person.");
            return;
        }
        text.section("Held runs: susten:approve or susten:reject", Tables.holds(holds));
        text.section("Open alerts", Tables.alerts(alerts));
        if (reviews > 0) {
            text.paragraph("Pairs that wait for a steward: " + Table.text(reviews) + " (susten:reviews)");
        }
        if (merges > 0) {
            text.paragraph("Merges that wait for a second person: " + merges + " (susten:review merges)");
        }
    }
}
