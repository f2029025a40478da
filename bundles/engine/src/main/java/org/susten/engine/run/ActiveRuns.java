// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.susten.engine.Run;

/** The runs this hub works on now. Safe for any thread. */
@Component(service = ActiveRuns.class)
public final class ActiveRuns {

    private final Map<Long, ActiveRun> runs = new ConcurrentHashMap<>();

    /** None yet. */
    @Activate
    public ActiveRuns() {}

    void add(ActiveRun run) {
        runs.put(run.id, run);
    }

    Optional<ActiveRun> remove(long run) {
        return Optional.ofNullable(runs.remove(run));
    }

    /** The run, which this hub must be working on. */
    public ActiveRun get(long run) {
        ActiveRun active = runs.get(run);
        if (active == null) {
            throw new IllegalStateException("run " + run + " is over, or another hub works on it");
        }
        return active;
    }

    /** The run with the numbers of this moment, where this hub reads it. */
    public Run live(Run run) {
        ActiveRun active = runs.get(run.id());
        if (active == null || run.state() != Run.State.READING) {
            return run;
        }
        return new Run(
                run.id(),
                run.connection(),
                run.trigger(),
                run.state(),
                run.failure(),
                run.message(),
                run.started(),
                run.ended(),
                active.rows(run.rows().waiting()),
                active.progress,
                run.changes(),
                run.people(),
                run.findings(),
                run.commit());
    }
}
