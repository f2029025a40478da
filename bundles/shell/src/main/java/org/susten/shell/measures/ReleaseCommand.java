// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.measures;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.measures.Measures;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Publishes a measure's table. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "release",
        description = "Count a measure now and release its table; what is released cannot be taken back")
public final class ReleaseCommand extends HubCommand {

    @Reference
    Measures measures;

    @Argument(name = "MEASURE", description = "Which one", required = true)
    @Completion(MeasureNames.class)
    String measure = "";

    @Override
    protected Answer answer() throws CommandException {
        if (measures.find(measure).isEmpty()) {
            throw new CommandException("There is no measure " + measure + "; susten:measures lists them.");
        }
        try {
            return MeasuresCommand.table(measures.release(measure, who()));
        } catch (IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
