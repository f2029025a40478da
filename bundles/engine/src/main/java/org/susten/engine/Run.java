// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.susten.identity.People;
import org.susten.spi.ConnectorException;
import org.susten.spi.Progress;
import org.susten.store.Stage;

/**
 * One reading of a connection.
 *
 * @param id its number, gapless is not promised
 * @param connection the connection's name
 * @param trigger why it started: arrival, schedule, request, replay, retry
 * @param state where it is
 * @param failure for FAILED: what kind
 * @param message for HELD and FAILED: what happened, where, what to do, who must act
 * @param rows counters
 * @param changes after screening: per stream and entity
 * @param people after resolving
 * @param findings deviations that did not stop anything
 * @param commit its place in the order of commits; empty where it changed no record
 */
public record Run(
        long id,
        String connection,
        String trigger,
        State state,
        Optional<ConnectorException.Kind> failure,
        String message,
        Instant started,
        Optional<Instant> ended,
        Rows rows,
        Progress progress,
        List<Stage.Change> changes,
        Optional<People.Outcome> people,
        List<String> findings,
        Optional<Long> commit) {

    /** Where a run is. */
    public enum State {
        /** Reading, mapping, staging. */
        READING,
        /** All rows are staged. */
        STAGED,
        /** Compared and found harmless, or approved. */
        SCREENED,
        /** Waits for a person's approval. */
        HELD,
        /** Done: partners see it. */
        COMMITTED,
        /** Not done; nothing changed. */
        FAILED,
        /** Held and rejected by a person; nothing changed. */
        REJECTED
    }

    /**
     * Every row is accounted for: {@code read = mapped + quarantined + ignored}.
     *
     * @param read rows the source gave
     * @param mapped rows that were understood
     * @param quarantined rows that were not
     * @param waiting entities that wait for a parent after this run
     * @param ignored rows that say nothing the common model holds
     */
    public record Rows(long read, long mapped, long quarantined, long waiting, long ignored) {}
}
