// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.measures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.susten.measures.Measure;
import org.susten.measures.Measures;
import org.susten.model.words.Count;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;

/** Measures, and the table of one. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "measures",
        description = "Measures; with a measure its released table, with --draft what a release would tell now")
public final class MeasuresCommand extends HubCommand {

    @Reference
    Measures measures;

    @Argument(name = "MEASURE", description = "Which one")
    @Completion(MeasureNames.class)
    @Nullable
    String measure;

    @Option(name = "--draft", description = "Count now, without releasing")
    boolean draft;

    @Override
    protected Answer answer() throws CommandException {
        if (measure == null) {
            List<Measure> all = measures.all();
            return Answer.list(
                    all,
                    Table.of(
                            all,
                            m -> List.of(m.id(), m.version(), m.question(), m.begin() + " to " + m.end(), m.owner()),
                            "measure",
                            "version",
                            "question",
                            "days",
                            "owner"),
                    "There is no measure in etc/measures.");
        }
        Measure now = measures.find(measure)
                .orElseThrow(
                        () -> new CommandException("There is no measure " + measure + "; susten:measures lists them."));
        if (draft) {
            return table(measures.draft(measure));
        }
        return table(
                measures.released(measure)
                        .orElseThrow(() -> new CommandException("Version " + now.version() + " of " + measure
                                + " has not been released for these days: --draft shows what a release would tell,"
                                + " susten:release releases it.")),
                now);
    }

    /** A released table as people read it, by whatever definition it was counted. */
    static Answer table(org.susten.measures.Table released, Measure now) {
        Answer answer = table(released);
        return released.measure().equals(now)
                ? answer
                : Answer.of(
                        released,
                        answer.text() + "\netc/measures/" + now.id()
                                + ".yaml has been changed since, and its version has not: this"
                                + " is as it was counted then. Count version up; --draft shows what the file as it is would tell.\n");
    }

    /** The table as people read it. */
    static Answer table(org.susten.measures.Table found) {
        String[] heads = Stream.of(found.divisions(), List.of("people"), found.outcomes())
                .flatMap(List::stream)
                .toArray(String[]::new);
        Table table = new Table(heads);
        for (org.susten.measures.Table.Row row : found.rows()) {
            List<Object> cells = new ArrayList<>(row.group());
            cells.add(row.people() == null ? "not told" : String.valueOf(row.people()));
            row.values().forEach(value -> cells.add(value.text()));
            table.row(cells);
        }
        String what = found.release() == 0 ? "Draft, not released" : "Release " + found.release();
        return Answer.of(
                found,
                found.measure().question() + "\n\n" + table + "\n" + what + ", counted " + Table.text(found.at()) + "; "
                        + counted(found) + leftOut(found)
                        + "\nFollows "
                        + found.measure().follows() + ".\n" + published(found));
    }

    private static String counted(org.susten.measures.Table found) {
        if (found.rows().isEmpty()) {
            return "nobody is counted: in these days nobody is in the cohort, or what is asked is known of nobody.";
        }
        return found.withheld() == 0
                ? "every count is told."
                : Count.of(found.withheld(), "count is", "counts are") + " not told: " + found.withheldBecause() + ".";
    }

    /** Never in one table with what the hub has counted. */
    private static String published(org.susten.measures.Table found) {
        if (found.published().isEmpty()) {
            return "";
        }
        Table table = new Table("published by", "about", "indicator", "days", "of whom", "how many", "of");
        for (org.susten.measures.Table.Published figure : found.published()) {
            table.row(List.of(
                    figure.source(),
                    figure.organization() == null ? "" : figure.organization(),
                    figure.indicator(),
                    figure.begin() + " to " + figure.end(),
                    figure.subgroup() == null ? "everyone" : figure.subgroup(),
                    number(figure.numerator()),
                    number(figure.denominator())));
        }
        return "\nBeside it, published by others and not counted by this hub: other days, other definitions, other children"
                + " may be meant.\n\n" + table;
    }

    private static String number(@Nullable BigDecimal number) {
        return number == null ? "not told" : number.toPlainString();
    }

    private static String leftOut(org.susten.measures.Table found) {
        return found.leftOut().isEmpty()
                ? ""
                : " A few children are left out whose " + String.join(" or ", found.leftOut()) + " is not known.";
    }
}
