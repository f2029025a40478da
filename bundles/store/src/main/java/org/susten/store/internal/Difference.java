// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * How many rows of one entity differ in one way.
 *
 * @param stream the stream they come from now
 * @param former the stream they came from when they were stored; 0 for new rows
 * @param change n new, r open again, c changed, m moved to another origin, x closed
 */
record Difference(int stream, int former, char change, long rows) {

    /** The differences of an entity of which nothing was stored, as they were counted by the comparison. */
    static List<Difference> fresh(Connection connection, StageTables tables, Shape shape) throws SQLException {
        return Sql.list(
                connection,
                "select stream, rows from " + tables.fresh() + " where entity = '" + shape.table() + "'",
                row -> new Difference(row.getInt(1), 0, 'n', row.getLong(2)));
    }

    /** Counts the differences of an entity in one pass. */
    static List<Difference> count(Connection connection, String change) throws SQLException {
        return Sql.list(
                connection,
                "select stream, coalesce(former, 0), change, count(*) from " + change + " group by 1, 2, 3",
                row -> new Difference(
                        row.getInt(1), row.getInt(2), row.getString(3).charAt(0), row.getLong(4)));
    }
}
