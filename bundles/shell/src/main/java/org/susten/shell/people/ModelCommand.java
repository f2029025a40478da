// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.susten.identity.Learning;
import org.susten.model.words.Count;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;

/** What the hub learns of how children are told apart. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "model",
        description = "What the hub learnt of how children are told apart: list, learn, report [N], accept N, refuse N")
public final class ModelCommand extends OfChildren {

    @Reference
    Learning learning;

    @Argument(index = 0, name = "what", description = "list, learn, report, accept or refuse")
    @Completion(ModelWords.class)
    String what = "list";

    @Argument(index = 1, name = "version", description = "Number of a version")
    @Nullable
    Long version;

    @Override
    protected Answer answer() throws CommandException {
        return switch (what) {
            case "list" -> list();
            case "learn" -> {
                learning.learn(who());
                yield Answer.done("The hub learns in the background; susten:model tells how far it is.");
            }
            case "report" -> report();
            case "accept" -> {
                learning.accept(number(), who());
                yield Answer.done("Version " + version + " is in force; the index is scored anew in the background.");
            }
            case "refuse" -> {
                learning.refuse(number(), who());
                yield Answer.done("Version " + version + " is put aside.");
            }
            default ->
                throw new CommandException("susten:model knows list, learn, report, accept and refuse, not " + what);
        };
    }

    private long number() throws CommandException {
        if (version == null) {
            throw new CommandException("say which: susten:model " + what + " N; susten:model names them");
        }
        return version;
    }

    private Answer list() {
        List<Learning.Version> versions = learning.versions();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("doing", learning.doing());
        value.put("versions", versions);
        Text text = new Text();
        text.line(learning.doing().map(doing -> "Now: " + doing + ".").orElse(""));
        if (versions.isEmpty()) {
            text.line("The hub has the model it came with; susten:model learn lets it learn from the whole index.");
        } else {
            text.table(Table.of(
                    versions,
                    v -> List.of(
                            Long.toString(v.number()),
                            state(v),
                            v.at(),
                            v.people(),
                            v.reported() ? "yes" : "not yet",
                            v.left(),
                            v.who().orElse("")),
                    "version",
                    "state",
                    "learnt",
                    "records",
                    "report",
                    "still to score",
                    "who"));
        }
        return Answer.of(value, text.toString());
    }

    private static String state(Learning.Version version) {
        return version.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Answer report() throws CommandException {
        Learning.Report report = learning.report(version == null ? 0 : version)
                .orElseThrow(() ->
                        new CommandException("there is no such version, or it is not reported yet: susten:model"));
        long number = report.version().number();
        Text text = new Text();
        text.line("Version " + number + ", " + state(report.version()) + ", learnt from "
                + Table.text(report.version().people()) + " records. Of " + Table.text(report.persons())
                + " persons it would");
        text.line("  make one of two      " + Count.of(report.links(), "time", "times"));
        text.line("  part records from    " + Table.text(report.unlinks()));
        text.line("  ask new questions    " + Table.text(report.reviews()));
        text.line("  drop questions       " + Table.text(report.settled()));
        text.section(
                "For example",
                Table.of(
                        report.examples(),
                        e -> List.of(
                                e.kind(),
                                Long.toString(e.person()),
                                e.other() == 0 ? "a new one" : Long.toString(e.other()),
                                e.reason()),
                        "what",
                        "person",
                        "and",
                        "why"));
        text.section(
                "What sources lack and mistake, as far as a person's other records tell",
                Table.of(
                        report.errors(),
                        e -> List.of(
                                (e.system() + " " + e.site() + " " + e.stream()).strip(),
                                e.field(),
                                e.records(),
                                percent(e.missing()),
                                percent(e.placeholders()),
                                e.compared(),
                                percent(e.slips()),
                                percent(e.others())),
                        "stream",
                        "field",
                        "records",
                        "missing",
                        "placeholder",
                        "compared",
                        "mistyped",
                        "other"));
        if (report.version().state() == Learning.State.PROPOSED) {
            text.paragraph("susten:model accept " + number + " puts it in force, susten:model refuse " + number
                    + " puts it aside.");
        }
        return Answer.of(report, text.toString());
    }

    private static String percent(double share) {
        return share == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
