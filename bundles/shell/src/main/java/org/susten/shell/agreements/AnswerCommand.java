// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.requests.Requests;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;

/** Notes what a parent was answered. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "answer", description = "Note what was answered to a request, which ends it")
public final class AnswerCommand extends OfChildren {

    @Reference
    Requests requests;

    @Argument(name = "REQUEST", description = "Which one", required = true)
    long request;

    @Argument(index = 1, name = "ANSWER", description = "What was answered: \"handed over on paper\"", required = true)
    String said = "";

    @Override
    protected Answer answer() throws CommandException {
        return requests.answer(request, said, who())
                .map(answered -> Answer.of(answered, "Request " + request + " is answered.\n"))
                .orElseThrow(() ->
                        new CommandException("There is no open request " + request + "; susten:requests lists them."));
    }
}
