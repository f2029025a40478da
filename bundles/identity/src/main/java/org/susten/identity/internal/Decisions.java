// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** What human beings decide: kept by pairs of records, put in force at once. The caller holds the index's lock. */
final class Decisions {

    /** Stands for a run where there is none; only whoever holds the lock uses it. */
    private static final long NO_RUN = -1;

    private static final String CONTRADICTING =
            """
            delete from identity.decision d using identity.link x, identity.link y, identity.link p, identity.link q
            where p.record = ? and q.record = ? and x.person = p.person and y.person = q.person
            and d.a = least(x.record, y.record) and d.b = greatest(x.record, y.record) and d.same <> ?
            """;

    /** Records that came from a person when it was merged, and still are where they went. */
    private static final String BROUGHT =
            """
            select distinct l.record from identity.person p join identity.event e on e.former = p.person and e.kind = 'moved'
            join identity.link l on l.row = e.row and l.person = p.redirect
            where p.person = ? and p.redirect is not null order by 1
            """;

    private static final String DECIDE =
            """
            insert into identity.decision (a, b, same, who, event) values (least(?, ?), greatest(?, ?), ?, ?, ?)
            on conflict (a, b) do update set same = excluded.same, who = excluded.who, at = clock_timestamp(), event = excluded.event
            """;

    private static final String EVENT =
            """
            insert into identity.event (kind, row, person, rule, who, other)
            select ?, a.row, b.person, 'decision', ?, b.row from identity.link a, identity.link b where a.record = ? and b.record = ?
            returning id
            """;

    private final Connection connection;
    private final Models.Versioned model;
    private final String who;

    Decisions(Connection connection, Models.Versioned model, String who) {
        this.connection = connection;
        this.model = model;
        this.who = who;
    }

    private record Item(long a, long b) {}

    /** False where the item is not open. */
    boolean decide(long review, boolean same) throws SQLException {
        List<Item> open = Sql.list(
                connection,
                "select a, b from identity.review where id = ? and state = 'open' for update",
                r -> new Item(r.getLong(1), r.getLong(2)),
                review);
        if (open.isEmpty()) {
            return false;
        }
        Item item = open.get(0);
        Sql.update(connection, "update identity.review set state = ? where id = ?", same ? "same" : "not-same", review);
        decide(item.a, item.b, same);
        return true;
    }

    private void decide(long a, long b, boolean same) throws SQLException {
        long event = Sql.number(connection, EVENT, same ? "same" : "not-same", who, a, b);
        Sql.update(connection, CONTRADICTING, a, b, same);
        Sql.update(connection, DECIDE, a, b, a, b, same, who, event);
        again(a, b);
    }

    /** Makes all records of two persons one; false where there are no two. */
    boolean merge(long person, long other) throws SQLException {
        long[] ones = records(person);
        long[] others = records(other);
        if (ones.length == 0 || others.length == 0 || ones[0] == others[0]) {
            return false;
        }
        long event = Sql.number(connection, EVENT, "same", who, ones[0], others[0]);
        Sql.update(connection, CONTRADICTING, ones[0], others[0], true);
        for (long record : LongStream.concat(Arrays.stream(ones).skip(1), Arrays.stream(others))
                .toArray()) {
            Sql.update(connection, DECIDE, ones[0], record, ones[0], record, true, who, event);
        }
        again(ones[0], others[0]);
        return true;
    }

    /** Parts what a merge brought to a person from what it had; false where that is nothing. */
    boolean unmerge(long former) throws SQLException {
        long[] back = numbers(BROUGHT, former);
        long[] all = records(former);
        long[] rest = Arrays.stream(all)
                .filter(r -> Arrays.stream(back).noneMatch(b -> b == r))
                .toArray();
        if (back.length == 0 || rest.length == 0) {
            return false;
        }
        long event = Sql.number(connection, EVENT, "not-same", who, back[0], rest[0]);
        for (long one : back) {
            for (long other : rest) {
                Sql.update(connection, DECIDE, one, other, one, other, false, who, event);
            }
        }
        again(all);
        return true;
    }

    private long[] records(long person) throws SQLException {
        return numbers(
                "select record from identity.link where person = (select coalesce(redirect, person) from identity.person where person = ?) order by record",
                person);
    }

    private long[] numbers(String sql, long parameter) throws SQLException {
        return Sql.list(connection, sql, row -> row.getLong(1), parameter).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** Decides anew for everybody connected with these records. */
    private void again(long... records) throws SQLException {
        new Resolution(connection, NO_RUN, model.model(), Set.of(), new LongMap()).seeds(records);
        new Application(connection, NO_RUN, null, who).apply(model.version());
        Sql.update(connection, "delete from identity.pending_link where run = ?", NO_RUN);
        Sql.update(connection, "delete from identity.pending_review where run = ?", NO_RUN);
    }
}
