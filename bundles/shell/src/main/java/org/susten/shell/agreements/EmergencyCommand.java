// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.emergencies.Emergencies;
import org.susten.emergencies.Emergencies.Emergency;
import org.susten.emergencies.Emergencies.Kind;
import org.susten.requests.EducationRecord;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;

/** What is shown without an agreement. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "emergency",
        description =
                "Emergency disclosures and broken glass. open: with --threat and --recipient in an emergency, without to break the glass;"
                        + " confirm N, as a second person; records N; end N; review N \"what was found\"; nothing lists those not reviewed")
public final class EmergencyCommand extends OfChildren {

    @Reference
    Emergencies emergencies;

    @Argument(index = 0, name = "what", description = "open, confirm, records, end, review, or nothing for a list")
    String what = "";

    @Argument(index = 1, name = "of", description = "Which one, and of a review what it found", multiValued = true)
    List<String> of = new ArrayList<>();

    @Option(name = "--reason", description = "open: why it cannot be done otherwise")
    String reason = "";

    @Option(name = "--threat", description = "open: the articulable and significant threat, without names")
    String threat = "";

    @Option(name = "--recipient", description = "open: who receives it, and as what")
    String recipient = "";

    @Option(name = "--persons", description = "open: children by the hub's numbers, 1043,1044")
    String persons = "";

    @Option(name = "--school", description = "open: or everybody enrolled today at the school of that name")
    String school = "";

    @Option(name = "--fields", description = "open: elements of the model, Person.phones,Person.addresses")
    String fields = "";

    @Option(name = "--hours", description = "open: how long, from the confirmation on: 1 to 72")
    int hours = 4;

    @Option(name = "--all", description = "List reviewed ones too")
    boolean all;

    @Override
    protected boolean tellsOfChildren() {
        return what.equals("records");
    }

    @Override
    protected Answer answer() throws CommandException {
        return switch (what) {
            case "" -> list(emergencies.list(all));
            case "open" -> open();
            case "confirm" -> one(asked(() -> emergencies.confirm(id(), who())));
            case "records" -> records(asked(() -> emergencies.read(id(), who())));
            case "end" -> one(asked(() -> emergencies.end(id(), who())));
            case "review" ->
                one(asked(() -> emergencies.review(id(), String.join(" ", of.subList(1, of.size())), who())));
            default ->
                throw new CommandException(
                        "susten:emergency knows open, confirm N, records N, end N and review N, not " + what);
        };
    }

    private Answer open() throws CommandException {
        return one(asked(() -> Optional.of(emergencies.open(
                new Emergencies.Proposal(
                        threat.isBlank() && recipient.isBlank() ? Kind.GLASS : Kind.EMERGENCY,
                        reason,
                        threat,
                        recipient,
                        words(persons).stream().map(EmergencyCommand::number).toList(),
                        school,
                        words(fields),
                        hours),
                who()))));
    }

    private static List<String> words(String list) {
        return list.isBlank() ? List.of() : List.of(list.strip().split("\\s*,\\s*"));
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("a person is the hub's number, not " + text);
        }
        return Long.parseLong(text);
    }

    private long id() {
        if (of.isEmpty()) {
            throw new IllegalArgumentException("say which one: susten:emergency lists them");
        }
        return number(of.get(0));
    }

    private static <T> T asked(Supplier<Optional<T>> question) throws CommandException {
        Optional<T> answer;
        try {
            answer = question.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        return answer.orElseThrow(
                () -> new CommandException("there is no such emergency; susten:emergency lists them"));
    }

    private static Answer one(Emergency emergency) {
        return Answer.of(emergency, table(List.of(emergency)).toString());
    }

    private static Answer list(List<Emergency> found) {
        return Answer.list(found, table(found), "No emergency waits for anybody.");
    }

    private static Table table(List<Emergency> found) {
        return Table.of(
                found,
                e -> List.of(
                        e.id(),
                        e.proposal().kind().name().toLowerCase(Locale.ROOT),
                        e.state().name().toLowerCase(Locale.ROOT),
                        e.openedBy(),
                        e.confirmedBy() == null ? "nobody yet" : e.confirmedBy(),
                        e.ends() == null ? e.proposal().hours() + " h" : e.ends(),
                        e.proposal().recipient(),
                        e.readings()),
                "id",
                "what",
                "state",
                "opened by",
                "confirmed by",
                "until",
                "recipient",
                "readings");
    }

    private static Answer records(List<EducationRecord> records) {
        Text text = new Text();
        for (EducationRecord record : records) {
            text.paragraph("Person " + record.person());
            record.sections().forEach(section -> section.entries().forEach(entry -> entry.values()
                    .forEach((label, value) -> text.line(
                            "  " + section.title() + ", " + label + ": " + value + " (" + entry.source() + ")"))));
        }
        return Answer.of(records, text.toString());
    }
}
