// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.requests.Requests;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Text;

/** Writes down what a parent asks. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "request",
        description =
                "Write down that a parent or grown student asks to inspect or to amend a record; it is due within 45 days")
public final class RequestCommand extends OfChildren {

    @Reference
    Requests requests;

    @Argument(name = "PERSON", description = "The child, by the hub's number", required = true)
    long person;

    @Option(name = "--by", description = "Who asks and how you know: \"mother, identity checked\"", required = true)
    String by = "";

    @Option(name = "--received", description = "The day it came: 2026-09-20", required = true)
    String received = "";

    @Option(name = "--amend", description = "What is wrong, where the request is to amend")
    String wrong = "";

    @Option(name = "--because", description = "Why it is met although the hub knows something against who asks")
    String because = "";

    @Override
    protected Answer answer() throws CommandException {
        try {
            Requests.Request request = requests.receive(
                    person,
                    wrong.isBlank() ? Requests.Kind.INSPECTION : Requests.Kind.AMENDMENT,
                    by,
                    wrong,
                    LocalDate.parse(received),
                    because,
                    who());
            Text text = new Text()
                    .line("Request " + request.id() + " is due on " + request.due()
                            + ". While it is open, the record is at GET /api/v1/requests/" + request.id()
                            + "/record.pdf.")
                    .line(requests.standing(person));
            if (request.kind() == Requests.Kind.AMENDMENT) {
                pass(request, text);
            }
            return Answer.of(request, text.toString());
        } catch (DateTimeException e) {
            throw new CommandException("--received is a day as 2026-09-20.");
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /** What is amended is amended at its source; the hub only passes on. */
    private void pass(Requests.Request request, Text text) {
        text.paragraph(
                "The hub changes no record itself. Whoever said what is wrong must amend it; a letter to each prints:");
        requests.origins(person)
                .forEach(origin -> text.line("  susten:requests " + request.id() + " --to " + origin.source()
                        + " --letter FILE.pdf    # " + origin.called()));
        text.line("Once the correction has come with the source's next file, past recipients are told with"
                + " susten:correct " + person + " --because \"request " + request.id() + "\".");
    }
}
