// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;
import org.susten.views.RunView;

/** One run, with all that is known of it. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "run",
        description = "One run: counts, changes per stream, persons, findings, causes of quarantine")
public final class RunCommand extends HubCommand {

    @Reference
    Runs runs;

    @Argument(index = 0, name = "run", description = "Number of a run", required = true)
    @Completion(RunNumbers.class)
    long run;

    @Override
    protected Answer answer() throws CommandException {

        Run found = runs.find(run).orElseThrow(() -> new CommandException("there is no run " + run));
        List<Runs.Problem> problems = runs.problems(run);
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("run", RunView.of(found));
        value.put("problems", problems);
        return Answer.of(value, text(found, problems));
    }

    private static String text(Run run, List<Runs.Problem> problems) {
        Text text = new Text()
                .line("Run " + run.id() + " of " + run.connection() + ": " + Table.text(run.state()) + reading(run))
                .line(run.message())
                .section(
                        "Rows",
                        Table.of(
                                List.of(run.rows()),
                                r -> List.of(r.read(), r.mapped(), r.quarantined(), r.waiting(), r.ignored()),
                                "read",
                                "understood",
                                "quarantined",
                                "waiting",
                                "ignored"))
                .section(
                        "Changes",
                        Table.of(
                                run.changes(),
                                c -> List.of(
                                        c.stream(),
                                        c.entity(),
                                        c.organization().isEmpty() ? "all" : c.organization(),
                                        c.before(),
                                        c.added(),
                                        c.changed(),
                                        c.closed(),
                                        c.unchanged()),
                                "stream",
                                "entity",
                                "organization",
                                "before",
                                "new",
                                "changed",
                                "closed",
                                "unchanged"))
                .section(
                        "Persons",
                        Table.of(
                                run.people().stream().toList(),
                                p -> List.of(p.linked(), p.created(), p.review(), p.unchanged(), p.closed()),
                                "linked",
                                "new",
                                "to review",
                                "unchanged",
                                "closed"))
                .section("In quarantine, by cause", Tables.problems(problems));
        run.findings().forEach(finding -> text.line("Noted: " + finding));
        return text.toString();
    }

    private static String reading(Run run) {
        boolean live = run.state() == Run.State.READING && run.progress().total() > 0;
        return live ? ", " + 100 * run.progress().done() / run.progress().total() + " % read" : "";
    }
}
