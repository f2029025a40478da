// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Connections;
import org.susten.engine.Runs;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.views.ConnectionView;
import org.susten.views.RunView;

/** The connections and where each stands. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "connections", description = "Connections and the state of their latest run")
public final class ConnectionsCommand extends HubCommand {

    @Reference
    Connections connections;

    @Reference
    Runs runs;

    @Override
    protected Answer answer() {

        List<ConnectionView> views = ConnectionView.all(connections, runs);
        return Answer.list(
                views,
                Table.of(
                        views,
                        v -> List.of(v.name(), v.connector(), v.arrive(), v.schedule(), started(v), state(v)),
                        "connection",
                        "connector",
                        "arrives from",
                        "schedule",
                        "latest run",
                        "state"),
                "There is no connection yet: write etc/org.susten.connector.CONNECTOR-NAME.cfg.");
    }

    private static Object started(ConnectionView view) {
        return view.lastRun().<Object>map(RunView::started).orElse("none");
    }

    private static String state(ConnectionView view) {
        if (view.state() == ConnectionView.State.DISABLED) {
            return "disabled: " + view.reason();
        }
        return view.lastRun().map(run -> Table.text(run.state())).orElseGet(() -> waiting(view));
    }

    private static String waiting(ConnectionView view) {
        if (!view.arrive().isEmpty()) {
            return "waits for data";
        }
        return view.schedule().isEmpty()
                ? "not asked yet: susten:start " + view.name()
                : "asked first at its schedule, or by susten:start " + view.name();
    }
}
