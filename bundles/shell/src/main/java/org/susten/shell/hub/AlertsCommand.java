// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Alerts;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.runs.Tables;

/** What a person should look at. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "alerts", description = "Alerts that are open; with --all the latest of all")
public final class AlertsCommand extends HubCommand {

    @Reference
    Alerts alerts;

    @Option(name = "--all", description = "Closed ones too, newest first")
    boolean all;

    @Option(name = "--limit", description = "How many at most")
    int limit = 20;

    @Override
    protected Answer answer() {

        List<Alerts.Alert> found = all ? alerts.latest(Math.max(1, limit)) : alerts.open();
        return Answer.list(found, Tables.alerts(found), all ? "There was no alert." : "No alert is open.");
    }
}
