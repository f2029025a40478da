// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.governance.Agreement;

/**
 * What the hub tells a partner beside the data: to delete or correct something, to destroy what it has. A letter goes where the feed's
 * packages go, as a package of its own and ahead of the next one, whether or not the agreement still lets data leave. It holds no data.
 * Safe for any thread.
 */
@ProviderType
public interface Letters {

    /**
     * The kind of a letter that asks to destroy all that was told under its agreement: should a feed of it go on, it begins with everything.
     */
    String DESTRUCTION = "destruction";

    /** A person, and the id by which the partner knows them. */
    record Addressee(long person, String id) {}

    /**
     * One letter.
     *
     * @param kind as its manifest says it, for example {@code corrections}
     * @param words what the ledger says of it, for a parent: {@code a notice to delete what it holds}
     * @param feed whose way it goes
     * @param destination where to, as the agreement said it
     * @param files by name
     * @param spoken of whom it speaks; the ledger has an entry for each
     * @param gone of those, whom the partner holds nothing of once it has followed the letter
     */
    record Letter(
            String kind,
            String words,
            Agreement agreement,
            String feed,
            String destination,
            Map<String, byte[]> files,
            List<Addressee> spoken,
            List<Addressee> gone) {

        /** Keeps its own copies. */
        public Letter {
            files = new TreeMap<>(files);
            spoken = List.copyOf(spoken);
            gone = List.copyOf(gone);
        }
    }

    /** Posts a letter in the caller's transaction; the same letter posted again is the same. Returns the delivery's id. */
    String post(Connection transaction, Letter letter, Instant now);

    /** For partners whom nothing is sent to: what they shall delete counts as no longer told, and is told another way. */
    void forget(Connection transaction, String feed, List<Addressee> gone);

    /** To be called once the transaction that posted is committed: a feed that is no more has its route back until it is empty. */
    void posted();
}
