// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whether the people of a partner are trained as its agreement asks. Whoever keeps the completions registers this as a service; where
 * nobody does, nobody is trained. Asked for every request and delivery: it answers from memory. Safe for any thread.
 */
@ConsumerType
public interface Training {

    /** The clause of an agreement that asks for it. */
    String CLAUSE = "training";

    /**
     * What keeps people of the agreement's partner from what it tells on that day, and who must act, in a sentence that names roles and
     * nobody; empty where nothing does.
     */
    Optional<String> lack(Agreement agreement, List<Agreement.Contact> people, LocalDate day);

    /** Whether there is a curriculum of that id. */
    boolean knows(String curriculum);
}
