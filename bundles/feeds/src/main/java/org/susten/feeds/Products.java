// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;

/** What partners get, why, under what and how good it is: for partners themselves. It tells of nobody. Safe for any thread. */
@ProviderType
public interface Products {

    /**
     * One feed.
     *
     * @param meaning what a row is
     * @param now whether it may run now, and which clause says so; not where its measure is missing
     * @param columns what it holds, as its dictionary tells it; nothing where its measure is missing
     * @param withheld what the data product has and this feed does not, each with its clause
     * @param next when the hub looks next whether there is something to send; empty where it does with each change
     * @param last its latest delivery of data that has not come to nothing
     * @param quality of that delivery; empty where its package is gone
     */
    record Product(
            Agreement agreement,
            Agreement.Feed feed,
            String meaning,
            Agreements.Decision now,
            List<Entry> columns,
            List<Deliveries.WithheldColumn> withheld,
            Optional<Instant> next,
            Optional<Deliveries.Delivery> last,
            Optional<Quality> quality) {}

    /** A column in a dictionary; what it does not have is empty. */
    record Entry(
            String column,
            String type,
            String meaning,
            String element,
            String ceds,
            String sensitivity,
            String clause) {}

    /**
     * How good a delivery is.
     *
     * @param rows rows with content: of a delta those added and changed
     * @param filled how many of these rows have a value, by column
     */
    record Quality(long rows, List<Filled> filled) {}

    /** How many rows have a value in a column. */
    record Filled(String column, long rows) {}

    /**
     * An agreement under which nothing is told of single children: released measures are read, and no feed is delivered.
     *
     * @param now whether it is in force, and which clause says so
     */
    record Counts(Agreement agreement, Agreements.Decision now) {}

    /** All agreements on counts only with a partner whose files are good, by agreement. */
    List<Counts> ofCounts(String partner);

    /** The feeds of all agreements with a partner whose files are good, by agreement and feed. */
    List<Product> of(String partner);
}
