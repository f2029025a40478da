// SPDX-License-Identifier: Apache-2.0
package org.susten.identity;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

    /**
     * Says which streams of a source may hold one child several times, as sign-up sheets do; every other stream of it holds each once.
     * Where that is news, the stream's records are scored anew in the background.
     *
     * @param streams by the names they have in source ids
     */
    void repeating(Connection transaction, String system, String site, Set<String> streams);

    /**
     * Of how many pairs of a run, once it is resolved, somebody is asked only because both are of a stream that holds each child once and yet
     * carry the same number. Many of them say that the source lists a child several times.
     */
    long listedTwice(Connection transaction, long run);

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

    /** Persons that were merged into this one and can be unmerged. */
    List<Long> tookIn(long person);

    /** Rows that belong to a person now. */
    List<UUID> rows(long person);

    /**
     * What one comparison says about two records.
     *
     * @param what first name, birth date, number and so on
     * @param level how alike, in words
     * @param bits for one person, {@code rarity} included; each says twice as likely
     * @param rarity how much of it comes from the value being rarer or more common than most
     */
    record Weight(String what, String level, double bits, double rarity) {}

    /**
     * Why two source records are one person or not. {@code prior}, all weights and {@code household} add up to {@code evidence};
     * {@code reason} says what holds beyond it: a decision, a rule, or nothing.
     *
     * @param together whether they are one person now
     * @param prior bits before anything was compared
     * @param household correction for people who share a household; never positive
     * @param model version of the weights
     */
    record Explanation(
            boolean together,
            double evidence,
            double prior,
            double household,
            List<Weight> weights,
            String reason,
            long model) {

        /** Defensive copy. */
        public Explanation {
            weights = List.copyOf(weights);
        }
    }

    /** Explains a pair of records as they are now, without anybody's data; empty where the index does not know one of them. */
    Optional<Explanation> explain(UUID row, UUID other);

    /**
     * Makes two persons one, for good: no score parts their records again. At once: what people ask for goes by {@link Reviews}.
     *
     * @return false where one of them is unknown, or they are one already
     */
    boolean merge(long person, long other, String who);

    /**
     * Gives a person that was merged into another its records and its number back; the two are never made one again by a score.
     * At once: what people ask for goes by {@link Reviews}.
     *
     * @param person the one that redirects
     * @return false where it does not redirect, or none of its records is left
     */
    boolean unmerge(long person, String who);
}
