// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.requests.Requests;

/** What parents have asked. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "requests",
        description = "Open requests of parents, the most urgent first; with --all answered ones too")
public final class RequestsCommand extends OfChildren {

    @Reference
    Requests requests;

    @Option(name = "--all", description = "Answered ones too")
    boolean all;

    @Override
    Answer answer() {
        List<Requests.Request> found = requests.list(all);
        return Answer.list(
                found,
                Table.of(
                        found,
                        r -> List.of(
                                r.id(),
                                r.kind().name().toLowerCase(Locale.ROOT),
                                String.valueOf(r.person()),
                                r.by(),
                                r.received().toString(),
                                r.due().toString(),
                                r.answered() == null ? "open" : r.answer() == null ? "answered" : r.answer()),
                        "id",
                        "what",
                        "person",
                        "who asks",
                        "received",
                        "due",
                        "state"),
                "No request is open.");
    }
}
