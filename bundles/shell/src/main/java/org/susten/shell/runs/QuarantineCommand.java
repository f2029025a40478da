// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.susten.engine.Runs;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Why rows are in quarantine. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "quarantine",
        description = "Causes of quarantine, most rows first; of one run, or all that are still open")
public final class QuarantineCommand extends HubCommand {

    @Reference
    Runs runs;

    @Argument(index = 0, name = "run", description = "Number of a run; without it all causes that are open")
    @Completion(RunNumbers.class)
    @Nullable
    Long run;

    @Override
    protected Answer answer() throws CommandException {

        if (run != null && runs.find(run).isEmpty()) {
            throw new CommandException("there is no run " + run);
        }
        List<Runs.Problem> problems = run == null ? runs.openProblems() : runs.problems(run);
        return Answer.list(problems, Tables.problems(problems), "No row is in quarantine.");
    }
}
