// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.agreements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.files.FileProblemException;
import org.susten.governance.Agreements;
import org.susten.model.words.Count;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Problems;
import org.susten.shell.answer.Table;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Staff;
import org.susten.trainings.Trainings;
import org.susten.users.Role;
import org.susten.views.TrainingView;

/** Who is trained, and where that is known from. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "trainings",
        description =
                "Who is trained in what and until when; or curricula, import FILE (with FILE.sig beside it), imports, revoke IMPORT REASON")
public final class TrainingsCommand extends HubCommand {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final int SHOWN = 50;

    @Reference
    Trainings trainings;

    @Reference
    Agreements agreements;

    @Reference
    Staff staff;

    @Argument(index = 0, name = "what", description = "list, curricula, import, imports or revoke")
    @Completion(TrainingWords.class)
    String what = "list";

    @Argument(index = 1, name = "of", description = "What it is about", multiValued = true)
    List<String> of = List.of();

    @Override
    protected Answer answer() throws CommandException {
        return switch (what) {
            case "list" -> list();
            case "curricula" -> curricula();
            case "import" -> take();
            case "imports" -> imports(trainings.imports(SHOWN));
            case "revoke" -> revoke();
            default ->
                throw new CommandException(
                        "susten:trainings knows list, curricula, import, imports and revoke, not " + what);
        };
    }

    private Answer list() {
        List<TrainingView> all = TrainingView.all(agreements, trainings, staff, CLOCK.instant());
        return Answer.list(
                all,
                Table.of(
                        all,
                        v -> List.of(
                                v.person(),
                                v.role().isEmpty() ? "" : v.role() + ", " + v.partner(),
                                asks(v),
                                v.curriculum(),
                                v.state()),
                        "who",
                        "as",
                        "asked by",
                        "curriculum",
                        "state"),
                "No agreement asks for training, and no completion has been imported.");
    }

    private static String asks(TrainingView view) {
        return view.partner().equals(TrainingView.HUB)
                ? "its curriculum"
                : view.agreement().isEmpty() ? "none asks" : view.agreement();
    }

    private Answer curricula() {
        List<Curriculum> all = trainings.curricula();
        return Answer.list(
                all,
                Table.of(
                        all,
                        c -> List.of(
                                c.id(),
                                c.title(),
                                String.join(
                                        ", ",
                                        c.sessions().stream()
                                                .map(Curriculum.Session::id)
                                                .toList()),
                                c.hours().stripTrailingZeros().toPlainString(),
                                c.validMonths() == 0 ? "for ever" : Count.of(c.validMonths(), "month", "months"),
                                c.signedBy().isEmpty() ? "whoever imports" : "the key in its file",
                                c.staff().stream().map(Role::word).sorted().collect(Collectors.joining(", ")),
                                Count.of(c.warnDays(), "day", "days")),
                        "curriculum",
                        "title",
                        "sessions",
                        "hours",
                        "counts",
                        "vouched for by",
                        "asked of the hub's",
                        "alert before"),
                "There is no curriculum in etc/trainings.");
    }

    private Answer take() throws CommandException {
        if (of.size() != 1) {
            throw new CommandException("write susten:trainings import FILE; FILE.sig beside it is its signature");
        }
        Path file = session.currentDir().resolve(of.get(0));
        Path beside = file.resolveSibling(file.getFileName() + ".sig");
        try {
            Optional<byte[]> signature =
                    Files.isRegularFile(beside) ? Optional.of(Files.readAllBytes(beside)) : Optional.empty();
            Trainings.Import imported = trainings.take(
                    new Trainings.Sent(
                            Files.readAllBytes(file), file.getFileName().toString(), signature),
                    who(),
                    agreements.day(CLOCK.instant()));
            return imports(List.of(imported));
        } catch (FileProblemException e) {
            return Answer.of(
                            Map.of("file", of.get(0), "good", false, "problems", e.problems()),
                            Problems.table(e.problems()).toString())
                    .failing("nothing of " + of.get(0) + " was imported");
        } catch (IOException e) {
            throw new CommandException("the file " + of.get(0) + " cannot be read: check its name and who may read it");
        }
    }

    private static Answer imports(List<Trainings.Import> imports) {
        return Answer.list(
                imports,
                Table.of(
                        imports,
                        i -> List.of(
                                i.id(),
                                i.at(),
                                i.who(),
                                i.file(),
                                i.completions(),
                                i.signed() ? "yes" : "no",
                                i.revoked().map(by -> "revoked by " + by).orElse("counts")),
                        "import",
                        "when",
                        "who",
                        "file",
                        "completions",
                        "signed",
                        "state"),
                "No completion has been imported.");
    }

    private Answer revoke() throws CommandException {
        if (of.size() < 2 || !of.get(0).matches("\\d{1,18}")) {
            throw new CommandException(
                    "write susten:trainings revoke IMPORT REASON; susten:trainings imports lists them");
        }
        String because = String.join(" ", of.subList(1, of.size()));
        return imports(List.of(trainings
                .revoke(Long.parseLong(of.get(0)), who(), because)
                .orElseThrow(
                        () -> new CommandException("there is no import " + of.get(0) + ", or it is revoked already"))));
    }
}
