// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.util.List;
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

/** Has past recipients told. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "correct",
        description = "Have every past recipient told that something about a person was corrected at its source")
public final class CorrectCommand extends HubCommand {

    @Reference
    Corrections corrections;

    @Argument(index = 0, name = "person", description = "The child, by the hub's number", required = true)
    long person;

    @Option(name = "--because", description = "What was corrected, for the hub's record; never sent", required = true)
    String because = "";

    @Override
    protected Answer answer() throws CommandException {
        if (because.isBlank()) {
            throw new CommandException("--because is what was corrected: \"request 7: grade\"");
        }
        List<Corrections.Notice> opened = corrections.correct(person, because, who());
        return Answer.list(
                opened,
                CorrectionsCommand.notices(opened),
                "Nobody needs a notice: no partner was told of person " + person
                        + ", or only by feeds that tell changes by themselves.");
    }
}
