// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.susten.governance.Anchor;
import org.susten.governance.Anchors;
import org.susten.governance.Ledger;
import org.susten.model.words.Count;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;

/** The record of every disclosure. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "ledger",
        description =
                "Latest disclosures; head: the end of the chain; anchor: the same on a page to keep elsewhere; verify: walk it; person N: who received what about one person")
public final class LedgerCommand extends OfChildren {

    @Reference
    Ledger ledger;

    @Reference
    Anchors anchors;

    @Argument(index = 0, name = "what", description = "head, anchor, verify, person, or nothing for the latest entries")
    String what = "";

    @Argument(index = 1, name = "person", description = "Hub id of a person")
    @Nullable
    Long person;

    @Option(
            name = "--anchor",
            description =
                    "verify: heads kept elsewhere: a page, a folder of pages, or ENTRIES:HASH; finds a truncated end and a new ledger too")
    String anchor = "";

    /** Pages that cannot be believed. */
    private final List<String> damaged = new ArrayList<>();

    @Option(name = "--limit", description = "How many at most")
    int limit = 20;

    @Override
    protected boolean tellsOfChildren() {
        return what.isEmpty() || what.equals("person");
    }

    @Override
    protected Answer answer() throws CommandException {

        return switch (what) {
            case "" -> latest();
            case "head" -> head(ledger.head());
            case "anchor" -> anchor(anchors.now());
            case "verify" -> verify();
            case "person" -> person();
            default -> throw new CommandException("the ledger knows head, anchor, verify and person N, not " + what);
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

    private static Answer anchor(Anchor anchor) {
        return Answer.of(anchor, anchor.page());
    }

    private Answer verify() throws CommandException {
        List<Ledger.Head> kept = anchor.isEmpty() ? List.of() : kept(anchor);
        Ledger.Verification found = ledger.verify(kept);
        String against = kept.isEmpty()
                ? ". Without an anchor kept elsewhere nobody can tell whether its end was cut off, or the whole is another."
                : kept.size() == 1 ? ", and leads to the anchor." : ", and leads to all " + kept.size() + " anchors.";
        String unread = damaged.isEmpty()
                ? ""
                : " Not among them, for nothing can be proved by a damaged page: " + String.join(", ", damaged) + ".";
        return found.intact()
                ? Answer.of(
                        found,
                        "The ledger is intact: " + Count.of(found.entries(), "entry", "entries") + against + unread
                                + "\n")
                : Answer.of(found, "").failing("the ledger is not intact: " + found.fault() + unread);
    }

    private List<Ledger.Head> kept(String anchor) throws CommandException {
        if (anchor.matches("[0-9]{1,18}:[0-9a-fA-F]+")) {
            int colon = anchor.indexOf(':');
            return List.of(new Ledger.Head(Long.parseLong(anchor.substring(0, colon)), anchor.substring(colon + 1)));
        }
        Path file = session.currentDir().resolve(anchor);
        damaged.clear();
        try {
            List<Ledger.Head> heads = new ArrayList<>();
            for (Path page : pages(file)) {
                String text = new String(Files.readAllBytes(page), StandardCharsets.UTF_8);
                if (Anchor.whole(text)) {
                    heads.addAll(Anchor.heads(text));
                } else {
                    damaged.add(String.valueOf(page.getFileName()));
                }
            }
            if (!heads.isEmpty()) {
                return heads;
            }
        } catch (IOException e) {
            throw new CommandException(
                    file + " cannot be read as text: name a page that susten:ledger anchor printed, a"
                            + " folder of such pages, or ENTRIES:HASH");
        }
        throw new CommandException("there is no line ENTRIES:HASH in " + file + ", as susten:ledger anchor prints it");
    }

    private static List<Path> pages(Path file) throws IOException {
        if (!Files.isDirectory(file)) {
            return List.of(file);
        }
        try (Stream<Path> files = Files.list(file)) {
            return files.filter(page -> page.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
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
