// SPDX-License-Identifier: Apache-2.0
package org.susten.emergencies;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.requests.EducationRecord;

/**
 * What may be shown without an agreement. In a health or safety emergency, 34 CFR 99.36, to whoever needs it to protect somebody; and to the hub's
 * own staff, who otherwise see no child, where work cannot be done without: they break the glass. One person opens it with the reason, a second one
 * confirms it, it ends by itself, what was shown is on the ledger and in the child's record, and an alert stays until a person who did not open
 * it has reviewed it. Safe for any thread.
 */
@ProviderType
public interface Emergencies {

    /** Most children at once. */
    int MOST = 1000;

    /** What it is. */
    enum Kind {
        /** An articulable and significant threat to somebody's health or safety. */
        EMERGENCY,
        /** Work of the hub's own staff. */
        GLASS
    }

    /** Where it stands. */
    enum State {
        /** Waits for the second person; shows nothing. */
        PROPOSED,
        /** Shows what it names. */
        OPEN,
        /** Over, and waits for a review; so does one that nobody confirmed in time. */
        ENDED,
        /** Reviewed. */
        REVIEWED
    }

    /**
     * What is asked for.
     *
     * @param reason why it cannot be done otherwise
     * @param threat in an emergency the articulable and significant threat, in a sentence; it goes onto the ledger, so it names nobody
     * @param recipient in an emergency who receives it, and as what; of staff the one who opens it
     * @param persons children by the hub's numbers
     * @param school or everybody enrolled today at the organization of that name; empty for none
     * @param fields elements of the model, {@code Person.phones}; only these are shown
     * @param hours how long, from the confirmation on: 1 to 72
     */
    record Proposal(
            Kind kind,
            String reason,
            String threat,
            String recipient,
            List<Long> persons,
            String school,
            List<String> fields,
            int hours) {

        /** Keeps its own copies. */
        public Proposal {
            persons = List.copyOf(persons);
            fields = List.copyOf(fields);
        }
    }

    /**
     * One of them.
     *
     * @param ends when it ends or ended; absent while nobody has confirmed it
     * @param readings how often something was shown
     * @param finding what the review found
     */
    record Emergency(
            long id,
            Proposal proposal,
            State state,
            Instant opened,
            String openedBy,
            @Nullable Instant confirmed,
            @Nullable String confirmedBy,
            @Nullable Instant ends,
            long readings,
            @Nullable Instant reviewed,
            @Nullable String reviewedBy,
            @Nullable String finding) {}

    /**
     * Opens one; it shows nothing yet, and an alert tells of it.
     *
     * @throws IllegalArgumentException where something is missing, unknown, or asks for too much
     */
    Emergency open(Proposal proposal, String who);

    /**
     * The second person's word, within four hours. Its hours begin.
     *
     * @throws IllegalStateException where it is the same person, too late, or done
     */
    Optional<Emergency> confirm(long id, String who);

    /** Not yet reviewed ones, the oldest first; with {@code all} reviewed ones too. */
    List<Emergency> list(boolean all);

    /** That one. */
    Optional<Emergency> find(long id);

    /**
     * What it names, of each of its children, while it is open. Before it returns, the ledger has an entry for each of them.
     *
     * @throws IllegalStateException where it is not open, or the glass was broken by somebody else
     */
    Optional<List<EducationRecord>> read(long id, String who);

    /** Ends it before its time. */
    Optional<Emergency> end(long id, String who);

    /**
     * Notes what a review found, and closes the alert.
     *
     * @throws IllegalStateException where it is not over yet, or the one who opened it reviews it
     */
    Optional<Emergency> review(long id, String finding, String who);
}
