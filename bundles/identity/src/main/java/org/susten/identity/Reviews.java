// SPDX-License-Identifier: Apache-2.0
package org.susten.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Pairs of source records that people must look at, and what they decide. Where the hub asks for two people, a decision takes effect
 * when two different ones agree; where they differ the pair goes back, marked as disputed, and both or others begin anew. A person is
 * the same at the shell and elsewhere. Nothing here holds anybody's data. Methods that change something throw an
 * {@link IdentityException} where that cannot be. Safe for any thread.
 */
@ProviderType
public interface Reviews {

    /**
     * A pair that waits.
     *
     * @param row the newer source record
     * @param other the older one
     * @param person whom the newer record belongs to now
     * @param candidate whom the older one belongs to
     * @param value how much hangs on the decision: more, the less certain it is and the more records it concerns
     * @param reason the question, in words a school secretary understands, without names
     * @param disputed whether two people have decided it differently
     * @param decided how many have decided since it began anew; what, is not told before all have
     * @param claimed who has it now, and until when
     */
    record Item(
            long id,
            UUID row,
            UUID other,
            long person,
            long candidate,
            double value,
            String reason,
            Instant since,
            boolean disputed,
            int decided,
            Optional<Claim> claimed) {}

    /** Who has a pair, and until when. */
    record Claim(String who, Instant until) {}

    /**
     * Where a record stands in its source, for those who look there.
     *
     * @param key by which the source knows it; empty where the source has ended it
     */
    record Place(String system, String site, String stream, String key) {}

    /**
     * A pair with all that is known without anybody's data.
     *
     * @param words what speaks for one child and what for two, most important first, one sentence each
     */
    record Question(Item item, Optional<Place> row, Optional<Place> other, List<String> words) {

        /** Defensive copy. */
        public Question {
            words = List.copyOf(words);
        }
    }

    /** What a decision led to. */
    enum Effect {
        /** It is in force. */
        DECIDED,
        /** A second person must agree. */
        WAITS,
        /** A second person decided otherwise: the pair is open again, and marked. */
        DISPUTED
    }

    /**
     * A merge, or its undoing, that one person has asked for and a second one must ask for, too.
     *
     * @param person of a merge, the one with the lower number; of an undoing, the one that redirects
     * @param other of a merge, the one with the higher number; of an undoing, the one it redirects to
     * @param who has asked for it
     */
    record Proposal(long id, Kind kind, long person, long other, String who, Instant at) {

        /** What is asked for. */
        public enum Kind {
            /** That the two become one. */
            MERGE,
            /** That the first gets its records and its number back from the second. */
            UNMERGE
        }
    }

    /**
     * A decision that can be undone.
     *
     * @param undoing who has asked for that, where it waits for a second person
     */
    record Decision(long review, boolean same, String who, Instant at, Optional<String> undoing) {}

    /**
     * How two reviewers agree on pairs that both decided.
     *
     * @param pairs on how many
     * @param share of them both decided alike, 0 to 1
     * @param kappa Cohen's: 1 always alike, 0 no more than by chance; empty where both always said the same one thing
     */
    record Accord(String one, String other, long pairs, double share, OptionalDouble kappa) {}

    /** Open pairs, the most valuable first, those after the pair {@code after} in this order; from the first where it is 0. */
    List<Item> open(long after, int limit);

    /** A pair, open or not, with what there is to say about it. */
    Optional<Question> question(long review);

    /** The most valuable pair that nobody else has and this person has neither decided nor passed over; theirs for a while. */
    Optional<Question> next(String who);

    /** Makes a pair this person's for a while; others cannot decide it meanwhile. */
    Item claim(long review, String who);

    /** Gives a pair back. */
    void release(long review, String who);

    /** Passes a pair over: {@link #next} does not offer it to this person again. */
    void skip(long review, String who);

    /** This person's decision; no rule overturns one in force. */
    Effect decide(long review, boolean same, String who);

    /**
     * Takes a decision back as if it had never been: what holds then is what held before, and the evidence. The pair is open again.
     * Where it takes two people, the first one's word waits until a second one says the same. Of a pair that waits for a second person to
     * decide, takes back what this person said.
     */
    Effect undo(long review, String who);

    /**
     * Ends an undoing that waits for a second person: whoever asked takes it back, anybody else turns it down. The decision stays in
     * force. Who, and when, is kept.
     */
    void keep(long review, String who);

    /**
     * Makes two persons one, for good. Where it takes two people, the first one's word waits until a second one says the same.
     *
     * @return empty where one of them is unknown, or they are one already
     */
    Optional<Effect> merge(long person, long other, String who);

    /**
     * Gives a person that was merged into another its records and its number back, for good. Where it takes two people, the first one's
     * word waits until a second one says the same.
     *
     * @param person the one that redirects
     * @return empty where it does not redirect, or none of its records is left
     */
    Optional<Effect> unmerge(long person, String who);

    /** Merges and undoings that wait for a second person, the oldest first; without those that were overtaken meanwhile. */
    List<Proposal> proposals(int limit);

    /** Ends one that waits: whoever asked takes it back, anybody else turns it down. Who, and when, is kept. */
    void withdraw(long proposal, String who);

    /** The latest decisions in force, newest first. */
    List<Decision> decided(int limit);

    /** How reviewers agree, by pairs of reviewers, most common work first. */
    List<Accord> accord();
}
