// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.views.RunView;

/** Latest runs. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "runs", description = "Latest runs, newest first; of one connection or of all")
public final class RunsCommand extends HubCommand {

    @Reference
    Runs runs;

    @Argument(index = 0, name = "connection", description = "Name of a connection")
    @Completion(ConnectionNames.class)
    String connection = "";

    @Option(name = "--limit", description = "How many at most")
    int limit = 20;

    @Override
    Answer answer() {

        List<Run> latest = runs.latest(connection, 0, Math.max(1, limit));
        return Answer.list(latest.stream().map(RunView::of).toList(), Tables.runs(latest), "There is no run.");
    }
}
