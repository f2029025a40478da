// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.util.List;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.identity.People;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;
import org.susten.shell.runs.Tables;
import org.susten.store.Stage;

/** The part of the summary that tells what came in. */
final class Incoming {

    private static final People.Outcome NOBODY = new People.Outcome(0, 0, 0, 0, 0);

    private Incoming() {}

    static Text print(List<Run> latest, List<Runs.Problem> problems) {
        Text text = new Text();
        if (latest.isEmpty()) {
            return text.line("Nothing has come in yet.");
        }
        text.section(
                "What came in (latest run of each connection; one row may hold several records)",
                Table.of(
                        latest,
                        r -> List.of(
                                r.connection(),
                                r.state(),
                                r.rows().read(),
                                Tables.sum(r, Stage.Change::added),
                                Tables.sum(r, Stage.Change::changed),
                                Tables.sum(r, Stage.Change::closed),
                                Tables.sum(r, Stage.Change::unchanged),
                                r.rows().quarantined(),
                                r.rows().waiting()),
                        "connection",
                        "state",
                        "rows read",
                        "new",
                        "changed",
                        "closed",
                        "unchanged",
                        "quarantined",
                        "waiting"));
        text.section("Whose records they are", persons(latest));
        latest.stream()
                .filter(r -> r.state() == Run.State.HELD || r.state() == Run.State.FAILED)
                .forEach(r -> text.paragraph("Run " + r.id() + " of " + r.connection() + ": " + r.message()));
        return problems.isEmpty()
                ? text.paragraph("No row is in quarantine.")
                : text.section("What is in quarantine, by cause", Tables.problems(problems));
    }

    private static Table persons(List<Run> latest) {
        Table table = new Table("connection", "linked", "new persons", "to review", "unchanged", "closed");
        for (Run run : latest) {
            People.Outcome people = run.people().orElse(NOBODY);
            table.row(List.of(
                    run.connection(),
                    people.linked(),
                    people.created(),
                    people.review(),
                    people.unchanged(),
                    people.closed()));
        }
        return table;
    }
}
