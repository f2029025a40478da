// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.identity.People;
import org.susten.identity.Reviews;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;

/** Give a person that was merged into another its records and its number back. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "unmerge",
        description = "Give a person that was merged into another its records and its number back")
public final class UnmergeCommand extends OfChildren {

    @Reference
    Reviews reviews;

    @Reference
    People people;

    @Argument(index = 0, name = "person", description = "Number of the person that was merged", required = true)
    long person;

    @Override
    protected Answer answer() throws CommandException {
        Reviews.Effect effect = reviews.unmerge(person, who()).orElseThrow(() -> new CommandException(notMerged()));
        return Merges.said(effect, "Person " + person + " is a person of its own again");
    }

    private String notMerged() {
        List<Long> took = people.tookIn(person);
        return "person " + person
                + (took.isEmpty()
                        ? " was not merged into another, or none of its records is left"
                        : " was not merged into another; into it were merged " + took + ": unmerge those");
    }
}
