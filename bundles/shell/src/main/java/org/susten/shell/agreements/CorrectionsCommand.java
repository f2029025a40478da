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
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;

/** What partners must delete or correct. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "corrections",
        description =
                "Correction notices that partners have not acknowledged, oldest first; NUMBER: what one asks, by the partner's ids")
public final class CorrectionsCommand extends OfChildren {

    @Reference
    Corrections corrections;

    @Argument(index = 0, name = "number", description = "One notice, with what it asks")
    long number;

    @Option(name = "--all", description = "Acknowledged ones too")
    boolean all;

    @Override
    protected boolean tellsOfChildren() {
        return number != 0;
    }

    @Override
    protected Answer answer() throws CommandException {
        if (number == 0) {
            List<Corrections.Notice> found = corrections.list(all);
            return Answer.list(found, notices(found), "No correction notice is open.");
        }
        if (corrections.find(number).isEmpty()) {
            throw new CommandException("there is no notice " + number + "; susten:corrections --all lists them");
        }
        List<Corrections.Item> items = corrections.items(number);
        return Answer.list(
                items,
                Table.of(
                        items,
                        item -> List.of(item.id(), item.action(), item.reason()),
                        "id at the partner",
                        "to do",
                        "why"),
                "The notice asks nothing.");
    }

    static Table notices(List<Corrections.Notice> found) {
        return Table.of(
                found,
                n -> List.of(
                        Long.toString(n.number()),
                        n.partnerName(),
                        n.feed(),
                        n.items(),
                        n.opened(),
                        n.due().toString(),
                        n.acknowledged() == null ? "open" : n.by() + ": " + n.how()),
                "notice",
                "partner",
                "feed",
                "ids",
                "opened",
                "due",
                "acknowledged");
    }
}
