// SPDX-License-Identifier: Apache-2.0
package org.susten.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How the hub learns, from the whole index and without anybody's labels, what agreement and disagreement weigh. It learns in the
 * background, never in a run. What it learnt is a version with a report of what it would change, and in force only once a person has
 * accepted that; then the index is scored anew in batches, between which runs commit. Methods that change something throw an
 * {@link IdentityException} where that cannot be. Safe for any thread.
 */
@ProviderType
public interface Learning {

    /** Where a version stands. */
    enum State {
        /** Learnt; waits for a person. */
        PROPOSED,
        /** What links now. */
        IN_FORCE,
        /** Was in force. */
        FORMER,
        /** Not accepted, or overtaken by a newer one before it was. */
        REFUSED
    }

    /**
     * A version.
     *
     * @param number by which people call it, from 1
     * @param version by which events and explanations name it: a hash of what was learnt
     * @param people from how many records it was learnt
     * @param reported whether its report is there
     * @param who accepted or refused it
     * @param left records that are not yet scored anew under it
     */
    record Version(
            long number,
            long version,
            State state,
            Instant at,
            long people,
            boolean reported,
            Optional<String> who,
            long left) {}

    /** What would become of persons. */
    enum Kind {
        /** Two persons become one. */
        LINK,
        /** A record leaves its person. */
        UNLINK,
        /** A question that is not asked now. */
        REVIEW
    }

    /** An example, by hub ids: a person, and another one, or 0 for a new one. */
    record Example(Kind kind, long person, long other, String reason) {}

    /**
     * One field in one stream; shares are of what is said before.
     *
     * @param records of the stream
     * @param missing share that does not say it
     * @param placeholders share that says what stands for nothing there, such as the school's own phone; it carries no weight
     * @param compared records that say it as another record of the person does
     * @param slips share of them that are mistyped, swapped or half right, as far as the person's other records tell
     * @param others share of them that say something else
     */
    record Errors(
            String system,
            String site,
            String stream,
            String field,
            long records,
            double missing,
            double placeholders,
            long compared,
            double slips,
            double others) {}

    /**
     * What a version would change, and what it tells of the sources. Counts and hub ids, never names.
     *
     * @param persons as they are now
     * @param links how many pairs of persons would become one
     * @param unlinks from how many persons records would part
     * @param reviews how many questions would be new
     * @param settled how many open ones would be none any more
     */
    record Report(
            Version version,
            long persons,
            long links,
            long unlinks,
            long reviews,
            long settled,
            List<Example> examples,
            List<Errors> errors) {

        /** Defensive copies. */
        public Report {
            examples = List.copyOf(examples);
            errors = List.copyOf(errors);
        }
    }

    /** Begins to learn and to report, in the background; where it is under way already, nothing more happens. */
    void learn(String who);

    /** What it is doing in the background, in words; empty where nothing. */
    Optional<String> doing();

    /** All versions, newest first; none where the hub has what it came with. */
    List<Version> versions();

    /** The report of a version; of the newest with a report where {@code number} is 0. */
    Optional<Report> report(long number);

    /** Puts a version in force, and begins to score the index anew in the background. */
    void accept(long number, String who);

    /** Puts a version aside. */
    void refuse(long number, String who);
}
