// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.identity.Reviews;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;

/** Decides a review. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "decide", description = "Decide a review for good: the same person, or not")
public final class DecideCommand extends OfChildren {

    @Reference
    Reviews reviews;

    @Argument(index = 0, name = "review", description = "Number of a review", required = true)
    long review;

    @Argument(index = 1, name = "decision", description = "same or not-same", required = true)
    @Completion(Decisions.class)
    String decision = "";

    @Override
    protected Answer answer() throws CommandException {

        if (!decision.equals("same") && !decision.equals("not-same")) {
            throw new CommandException("decide same or not-same, not " + decision);
        }
        return ReviewCommand.decide(reviews, review, decision.equals("same"), who());
    }
}
