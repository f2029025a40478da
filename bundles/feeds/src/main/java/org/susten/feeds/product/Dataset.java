// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.util.List;
import java.util.Set;

/**
 * A data product: rows about people over the published views, column by column, so that a column that is not granted is in no
 * statement. The tables {@code feed_recipient r (person, id)} and {@code feed_link l (row, person)} hold the admitted people.
 *
 * @param name its name in agreements
 * @param meaning what one row is
 * @param from tables every row needs
 * @param joins further tables, in order, each used only where a granted column speaks of it
 * @param preference which row counts where several sources say the same: first of this order
 * @param required columns without which it makes no sense
 */
public record Dataset(
        String name,
        String meaning,
        String from,
        List<Join> joins,
        List<Column> columns,
        String preference,
        Set<String> required) {

    /** The day of what happened, where each row is of one: whatever happens to one day of a child leaves the rows of its others as they are. */
    static final String DAY = "t.day";

    /** Tables that columns speak of by the alias. */
    record Join(String alias, String sql) {}
}
