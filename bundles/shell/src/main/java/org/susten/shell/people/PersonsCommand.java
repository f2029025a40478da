// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.susten.identity.Persons;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;

/** A person as all sources together know them. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "persons",
        description =
                "A person by hub id, or by --site and --key of a source's record: of each field where the value that counts"
                        + " comes from; what it says, only for roles that see that")
public final class PersonsCommand extends OfChildren {

    /** Whoever may run this at the shell is an administrator. */
    private static final Set<String> ROLES = Set.of("admin");

    @Reference
    Persons persons;

    @Argument(index = 0, name = "person", description = "Hub id")
    @Nullable
    Long person;

    @Option(name = "--site", description = "Site of a connection")
    String site = "";

    @Option(name = "--stream", description = "Stream of that connection; any where it is left out")
    String stream = "";

    @Option(name = "--key", description = "By which the source knows the record")
    String key = "";

    @Option(name = "--family", description = "Surname, for roles that see values")
    String family = "";

    @Option(name = "--given", description = "First name, with --family")
    String given = "";

    @Option(name = "--limit", description = "With --family: how many at most")
    int limit = 20;

    @Override
    protected Answer answer() throws CommandException {
        if (!family.isBlank()) {
            List<Long> found = persons.named(given, family, Math.max(1, limit), ROLES);
            return Answer.list(
                    found, Table.of(found, p -> List.of(Long.toString(p)), "person"), "Nobody is called so.");
        }
        if (person == null && (site.isBlank() || key.isBlank())) {
            throw new CommandException(
                    "say whom: susten:persons N, N being a hub id, or --site and --key of a source's record");
        }
        long asked = person != null
                ? person
                : persons.ofSource(site, stream, key)
                        .orElseThrow(() -> new CommandException("the index knows no record of that key at " + site));
        Persons.Golden golden =
                persons.find(asked, ROLES).orElseThrow(() -> new CommandException("there is no person " + asked));
        Text text = new Text();
        text.line(
                "Person " + golden.person() + (golden.person() == asked ? "" : ", into which " + asked + " was merged")
                        + ", of " + golden.records().size() + " source records.");
        text.section(
                "What counts of each field",
                Table.of(
                        golden.values(),
                        v -> List.of(
                                v.field(),
                                v.value().orElse("not shown"),
                                v.source().site() + " " + v.source().stream() + " "
                                        + v.source().key(),
                                v.since(),
                                v.alike() + " of " + v.records(),
                                v.trust()),
                        "field",
                        "value",
                        "from",
                        "since",
                        "alike",
                        "trust"));
        return Answer.of(golden, text.toString());
    }
}
