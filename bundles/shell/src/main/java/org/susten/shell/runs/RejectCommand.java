// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OptionsAnywhere;

/** Ends a held run. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "reject", description = "End a held run; nothing of it is kept")
public final class RejectCommand extends OfARun {

    @Argument(index = 0, name = "run", description = "Number of a held run", required = true)
    @Completion(HeldRuns.class)
    long run;

    @Override
    protected Answer answer() throws CommandException {
        if (!runs.reject(run, who(), reason("the school moved to another system"))) {
            throw new CommandException("run " + run + " is not held; susten:holds lists those that are");
        }
        return Answer.done("Run " + run + " is rejected.");
    }
}
