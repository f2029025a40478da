// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/**
 * What a run is decided against, read in one look: for one newcomer, each question to PostgreSQL takes longer than its answer.
 *
 * @param change grows with whatever a run is decided by
 * @param revised the last and the first revision that is kept
 * @param revising whether this transaction has revised records, which it may take back
 * @param model the version in force; 0 for the one the hub came with
 * @param repeating streams that may hold one child several times
 * @param again whether the run has been decided before
 */
record Moment(long change, Revised revised, boolean revising, long model, Set<Integer> repeating, boolean again) {

    /** Which revisions of records are known; both 0 where there are none. */
    record Revised(long last, long first) {}

    /** Grows with whatever a run is decided by. */
    static final String LAST_CHANGE =
            "(select coalesce(max(id), 0) from identity.event) + (select coalesce(max(id), 0) from identity.revised)";

    /** The version in force. */
    static final String MODEL = "coalesce((select version from identity.model where state = 'in force'), 0)";

    private static final String READ =
            """
            select %s as change, coalesce(max(id), 0) as last, coalesce(min(id), 0) as first,
                   coalesce(current_setting('susten.revised', true), '') <> '' as revising, %s as model,
                   array(select stream from identity.repeating) as repeating,
                   exists (select from identity.run where run = ?) as again
            from identity.revised
            """
                    .formatted(LAST_CHANGE, MODEL);

    static Moment of(Connection connection, long run) throws SQLException {
        return Sql.list(connection, READ, Moment::read, run).get(0);
    }

    private static Moment read(ResultSet row) throws SQLException {
        Array repeating = row.getArray("repeating");
        return new Moment(
                row.getLong("change"),
                new Revised(row.getLong("last"), row.getLong("first")),
                row.getBoolean("revising"),
                row.getLong("model"),
                Set.of((Integer[]) repeating.getArray()),
                row.getBoolean("again"));
    }
}
