// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.identity.Reviews;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;

/** Make two persons one, for good. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "merge", description = "Make two persons one, for good; susten:unmerge undoes it")
public final class MergeCommand extends OfChildren {

    @Reference
    Reviews reviews;

    @Argument(index = 0, name = "person", description = "Number of a person", required = true)
    long person;

    @Argument(index = 1, name = "other", description = "Number of another", required = true)
    long other;

    @Override
    protected Answer answer() throws CommandException {
        Reviews.Effect effect = reviews.merge(person, other, who())
                .orElseThrow(() -> new CommandException(
                        "persons " + person + " and " + other + " are one already, or one of them does not exist"));
        return Merges.said(effect, "Persons " + person + " and " + other + " are one");
    }
}
