// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.engine.Connections;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Runs raw input again. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "replay", description = "Run the raw input of a run again")
public final class ReplayCommand extends HubCommand {

    @Reference
    Connections connections;

    @Reference
    Runs runs;

    @Argument(index = 0, name = "run", description = "Number of a run", required = true)
    @Completion(RunNumbers.class)
    long run;

    @Option(name = "--quarantined", description = "Only the rows that were in quarantine")
    boolean quarantined;

    @Override
    protected Answer answer() throws CommandException {

        Run replayed = runs.find(run).orElseThrow(() -> new CommandException("there is no run " + run));
        try {
            runs.replay(run, quarantined, who());
        } catch (IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        boolean up = connections.find(replayed.connection()).isPresent();
        return Answer.done("Run " + run + " will be run again"
                + (quarantined ? ", its quarantined rows only" : "")
                + (up
                        ? "."
                        : ", once connection " + replayed.connection()
                                + " is up; susten:connections says what it lacks, if it has a file."));
    }
}
