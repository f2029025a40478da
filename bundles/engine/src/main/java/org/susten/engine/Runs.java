// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Runs past and present, quarantine and holds. Safe for any thread. */
@ProviderType
public interface Runs {

    /** Asks for a run of a connection as soon as it can be. */
    void request(String connection, String who);

    /** Latest runs, newest first, before the run {@code before} (0 for the newest); of one connection, or of all where empty. */
    List<Run> latest(String connection, long before, int limit);

    /** The run, with live progress. */
    Optional<Run> find(long run);

    /**
     * One cause of quarantine: N errors are K problems.
     *
     * @param rule the rule that is broken
     * @param column the column at fault
     * @param owner who must act: source or hub
     * @param rows how many rows
     * @param examples positions of a few rows: file and row number
     */
    record Problem(
            long run,
            String connection,
            String stream,
            String column,
            String rule,
            String message,
            String owner,
            long rows,
            List<String> examples) {}

    /** Causes of quarantine of one run, most rows first. */
    List<Problem> problems(long run);

    /** Causes still open over all connections, most rows first: rows of a later committed run that read them well are closed. */
    List<Problem> openProblems();

    /** Runs that wait for approval, oldest first. */
    List<Run> holds();

    /** Lets a held run commit as it was staged. False where it is not held. */
    boolean approve(long run, String who, String reason);

    /** Ends a held run without a trace in the store. False where it is not held. */
    boolean reject(long run, String who, String reason);

    /**
     * Runs a run's raw input again; {@code quarantinedOnly} reads only the rows that are in quarantine.
     *
     * @throws IllegalStateException where only these are wanted, and there are none
     */
    void replay(long run, boolean quarantinedOnly, String who);

    /**
     * Closes what a run left open in quarantine, because nobody misses those rows any more: the source has sent them again under keys
     * that nobody could know to be theirs. Their raw input is kept for them no longer. Returns how many rows; who said so and why is on record.
     */
    long settle(long run, String who, String reason);

    /**
     * Deletes raw input whose retention has passed, and alerts to children that have waited too long; returns bytes freed.
     *
     * @param preserved names of connections whose raw input stays, besides those that say so in their files
     */
    long prune(Set<String> preserved);
}
