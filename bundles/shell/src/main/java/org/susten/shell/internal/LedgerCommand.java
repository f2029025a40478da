// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.susten.governance.Ledger;

/** The record of every disclosure. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "ledger",
        description =
                "Latest disclosures; head: the end of the chain; verify: walk it; person N: who received what about one person")
public final class LedgerCommand extends HubCommand {

    @Reference
    Ledger ledger;

    @Argument(index = 0, name = "what", description = "head, verify, person, or nothing for the latest entries")
    String what = "";

    @Argument(index = 1, name = "person", description = "Hub id of a person")
    @Nullable
    Long person;

    @Option(name = "--anchor", description = "verify: a head kept elsewhere, ENTRIES:HASH; finds a truncated end too")
    String anchor = "";

    @Option(name = "--limit", description = "How many at most")
    int limit = 20;

    @Override
    Answer answer() throws CommandException {

        return switch (what) {
            case "" -> latest();
            case "head" -> head(ledger.head());
            case "verify" -> verify();
            case "person" -> person();
            default -> throw new CommandException("the ledger knows head, verify and person N, not " + what);
        };
    }

    private Answer latest() {
        List<Ledger.Entry> entries = ledger.latest(Long.MAX_VALUE, Math.max(1, limit));
        return Answer.list(
                entries,
                Table.of(
                        entries,
                        e -> List.of(
                                Long.toString(e.id()),
                                e.at(),
                                Long.toString(e.person()),
                                e.delivery(),
                                e.feed(),
                                e.partner(),
                                e.fields().size()),
                        "entry",
                        "when",
                        "person",
                        "delivery",
                        "feed",
                        "partner",
                        "fields"),
                "Nothing has been disclosed.");
    }

    private static Answer head(Ledger.Head head) {
        return Answer.of(head, head.entries() + ":" + head.hash() + "\n");
    }

    private Answer verify() throws CommandException {
        Ledger.Verification found = ledger.verify(anchor.isEmpty() ? Optional.empty() : Optional.of(kept(anchor)));
        return found.intact()
                ? Answer.of(found, "The ledger is intact: " + Table.text(found.entries()) + " entries.\n")
                : Answer.of(found, "").failing("the ledger is not intact: " + found.fault());
    }

    private static Ledger.Head kept(String anchor) throws CommandException {
        if (!anchor.matches("[0-9]{1,18}:[0-9a-fA-F]+")) {
            throw new CommandException("an anchor is what susten:ledger head printed: ENTRIES:HASH");
        }
        int colon = anchor.indexOf(':');
        return new Ledger.Head(Long.parseLong(anchor.substring(0, colon)), anchor.substring(colon + 1));
    }

    private Answer person() throws CommandException {
        if (person == null) {
            throw new CommandException("say whose: susten:ledger person N, N being the person's hub id");
        }
        List<Ledger.Entry> entries = ledger.of(person);
        Text text = new Text();
        entries.forEach(entry -> text.line(entry.plainWords()));
        return Answer.of(
                entries, entries.isEmpty() ? "Nothing about person " + person + " was disclosed.\n" : text.toString());
    }
}
