// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the keys by which records are found in line with what a run says of them, before the run's links are in force. Keys that stay
 * are not touched: most changes of a person change none.
 */
final class KeyTable {

    private static final String SLICE =
            """
            select p.record, p.row, p.stream, p.role, false as closed, 0 as person, p.features, l.features as before, l.role as role_before
            from identity.pending_record p
            left join lateral (select features, role from identity.link where record = p.record offset 0) l on true
            where p.run = ? and p.record > ? order by p.record limit ?
            """;

    /** Looks each key up; without the offset, PostgreSQL would rather read the whole table. */
    private static final String FORGET =
            """
            delete from identity.key where ctid = any(array(
                select k.at from unnest(?, ?) g(key, record) cross join lateral (
                    select ctid as at from identity.key where key = g.key and record = g.record offset 0) k))
            """;

    /** The keys of so few records are added by a statement that is planned once. */
    private static final int FEW = 100;

    private static final String ADD = "insert into identity.key (key, record) select * from unnest(?, ?)";

    private final Connection connection;
    private final long run;

    /** A record's keys from now on, and until now. */
    private record Keys(long record, long[] now, long[] before) {}

    /** A record, and as the index knew it. */
    private record Pair(Member now, @Nullable Member before) {

        Keys keys() {
            return new Keys(now.record(), now.keys(), before == null ? new long[0] : before.keys());
        }
    }

    KeyTable(Connection connection, long run) {
        this.connection = connection;
        this.run = run;
    }

    void write() throws SQLException {
        Copy copy = new Copy(connection, "identity.key (key, record)");
        List<Pair> slice = slice(0);
        while (!slice.isEmpty()) {
            List<Keys> keys = slice.parallelStream().map(Pair::keys).toList();
            forget(keys);
            add(keys, copy);
            slice = slice.size() < Staging.SLICE
                    ? List.of()
                    : slice(slice.get(slice.size() - 1).now.record());
        }
    }

    /** In the order of the index, which neighbours go into at less cost. */
    private void add(List<Keys> keys, Copy copy) throws SQLException {
        record Entry(long key, long record) {}
        List<Entry> entries = new ArrayList<>();
        for (Keys each : keys) {
            for (long key : without(each.now, each.before)) {
                entries.add(new Entry(key, each.record));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::key));
        if (entries.isEmpty()) {
            return;
        }
        if (entries.size() <= FEW) {
            try (PreparedStatement insert = connection.prepareStatement(ADD)) {
                insert.setArray(
                        1,
                        Members.array(
                                connection,
                                entries.stream().mapToLong(Entry::key).toArray()));
                insert.setArray(
                        2,
                        Members.array(
                                connection,
                                entries.stream().mapToLong(Entry::record).toArray()));
                insert.executeUpdate();
            }
            return;
        }
        for (Entry entry : entries) {
            copy.row().put(entry.key).put(entry.record);
        }
        copy.flush();
    }

    private List<Pair> slice(long after) throws SQLException {
        return Sql.list(connection, SLICE, KeyTable::pair, run, after, Staging.SLICE);
    }

    private static Pair pair(ResultSet row) throws SQLException {
        Member now = Staging.member(row);
        byte[] before = row.getBytes("before");
        return new Pair(now, before == null ? null : now.as(row.getShort("role_before"), before));
    }

    private void forget(List<Keys> keys) throws SQLException {
        List<long[]> gone =
                keys.stream().map(each -> without(each.before, each.now)).toList();
        long[] records = LongStream.range(0, keys.size())
                .flatMap(i -> Arrays.stream(gone.get((int) i)).map(key -> keys.get((int) i).record))
                .toArray();
        if (records.length > 0) {
            long[] forgotten = gone.stream().flatMapToLong(Arrays::stream).toArray();
            try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
                delete.setArray(1, Members.array(connection, forgotten));
                delete.setArray(2, Members.array(connection, records));
                delete.executeUpdate();
            }
            new BlockTable(connection).forget(forgotten, records);
        }
    }

    private static long[] without(long[] keys, long[] others) {
        return Arrays.stream(keys)
                .filter(key -> Arrays.stream(others).noneMatch(other -> other == key))
                .toArray();
    }
}
