// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.requests.Requests;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.NewFile;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;

/** What parents have asked. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "requests",
        description =
                "Open requests of parents, the most urgent first; with --all answered ones too; NUMBER --to SOURCE --letter FILE"
                        + " prints one to amend for the source that must amend it")
public final class RequestsCommand extends OfChildren {

    @Reference
    Requests requests;

    @Option(name = "--all", description = "Answered ones too")
    boolean all;

    @Argument(index = 0, name = "request", description = "One to amend, with --letter")
    long number;

    @Option(name = "--letter", description = "Print the request to amend as a letter to a source into a new file")
    String letter = "";

    @Option(name = "--to", description = "The source: oneroster/riverside")
    String to = "";

    @Override
    protected Answer answer() throws CommandException {
        if (!letter.isEmpty() || number != 0) {
            return letter();
        }
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
                                state(r)),
                        "id",
                        "what",
                        "person",
                        "who asks",
                        "received",
                        "due",
                        "state"),
                "No request is open.");
    }

    private String state(Requests.Request request) {
        if (request.answered() != null) {
            return request.answer() == null ? "answered" : request.answer();
        }
        return requests.parted(request).isPresent() ? "open; the number may be another child's by now" : "open";
    }

    private Answer letter() throws CommandException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            if (letter.isEmpty() || to.isEmpty() || !requests.printAmendment(number, to, pdf)) {
                throw new CommandException(
                        "write susten:requests NUMBER --to SOURCE --letter FILE.pdf, of an open request to amend;"
                                + sources());
            }
        } catch (IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandException("the letter cannot be printed: " + e.getMessage());
        }
        return Answer.done(NewFile.write(session.currentDir().resolve(letter), pdf.toByteArray()));
    }

    private String sources() {
        return requests.list(false).stream()
                .filter(request -> request.id() == number && request.kind() == Requests.Kind.AMENDMENT)
                .findFirst()
                .map(request -> " the sources of its child are "
                        + requests.origins(request.person()).stream()
                                .map(Requests.Origin::source)
                                .collect(Collectors.joining(", ")))
                .orElse(" susten:requests lists them");
    }
}
