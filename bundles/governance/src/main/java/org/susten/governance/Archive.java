// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Agreements under which something left, whether they are in force or not: what they bind the partner to goes on when their feeds do
 * not. Safe for any thread.
 */
@ProviderType
public interface Archive {

    /**
     * The agreement as its file says it, or as it was when something last left under it; its feeds are also those that were taken out of it
     * after something had left through them.
     */
    Optional<Agreement> find(String id);

    /** The same of all under which something left. */
    List<Agreement> all();

    /**
     * Which of some persons may not be spoken of, by their own or their parents' word, whether or not they are of the population.
     *
     * @param persons a relation with a column {@code person bigint}
     * @return a temporary table {@code (person bigint, withheld text)}; the text is refusal, consent, rightsRevoked, rightsTransfer,
     *     directoryOptOut, or null for nothing. It lives until governance is asked again in this transaction
     */
    String objections(Connection transaction, Agreement agreement, String persons, Instant now);
}
