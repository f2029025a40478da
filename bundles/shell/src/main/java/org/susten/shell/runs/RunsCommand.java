// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Runs;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.views.RunView;

/** Latest runs. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "runs", description = "Latest runs, newest first; of one connection or of all")
public final class RunsCommand extends HubCommand {

    private static final int MOST = 1_000_000;

    @Reference
    Runs runs;

    @Argument(index = 0, name = "connection", description = "Name of a connection")
    @Completion(ConnectionNames.class)
    String connection = "";

    @Option(name = "--limit", description = "How many at most")
    int limit = 20;

    @Option(name = "--before", description = "Only runs before this one")
    long before;

    @Override
    protected Answer answer() {
        int most = Math.max(1, Math.min(limit, MOST));
        return Answer.part(
                runs.latest(connection, before, most + 1),
                most,
                shown -> Answer.list(shown.stream().map(RunView::of).toList(), Tables.runs(shown), "There is no run."),
                last -> "There were more before these: --before " + last.id());
    }
}
