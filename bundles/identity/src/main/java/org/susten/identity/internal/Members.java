// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Finds records as they will be after a run: those of the run, and those of the index that the run does not change. Of a small run,
 * its own are at hand, and those of the index are read once. For one thread.
 */
final class Members {

    /** The numbers are behind a query of their own, so that PostgreSQL does not weigh each of them when it plans. */
    private static final String OF_INDEX =
            "select record, row, stream, role, closed, person, features from identity.link where record = any((select ?::bigint[])::bigint[]) and features is not null";

    private static final String OF_RUN =
            "select record, row, stream, role, change = 'x' as closed, coalesce(person, 0) as person, features from identity.pending_record where run = ? and ";

    private final Connection connection;
    private final long run;
    private final LongMap changed;

    /** All of a small run, ascending. */
    private final @Nullable List<Member> own;

    private final LongMap ofRun = new LongMap();

    private final Paired pairs = new Paired();

    /** What a small run has read of the index. */
    private final Map<Long, Member> known = new HashMap<>();

    /**
     * @param run 0 where there is none
     * @param changed records of the index that the run changes
     */
    Members(Connection connection, long run, LongMap changed) {
        this(connection, run, changed, null);
    }

    private Members(Connection connection, long run, LongMap changed, @Nullable List<Member> own) {
        this.connection = connection;
        this.run = run;
        this.changed = changed;
        this.own = own;
        if (own != null) {
            own.forEach(m -> ofRun.add(m.record()));
        }
    }

    /** Those of a run that has been staged. */
    static Members of(Connection connection, long run, Staging staging) {
        return new Members(connection, run, staging.changed(), staging.small() ? staging.members() : null);
    }

    /** Records of the index that the run changes. */
    LongMap changed() {
        return changed;
    }

    /** Certain pairs of a small run; of another one, nobody adds any. */
    Paired pairs() {
        return pairs;
    }

    /** Whether a record is new with a small run; false where that is not known. */
    boolean isNew(long record) {
        return ofRun.contains(record) && !changed.contains(record);
    }

    /** Whether these are all records of the run; false where that is not known. */
    boolean areAll(LongMap records) {
        return own != null && own.stream().allMatch(m -> records.contains(m.record()));
    }

    /** The next slice of a run's records, by number. */
    List<Member> slice(long after, int limit) throws SQLException {
        if (own != null) {
            return own.stream().filter(m -> m.record() > after).limit(limit).toList();
        }
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
        long[] asked = own == null ? records : unknown(records, found);
        if (asked.length > 0) {
            int before = found.size();
            try (PreparedStatement statement = connection.prepareStatement(OF_INDEX)) {
                statement.setArray(1, array(connection, asked));
                read(statement, found);
            }
            if (own != null) {
                found.subList(before, found.size()).forEach(m -> known.put(m.record(), m));
            }
        }
        found.removeIf(m -> changed.contains(m.record()));
        return found;
    }

    private long[] unknown(long[] records, List<Member> found) {
        return Arrays.stream(records)
                .filter(record -> {
                    Member member = known.get(record);
                    if (member != null) {
                        found.add(member);
                    }
                    return member == null && !ofRun.contains(record);
                })
                .toArray();
    }

    List<Member> ofRun(long[] records) throws SQLException {
        List<Member> found = new ArrayList<>();
        if (own != null) {
            for (long record : records) {
                int at = ofRun.get(record);
                if (at >= 0) {
                    found.add(own.get(at));
                }
            }
        } else if (run != 0 && records.length > 0) {
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
