// SPDX-License-Identifier: Apache-2.0
package org.susten.identity;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The person index. Hub ids are positive, last for ever and are never reused; after a merge the lesser-known id redirects. Other
 * bundles read {@code identity.link_v1(row uuid, person bigint)} and {@code identity.person_v1(person bigint, redirect bigint)}.
 * Safe for any thread.
 */
@ProviderType
public interface People {

    /** What a run's people became. */
    record Outcome(long linked, long created, long review, long unchanged, long closed) {}

    /**
     * Decides for every person of a run, set-based, without changing the index; decisions are kept under the run. Idempotent.
     *
     * @param relation the people, as {@code Stage.people} describes them
     */
    Outcome resolve(Connection transaction, long run, String relation);

    /** Puts a run's decisions in force: persons, links, events and reviews. Part of the transaction that commits the run. */
    void apply(Connection transaction, long run, long commit);

    /** Forgets a run's decisions. */
    void forget(long run);

    /** The person a row belongs to, redirects followed. */
    OptionalLong personOf(UUID row);

    /**
     * Two source records that may be one person.
     *
     * @param id the item
     * @param row the newer source record
     * @param candidate the person it may belong to
     * @param reason the rule, in words a school secretary understands, without names
     */
    record Review(long id, UUID row, long candidate, String reason, Instant since) {}

    /** Open review items, oldest first, after the item {@code after}. */
    List<Review> reviews(long after, int limit);

    /** How many review items are open. */
    long reviewCount();

    /**
     * A person's decision on a review item: same or not the same. Never overturned by a rule.
     *
     * @return false where the item is not open
     */
    boolean decide(long review, boolean same, String who);

    /** One thing that happened to a source record or a person, oldest first. */
    record Event(
            long id, Instant at, String kind, UUID row, long person, Optional<Long> former, String rule, String who) {}

    /** Everything that happened around a person. */
    List<Event> history(long person);

    /** Rows that belong to a person now. */
    List<UUID> rows(long person);
}
