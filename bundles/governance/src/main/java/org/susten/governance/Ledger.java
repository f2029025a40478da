// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The record of every disclosure: hash-chained, one entry per person per delivery. Safe for any thread. */
@ProviderType
public interface Ledger {

    /** What stands in place of a feed where something left under no agreement. */
    String EXCEPTION = "exception";

    /**
     * What leaves.
     *
     * @param delivery the delivery's id
     * @param fields elements disclosed, for example {@code Enrollment.grade}
     * @param persons a relation with a column {@code person bigint}
     * @param sha256 of the package's manifest, in hex, which names every file and its checksum
     */
    record Disclosure(
            String delivery, String feed, Agreement agreement, List<String> fields, String persons, String sha256) {}

    /**
     * What leaves under no agreement: in an emergency, or to the hub's own staff.
     *
     * @param delivery its id
     * @param reference under what it stands in place of an agreement, for example {@code emergency-12}
     * @param recipient who receives it
     * @param purpose why; in an emergency the articulable and significant threat, 34 CFR 99.32(a)(5)
     * @param legalBasis the law that lets it, by its code
     * @param persons as in {@link Disclosure}
     * @param sha256 of what left, in hex
     */
    record Exceptional(
            String delivery,
            String reference,
            String recipient,
            String purpose,
            String legalBasis,
            List<String> fields,
            String persons,
            String sha256) {}

    /** Writes the entries of an exception, as those of a delivery. */
    long append(Connection transaction, Exceptional exception, Instant now);

    /**
     * Writes the entries of a delivery, set-based, in the transaction that releases its bytes. A delivery already written is
     * left alone.
     *
     * @return how many entries were written
     */
    long append(Connection transaction, Disclosure disclosure, Instant now);

    /**
     * One entry, in plain words' order: when, to whom, why, what.
     *
     * @param person the number it was written under
     * @param together whether that was another's, for whom the hub took this person at the time
     */
    record Entry(
            long id,
            Instant at,
            long person,
            String delivery,
            String feed,
            String agreement,
            String partner,
            String purpose,
            String legalBasis,
            List<String> fields,
            List<String> onward,
            boolean together) {

        /** One sentence that a parent can read; it names nobody. */
        public String plainWords() {
            String to = onward.isEmpty() ? "" : ", who may pass it on to " + String.join(", ", onward);
            String under = feed.equals(EXCEPTION) ? "as" : "under the agreement";
            String one = together ? " At that time the hub took this child and another for one." : "";
            return "On %s the hub gave %s %s for the purpose \"%s\" %s \"%s\" (%s)%s.%s"
                    .formatted(at, partner, String.join(", ", fields), purpose, under, agreement, legalBasis, to, one);
        }
    }

    /**
     * A person's entries, oldest first: also those written under numbers that redirect to it, and under another's while records
     * that are the person's now were taken for that other's.
     */
    List<Entry> of(long person);

    /** Latest entries, newest first, before the entry {@code before}; {@code Long.MAX_VALUE} for the newest. */
    List<Entry> latest(long before, int limit);

    /** How many entries a delivery has; 0 where it has not been released. */
    long entries(String delivery);

    /** Elements that were disclosed under an agreement so far, whatever it grants now; in alphabetical order. */
    List<String> fields(String agreement);

    /** When somebody was first spoken of under an agreement; empty as long as nobody was. */
    default Optional<Instant> firstDisclosure(String agreement) {
        return Optional.empty();
    }

    /** The chain's end: how many entries there are and the hash over all of them. */
    record Head(long entries, String hash) {}

    /** The chain's end now, to be kept elsewhere. */
    Head head();

    /**
     * Walks the chain.
     *
     * @param anchors heads kept elsewhere: without one a truncated tail cannot be told from a short ledger, nor a new one from the first
     */
    Verification verify(List<Head> anchors);

    /** Walks the chain, with one anchor or none. */
    default Verification verify(Optional<Head> anchor) {
        return verify(anchor.stream().toList());
    }

    /** Whether the chain holds; where not, the first entry at fault and what happened: edited, removed, reordered, truncated, replaced. */
    record Verification(boolean intact, long entries, String fault) {}
}
