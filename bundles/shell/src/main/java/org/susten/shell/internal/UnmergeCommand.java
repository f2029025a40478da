// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.identity.Reviews;

/** Give a person that was merged into another its records and its number back. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "unmerge",
        description = "Give a person that was merged into another its records and its number back")
public final class UnmergeCommand extends HubCommand {

    @Reference
    Reviews reviews;

    @Argument(index = 0, name = "person", description = "Number of the person that was merged", required = true)
    long person;

    @Override
    Answer answer() throws CommandException {
        Reviews.Effect effect = reviews.unmerge(person, who())
                .orElseThrow(() -> new CommandException(
                        "person " + person + " was not merged into another, or none of its records is left"));
        return Merges.said(effect, "Person " + person + " is a person of its own again");
    }
}
