// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.endings.Endings;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Text;

/** Destroys for good. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "shred",
        description =
                "Destroy what the hub holds only for an agreement that has ended, and the key under which backups hold it; for good")
public final class ShredCommand extends HubCommand {

    @Reference
    Endings endings;

    @Argument(index = 0, name = "agreement", description = "The agreement", required = true)
    String agreement = "";

    @Override
    protected Answer answer() throws CommandException {
        try {
            Endings.Ending ending = endings.shred(agreement, who())
                    .orElseThrow(() -> new CommandException("agreement " + agreement
                            + " has not ended, or nothing left under it; susten:endings lists those that have"));
            Text text = new Text().line("Destroyed at " + ending.shredded() + ". What this did not reach:");
            ending.remains().forEach(text::paragraph);
            return Answer.of(ending, text.toString());
        } catch (IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
