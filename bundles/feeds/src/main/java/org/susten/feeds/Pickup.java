// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Deliveries that partners come for ({@code deliver: rest}). A package lies ready and nothing has left; the moment the partner asks for
 * a file of it, governance is asked again and the ledger is written, and only then a byte may go. Safe for any thread.
 */
@ProviderType
public interface Pickup {

    /**
     * A delivery as its partner sees it.
     *
     * @param kind {@code data}, or {@code letter}: something to do, without data
     * @param fetchable whether its package is there
     * @param files what it holds; empty once the package is gone
     * @param denial why it may not be fetched as things stand, with the clause; empty where nothing is known to speak against it
     */
    record Item(
            Deliveries.Delivery delivery, String kind, boolean fetchable, List<File> files, Optional<String> denial) {}

    /** A file of a package. */
    record File(String name, long rows, long bytes, String sha256) {}

    /**
     * The answer to a partner that asks for a package.
     *
     * @param delivery as it is now; its folder may be read where nothing speaks against it
     * @param denial why it may not have it, with the clause; empty where it may
     */
    record Taking(Deliveries.Delivery delivery, Optional<String> denial) {}

    /** Latest deliveries of a partner, newest first, those that were sent elsewhere included; none of what came to nothing. */
    List<Item> of(String partner, int limit);

    /** One of them; empty where it is not the partner's. */
    Optional<Item> find(String partner, String delivery);

    /**
     * Asks governance and writes the disclosures, once for each delivery. Empty where it is not the partner's, or is not to be fetched.
     */
    Optional<Taking> take(String partner, String delivery);

    /** The partner has all data of it. */
    void taken(String delivery);
}
