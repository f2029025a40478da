// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.identity.People;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;

/** Why two source records are one person or not. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "explain",
        description =
                "Why two source records are one person or not: what each comparison weighs, without anybody's data")
public final class ExplainCommand extends OfChildren {

    @Reference
    People people;

    @Argument(index = 0, name = "record", description = "A source record, as susten:reviews names it", required = true)
    String record = "";

    @Argument(index = 1, name = "other", description = "Another one", required = true)
    String other = "";

    @Override
    protected Answer answer() throws CommandException {
        People.Explanation why = people.explain(id(record), id(other))
                .orElseThrow(
                        () -> new CommandException(
                                "the index does not know both records, or they are one and the same: susten:reviews names records"));
        Table table = Table.of(
                why.weights(),
                w -> List.of(w.what(), w.level(), bits(w.bits()), bits(w.rarity())),
                "compared",
                "how alike",
                "bits",
                "of which rarity");
        return Answer.of(
                why,
                table
                        + "%nbefore anything was compared %s, for living in one household %s, together %s bits%n%s%nThey are %s now."
                                .formatted(
                                        bits(why.prior()),
                                        bits(why.household()),
                                        bits(why.evidence()),
                                        why.reason(),
                                        why.together() ? "one person" : "two persons"));
    }

    private static String bits(double bits) {
        return String.format(Locale.ROOT, "%+.1f", bits);
    }

    private static UUID id(String text) throws CommandException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException(text + " names no source record: susten:reviews names them", e);
        }
    }
}
