// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Finds records as they will be after a run: those of the run, and those of the index that the run does not change. */
final class Members {

    /** The numbers are behind a query of their own, so that PostgreSQL does not weigh each of them when it plans. */
    private static final String OF_INDEX =
            "select record, row, stream, role, closed, person, features from identity.link where record = any((select ?::bigint[])::bigint[]) and features is not null";

    private static final String OF_RUN =
            "select record, row, stream, role, change = 'x' as closed, coalesce(person, 0) as person, features from identity.pending_record where run = ? and ";

    private final Connection connection;
    private final long run;
    private final LongMap changed;

    /**
     * @param run 0 where there is none
     * @param changed records of the index that the run changes
     */
    Members(Connection connection, long run, LongMap changed) {
        this.connection = connection;
        this.run = run;
        this.changed = changed;
    }

    /** The next slice of a run's records, by number. */
    List<Member> slice(long after, int limit) throws SQLException {
        return Sql.list(connection, OF_RUN + "record > ? order by record limit ?", Staging::member, run, after, limit);
    }

    /** Records by number; those of other runs that are not committed are not found. */
    List<Member> of(long[] records) throws SQLException {
        List<Member> found = ofIndex(records);
        found.addAll(ofRun(records));
        return found;
    }

    /** Records of the index that the run does not change. */
    List<Member> ofIndex(long[] records) throws SQLException {
        List<Member> found = new ArrayList<>();
        if (records.length > 0) {
            try (PreparedStatement statement = connection.prepareStatement(OF_INDEX)) {
                statement.setArray(1, array(connection, records));
                read(statement, found);
            }
            found.removeIf(m -> changed.contains(m.record()));
        }
        return found;
    }

    List<Member> ofRun(long[] records) throws SQLException {
        List<Member> found = new ArrayList<>();
        if (run != 0 && records.length > 0) {
            try (PreparedStatement statement =
                    connection.prepareStatement(OF_RUN + "record = any((select ?::bigint[])::bigint[])")) {
                statement.setLong(1, run);
                statement.setArray(2, array(connection, records));
                read(statement, found);
            }
        }
        return found;
    }

    private static void read(PreparedStatement statement, List<Member> into) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                into.add(Staging.member(rows));
            }
        }
    }

    static Array array(Connection connection, long[] numbers) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf("bigint", numbers);
    }
}
