// SPDX-License-Identifier: Apache-2.0
package org.susten.store;

import java.sql.Connection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.model.Entity;
import org.susten.model.SourceId;

/**
 * The records of the common model: current rows, their history and the order in which they changed. Other bundles read through
 * the published views {@code store.<entity>_v1} (open rows only: {@code row uuid}, {@code stream int}, {@code key text},
 * {@code since bigint}, then the entity's components in snake case; references are {@code uuid}s of rows; enums their codes;
 * lists and records {@code jsonb}) and {@code store.stream_v1(stream, system, site, name)}. Safe for any thread.
 */
@ProviderType
public interface Records {

    /** Opens, or after a restart finds again, the stage of a run. */
    Stage stage(long run);

    /** Drops the stages of every run but these: what dead runs left behind. */
    void dropStagesExcept(Iterable<Long> runs);

    /** The row id under which a source id is kept: the first 128 bits of SHA-256 over its parts. */
    UUID row(SourceId id);

    /** Number of open rows of a kind in one connection's stream. */
    long count(Class<? extends Entity> entity, String system, String site, String stream);

    /**
     * Takes the next place in the gapless order of commits. Blocks other commits until the transaction ends, so it is called
     * last but for the merge.
     */
    long nextCommit(Connection transaction, long run);

    /** The last commit, or empty. */
    OptionalLong lastCommit();

    /** Where a row id came from. */
    Optional<SourceId> source(Class<? extends Entity> entity, UUID row);
}
