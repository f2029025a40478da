// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.views.RunView;

/** Runs that wait for a person. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "holds", description = "Runs that wait for approval, oldest first")
public final class HoldsCommand extends HubCommand {

    @Reference
    Runs runs;

    @Override
    protected Answer answer() {

        List<Run> holds = runs.holds();
        return Answer.list(holds.stream().map(RunView::of).toList(), Tables.holds(holds), "No run waits for approval.");
    }
}
