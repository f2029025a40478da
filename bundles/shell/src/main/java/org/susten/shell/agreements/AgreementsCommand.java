// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Elements;
import org.susten.governance.LegalBasis;
import org.susten.governance.Oversight;
import org.susten.obligations.PrivacyObligations;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.Components;
import org.susten.shell.answer.Draft;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Problems;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.Users;
import org.susten.views.Guide;

/** What the agreements say, and what a steward asks about them. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "agreements",
        description = "The agreements; or show NAME, why PERSON FIELD FEED, who-could-see PERSON or FIELD, plan FILE,"
                + " guide HOLDER RECIPIENT [AGREEMENT], pod NAME, from-pod FILE")
public final class AgreementsCommand extends OfChildren {

    private static final Clock CLOCK = Clock.systemUTC();

    @Reference
    Agreements agreements;

    @Reference
    Oversight oversight;

    @Reference
    OperatorFiles files;

    @Reference
    Users users;

    @Argument(index = 0, name = "what", description = "list, show, why, who-could-see, plan, guide, pod or from-pod")
    @Completion(AgreementWords.class)
    String what = "list";

    @Argument(index = 1, name = "of", description = "What it is about", multiValued = true)
    List<String> of = List.of();

    @Option(name = "--as", description = "plan: the file below etc for which the file stands")
    String as = "";

    @Override
    protected boolean tellsOfChildren() {
        return what.equals("why") || what.equals("who-could-see");
    }

    @Override
    protected Answer answer() throws CommandException {
        return switch (what) {
            case "list" -> list();
            case "show" -> {
                Agreement agreement = named(words(1, "show NAME").get(0));
                yield Answer.of(agreement, AgreementText.of(agreement));
            }
            case "why" ->
                why(words(3, "why PERSON FIELD FEED, for example why 42 Attendance.day lanternclub-attendance"));
            case "who-could-see" ->
                whoCouldSee(words(1, "who-could-see PERSON or who-could-see Attendance.day")
                        .get(0));
            case "plan" -> plan(words(1, "plan FILE").get(0));
            case "guide" -> guide();
            case "pod" -> pod(words(1, "pod NAME").get(0));
            case "from-pod" -> fromPod(words(1, "from-pod FILE").get(0));
            default ->
                throw new CommandException(
                        "susten:agreements knows list, show, why, who-could-see, plan, guide, pod and"
                                + " from-pod, not " + what);
        };
    }

    private List<String> words(int count, String usage) throws CommandException {
        if (of.size() != count) {
            throw new CommandException("write susten:agreements " + usage);
        }
        return of;
    }

    private Answer list() {
        List<Agreement> all = agreements.all();
        return Answer.list(
                all,
                Table.of(
                        all,
                        a -> List.of(
                                a.id(),
                                a.partner().name(),
                                a.question(),
                                LegalBasis.of(a.legalBasis()).title(),
                                a.effective() + " to " + a.expiry(),
                                state(a)),
                        "agreement",
                        "partner",
                        "question",
                        "legal basis",
                        "days",
                        "in force"),
                "There is no agreement: nothing leaves the hub. Write one into etc/agreements.");
    }

    /** Training is asked of each feed's people, so some may be shut and others not. */
    private String state(Agreement agreement) {
        Map<String, String> shut = new LinkedHashMap<>();
        for (Agreement.Feed feed : agreement.feeds()) {
            Agreements.Decision now = agreements.mayRun(feed.id(), CLOCK.instant());
            if (!now.permitted()) {
                shut.put(feed.id(), now.reason());
            }
        }
        if (shut.isEmpty()) {
            LocalDate today = agreements.day(CLOCK.instant());
            return !agreement.feeds().isEmpty()
                            || !today.isBefore(agreement.effective()) && !today.isAfter(agreement.expiry())
                    ? "yes"
                    : "no: its days are over, or yet to come";
        }
        String reason = shut.values().iterator().next();
        return shut.size() == agreement.feeds().size()
                ? "no: " + reason
                : "but for " + String.join(", ", shut.keySet()) + ": " + reason;
    }

    private Answer why(List<String> asked) throws CommandException {
        String element = element(asked.get(1));
        Oversight.Why why = oversight
                .why(person(asked.get(0)), element, asked.get(2), CLOCK.instant())
                .orElseThrow(() ->
                        new CommandException("no agreement has a feed " + asked.get(2) + "; susten:feeds lists them"));
        return Answer.of(
                why,
                Table.of(
                                why.decisions(),
                                d -> List.of(d.permitted() ? "allows" : "withholds", d.clause(), d.reason()),
                                "",
                                "clause",
                                "why")
                        + (why.permitted() ? "It is told.\n" : "It is not told.\n"));
    }

    private Answer whoCouldSee(String asked) throws CommandException {
        boolean person = asked.matches("\\d+");
        List<Oversight.Sight> sights = person
                ? oversight.ofPerson(person(asked), CLOCK.instant())
                : oversight.ofElement(element(asked), CLOCK.instant());
        List<String> people = person ? stewards() : List.of();
        Text text = new Text();
        if (sights.isEmpty()) {
            text.line("No agreement grants it to anybody.");
        } else {
            text.table(Table.of(
                    sights,
                    s -> List.of(
                            s.feed(),
                            s.partner().name() + ", " + s.partner().contact(),
                            s.decision().permitted()
                                    ? "yes"
                                    : "no: " + s.decision().reason(),
                            s.decision().clause(),
                            s.onward().isEmpty() ? "nobody" : String.join(", ", s.onward())),
                    "feed",
                    "partner",
                    "sees it",
                    "clause",
                    "may pass it to"));
            if (person) {
                told(sights, text);
            }
        }
        if (!people.isEmpty()) {
            text.paragraph("Of the hub's own people, these may print the record of a child who asks: "
                    + String.join(", ", people) + ".");
        }
        return Answer.of(Map.of("feeds", sights, "people", people), text.toString());
    }

    /** Feeds of one agreement are granted the same. */
    private static void told(List<Oversight.Sight> sights, Text text) {
        Map<String, String> granted = new LinkedHashMap<>();
        sights.stream()
                .filter(sight -> sight.decision().permitted())
                .forEach(sight -> granted.merge(
                        Components.byEntity(sight.elements()), sight.feed(), (one, more) -> one + ", " + more));
        if (!granted.isEmpty()) {
            text.paragraph("What those who see it may be told:");
            granted.forEach((elements, feeds) -> text.line("  " + feeds + ": " + elements + "."));
        }
    }

    private List<String> stewards() {
        return users.all().stream()
                .filter(user ->
                        user.roles().contains(Role.STEWARD) || user.roles().contains(Role.ADMIN))
                .map(User::name)
                .toList();
    }

    private Answer plan(String file) throws CommandException {
        Draft draft = Draft.of(files, session, file, as, "susten:agreements plan");
        try {
            return plan(oversight.plan(draft.name(), draft.file(), CLOCK.instant()));
        } catch (FileProblemException e) {
            return Answer.of(
                            Map.of("file", draft.name(), "good", false, "problems", e.problems()),
                            Problems.table(e.problems()).toString())
                    .failing(draft.name() + " would be refused");
        }
    }

    private static Answer plan(Oversight.Plan plan) {
        return Answer.of(
                plan,
                new Text()
                        .line(plan.agreement() + ": " + plan.words() + ".")
                        .line("People spoken of: %,d come, %,d stay, %,d leave."
                                .formatted(plan.come(), plan.stay(), plan.leave()))
                        .section(
                                "Their records of which something is granted",
                                Table.of(
                                        plan.records(),
                                        r -> List.of(
                                                r.entity(),
                                                r.now(),
                                                r.then(),
                                                String.join(", ", r.added()),
                                                String.join(", ", r.removed())),
                                        "entity",
                                        "now",
                                        "then",
                                        "fields added",
                                        "fields removed"))
                        .toString());
    }

    private Agreement named(String name) throws CommandException {
        return agreements
                .find(name)
                .orElseThrow(
                        () -> new CommandException("there is no agreement " + name + "; susten:agreements lists them"));
    }

    private Answer pod(String name) throws CommandException {
        String document = PrivacyObligations.write(named(name), agreements.day(CLOCK.instant()));
        return Answer.of(Map.of("document", document), document);
    }

    private Answer fromPod(String name) throws CommandException {
        Path file = session.currentDir().resolve(name);
        try (InputStream xml = Files.newInputStream(file)) {
            PrivacyObligations.Draft draft = PrivacyObligations.read(xml);
            return Answer.of(draft, draft.yaml());
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file " + name, e);
        } catch (IOException e) {
            throw new CommandException(name + " is no SIF Privacy Obligations Document: " + e.getMessage(), e);
        }
    }

    private Answer guide() throws CommandException {
        if (of.size() < 2 || of.size() > 3) {
            throw new CommandException("write susten:agreements guide HOLDER RECIPIENT [AGREEMENT]; HOLDER is one of "
                    + Guide.holders() + "; RECIPIENT one of " + Guide.recipients());
        }
        Agreement agreement = of.size() < 3 ? null : named(of.get(2));
        List<Guide> ways;
        try {
            ways = Guide.of(of.get(0), of.get(1), agreement);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
        Text text = new Text()
                .line(
                        agreement == null
                                ? "These could apply; each needs all of its points. This is no legal advice."
                                : "To answer \"" + agreement.question()
                                        + "\" these could apply. This is no legal advice.");
        for (Guide way : ways) {
            text.paragraph(way.title() + "  (legalBasis: " + way.code() + ")");
            if (agreement != null && way.lacks().isEmpty()) {
                text.line("  agreement " + agreement.id() + " says all that it needs");
            }
            (agreement == null ? way.needs() : way.lacks())
                    .forEach(need -> text.line((agreement == null ? "  - " : "  - still lacks  ") + need));
        }
        return Answer.of(ways, text.toString());
    }

    private static long person(String word) throws CommandException {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new CommandException(word + " is no person's number; susten:persons finds them", e);
        }
    }

    private static String element(String word) throws CommandException {
        return Elements.find(word)
                .map(Elements.Info::name)
                .orElseThrow(() -> new CommandException(
                        word + " is no field of the common model; write entity and component, as in Attendance.day"));
    }
}
