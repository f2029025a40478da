// SPDX-License-Identifier: Apache-2.0
package org.susten.store;

import java.sql.Connection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;

/**
 * The records of the common model: current rows, their history and the order in which they changed. Safe for any thread. Other
 * bundles read through the published views:
 *
 * <ul>
 *   <li>{@code store.<entity>_v1}, open rows only: {@code row uuid}, {@code stream int}, {@code key text}, {@code since bigint}, then
 *       the entity's components in snake case; references are {@code uuid}s of rows, options their codes, sets, lists and records
 *       {@code jsonb}: sets of options arrays of codes, lists of references arrays of row ids, identifiers and addresses objects
 *       with the names of the model. {@code "primary"} and {@code "end"} need quotes.
 *   <li>{@code store.stream_v1(stream, system, site, name)}: where a row's id says it came from.
 *   <li>{@code store.commit_v1(id, run, at)}: the order of changes.
 *   <li>{@code store.history_v1(entity, row, since, until, content)}: what a row said from one commit up to another.
 *   <li>{@code store.<entity>_closed_v1}, for entities that speak of a person: closed rows, with the same columns and {@code until bigint}.
 *   <li>{@code store.touched_v1(commit, entity, person, day)}: whose records commits have written, changed or closed, and whose they were
 *       before; person is null where a record is of no person, or of two, or where there were too many to list them, and day where it is
 *       of no day. What was touched some days ago is not listed either.
 * </ul>
 */
@ProviderType
public interface Records {

    /** Opens, or after a restart finds again, the stage of a run. */
    Stage stage(long run);

    /** Drops the stages of every run but these: what dead runs left behind. */
    void dropStagesExcept(Iterable<Long> runs);

    /** The row id under which a source id is kept: the first 128 bits of SHA-256 over its parts. */
    UUID row(SourceId id);

    /** Number of open rows of a kind that came from one connection's stream. Costs nothing: it is kept, not counted. */
    long count(Class<? extends Entity> entity, String system, String site, String stream);

    /**
     * Takes the next place in the gapless order of commits. Blocks other commits until the transaction ends, so it is called
     * last but for the merge. A transaction that fails leaves no gap.
     */
    long nextCommit(Connection transaction, long run);

    /** The last commit, or empty. */
    OptionalLong lastCommit();

    /** Tells the open people whose ids are of a stream, one after the other, in the caller's thread. */
    void people(String system, String site, String stream, EachPerson each);

    /** Hears of one person. */
    @FunctionalInterface
    interface EachPerson {

        /** A person's key, as what they are known, and the grade where they are or, else, were enrolled last. */
        void person(String key, Set<PersonRole> roles, Optional<GradeLevel> grade);
    }

    /** Where a row id came from. */
    Optional<SourceId> source(Class<? extends Entity> entity, UUID row);
}
