// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.susten.engine.Run;
import org.susten.identity.People;
import org.susten.spi.ConnectorException;
import org.susten.store.Stage;

/**
 * A run; progress is live while it is reading.
 *
 * @param done how much of {@code total} has been read, in the source's own unit
 */
public record RunView(
        long id,
        String connection,
        String trigger,
        Run.State state,
        Optional<ConnectorException.Kind> failure,
        String message,
        Instant started,
        Optional<Instant> ended,
        Run.Rows rows,
        long done,
        long total,
        List<Stage.Change> changes,
        Optional<People.Outcome> people,
        List<String> findings,
        Optional<Long> commit) {

    /** The view of a run. */
    public static RunView of(Run r) {
        return new RunView(
                r.id(),
                r.connection(),
                r.trigger(),
                r.state(),
                r.failure(),
                r.message(),
                r.started(),
                r.ended(),
                r.rows(),
                r.progress().done(),
                r.progress().total(),
                r.changes(),
                r.people(),
                r.findings(),
                r.commit());
    }
}
