// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.corrections.Corrections;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Notes what a partner said on paper. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "acknowledge",
        description = "Note that a partner said, on paper or by e-mail, that it has followed a correction notice")
public final class AcknowledgeCommand extends HubCommand {

    @Reference
    Corrections corrections;

    @Argument(index = 0, name = "number", description = "The notice", required = true)
    long number;

    @Option(name = "--how", description = "How it said so: \"e-mail of 5 October\"", required = true)
    String how = "";

    @Override
    protected Answer answer() throws CommandException {
        if (how.isBlank()) {
            throw new CommandException("--how is how the partner said so: \"e-mail of 5 October\"");
        }
        return corrections
                .acknowledge(number, how, who())
                .map(notice -> Answer.of(notice, "Notice " + number + " is acknowledged.\n"))
                .orElseThrow(() ->
                        new CommandException("there is no open notice " + number + "; susten:corrections lists them"));
    }
}
