// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.susten.engine.Alerts;
import org.susten.engine.Run;
import org.susten.engine.Runs;
import org.susten.shell.answer.Table;
import org.susten.store.Stage;

/** The tables that several commands print. */
public final class Tables {

    private Tables() {}

    static Table runs(List<Run> runs) {
        return Table.of(
                runs,
                r -> List.of(
                        Long.toString(r.id()),
                        r.connection(),
                        r.trigger(),
                        r.state(),
                        r.started(),
                        took(r),
                        r.rows().read(),
                        sum(r, Stage.Change::added),
                        sum(r, Stage.Change::changed),
                        sum(r, Stage.Change::closed),
                        r.rows().quarantined(),
                        r.rows().waiting()),
                "run",
                "connection",
                "trigger",
                "state",
                "started",
                "took",
                "rows read",
                "new",
                "changed",
                "closed",
                "quarantined",
                "waiting");
    }

    /** Causes of quarantine, those with most rows first. */
    public static Table problems(List<Runs.Problem> problems) {
        return Table.of(
                problems,
                p -> List.of(
                        p.rows(),
                        p.connection(),
                        Long.toString(p.run()),
                        p.stream(),
                        p.column(),
                        p.message(),
                        p.owner(),
                        String.join(" ", p.examples())),
                "rows",
                "connection",
                "run",
                "stream",
                "column",
                "what is wrong",
                "who acts",
                "for example");
    }

    /** Held runs, oldest first. */
    public static Table holds(List<Run> holds) {
        return Table.of(
                holds,
                r -> List.of(Long.toString(r.id()), r.connection(), r.started(), r.message()),
                "run",
                "connection",
                "started",
                "why it waits");
    }

    /** Alerts, open and closed. */
    public static Table alerts(List<Alerts.Alert> alerts) {
        return Table.of(
                alerts,
                a -> List.of(
                        a.subject(),
                        a.closed().isPresent() ? "closed" : "open",
                        a.closed().orElse(a.opened()),
                        a.times(),
                        a.message()),
                "subject",
                "state",
                "since",
                "times",
                "what happened");
    }

    /** Over all streams and entities; what is said per organization is part of it already. */
    public static long sum(Run run, ToLongFunction<Stage.Change> kind) {
        return run.changes().stream()
                .filter(c -> c.organization().isEmpty())
                .mapToLong(kind)
                .sum();
    }

    private static String took(Run run) {
        return run.ended()
                .map(end -> {
                    Duration time = Duration.between(run.started(), end);
                    return Table.together(
                            time.toMinutes() > 0
                                    ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                                    : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0));
                })
                .orElse("");
    }
}
