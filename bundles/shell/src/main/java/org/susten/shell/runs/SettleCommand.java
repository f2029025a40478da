// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.model.words.Count;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OptionsAnywhere;

/** Ends the waiting for rows that were refused. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "settle",
        description =
                "Close what a run left open in quarantine, because nobody misses those rows any more; their raw input goes in its time")
public final class SettleCommand extends OfARun {

    @Argument(index = 0, name = "run", description = "Number of a run", required = true)
    @Completion(RunNumbers.class)
    long run;

    @Override
    protected Answer answer() throws CommandException {
        long rows = runs.settle(run, who(), reason("the club has sent these visits again with their numbers"));
        if (rows == 0) {
            throw new CommandException(
                    "run " + run + " has no row in quarantine that is open; susten:quarantine names those that have");
        }
        return Answer.of(
                Map.of("run", run, "rows", rows),
                "Settled: " + Count.of(rows, "row", "rows") + " of run " + run + ".\n");
    }
}
