// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.governance.Agreements.Decision;

/**
 * Credentials of single people at partners: which of them comes is known, and each is let in only to what an agreement in force names them
 * for, and trained as it asks. A secret is told once and kept as a hash. Safe for any thread.
 */
@ProviderType
public interface Passes {

    /** The clause of an agreement that names its people. */
    String CLAUSE = "people";

    /**
     * A pass. It is never changed: somebody who gets another one has one of another number.
     *
     * @param holder as the agreement's people name them
     * @param ended when it became void, and by whom
     * @param used when something was done with it last
     */
    record Pass(
            long number,
            String partner,
            String holder,
            Instant issued,
            String issuedBy,
            Optional<Instant> ended,
            Optional<String> endedBy,
            Optional<Instant> used) {

        /** What its holder comes in by: {@code lanternclub.7}. */
        public String id() {
            return partner + '.' + number;
        }

        /** The id only. */
        @Override
        public String toString() {
            return "Pass[" + id() + "]";
        }
    }

    /** A pass that was just made, and its secret for the caller to tell and wipe. */
    record Issued(Pass pass, char[] secret) {

        /** The id only. */
        @Override
        public String toString() {
            return "Issued[" + pass.id() + "]";
        }
    }

    /**
     * Something that was done with a pass.
     *
     * @param deed for example {@code fetched attendance.csv}
     * @param subject the delivery's id, {@code notice 7}, or an agreement's name
     */
    record Use(Instant at, String pass, String holder, String deed, String subject) {

        /** The pass only. */
        @Override
        public String toString() {
            return "Use[" + pass + "]";
        }
    }

    /**
     * Gives somebody a pass; one that they had is void from now on.
     *
     * @param who who gives it
     * @return empty, and nothing was done, where no agreement with the partner names such a person among those who open what it tells
     */
    Optional<Issued> issue(String partner, String holder, String who);

    /** Makes a pass void; empty where there is none of that id, or it is void already. */
    Optional<Pass> revoke(String id, String who);

    /** All, newest first, void ones included. */
    List<Pass> all();

    /** A pass that is not void. */
    Optional<Pass> find(String id);

    /** The pass with this id and secret that is not void; takes as long where there is none. */
    Optional<Pass> admitted(String id, String secret);

    /** Whether its holder may open anything at all now; where not, the clause that comes closest. */
    Decision mayComeIn(Pass pass, Instant now);

    /** Whether its holder may open what a feed tells now. Whether the feed may run is asked apart. */
    Decision mayOpen(Pass pass, String feed, Instant now);

    /** Puts on record what is done with a pass; where bytes go for it, before the first goes. */
    void note(Pass pass, String deed, String subject, Instant now);

    /** The latest uses, newest first; of everything, or of one subject or one pass. */
    List<Use> uses(String of, int limit);
}
