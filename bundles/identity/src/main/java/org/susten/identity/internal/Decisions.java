// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** What human beings decide: kept by pairs of records, put in force at once. The caller holds the index's lock. */
final class Decisions {

    /** Stands for a run where there is none; only whoever holds the lock uses it. */
    private static final long NO_RUN = -1;

    /** Decisions between two persons that say otherwise go, but are kept for whoever undoes this one. */
    private static final String CONTRADICTING =
            """
            with gone as (
                delete from identity.decision d using identity.link x, identity.link y, identity.link p, identity.link q
                where p.record = ? and q.record = ? and x.person = p.person and y.person = q.person
                and d.a = least(x.record, y.record) and d.b = greatest(x.record, y.record) and d.same <> ?
                returning d.a, d.b, d.same, d.who, d.at, d.event)
            insert into identity.decision_before (event, a, b, same, who, at, former)
            select distinct on (a, b) ?, a, b, same, who, at, event from gone
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
            with before as (
                insert into identity.decision_before (event, a, b, same, who, at, former)
                select ?, a, b, same, who, at, event from identity.decision where a = least(?, ?) and b = greatest(?, ?)
                on conflict do nothing)
            insert into identity.decision (a, b, same, who, event) values (least(?, ?), greatest(?, ?), ?, ?, ?)
            on conflict (a, b) do update set same = excluded.same, who = excluded.who, at = clock_timestamp(), event = excluded.event
            """;

    /** What a decision took the place of, where nothing newer stands there. */
    private static final String GIVE_BACK =
            """
            with back as (delete from identity.decision_before where event = ? returning a, b, same, who, at, former)
            insert into identity.decision (a, b, same, who, at, event) select a, b, same, who, at, former from back
            on conflict do nothing
            """;

    /** Questions that were settled because two persons became one are open again where they are two. */
    private static final String REOPEN =
            """
            update identity.review r set state = 'open', claimed_by = null, claimed_until = null
            from (
                select max(j.id) as id from identity.review j
                join identity.link x on x.record = j.a join identity.link y on y.record = j.b
                where j.state = 'joined' and (j.a = any(?) or j.b = any(?)) and x.person <> y.person
                and not exists (select from identity.review o where o.state = 'open'
                                and least(o.a, o.b) = least(j.a, j.b) and greatest(o.a, o.b) = greatest(j.a, j.b))
                and not exists (select from identity.link v join identity.decision d on d.a = v.record or d.b = v.record
                                join identity.link w on w.record = d.a + d.b - v.record
                                where v.person = x.person and w.person = y.person and not d.same)
                group by least(j.a, j.b), greatest(j.a, j.b)) again
            where r.id = again.id
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

    /** The event of the decision; empty where the item is not open. */
    OptionalLong decide(long review, boolean same) throws SQLException {
        List<Item> open = Sql.list(
                connection,
                "select a, b from identity.review where id = ? and state = 'open' for update",
                r -> new Item(r.getLong(1), r.getLong(2)),
                review);
        if (open.isEmpty()) {
            return OptionalLong.empty();
        }
        Item item = open.get(0);
        long event = event(same ? "same" : "not-same", item.a, item.b);
        Sql.update(
                connection,
                "update identity.review set state = ?, decision = ?, claimed_by = null, claimed_until = null where id = ?",
                same ? "same" : "not-same",
                event,
                review);
        Sql.update(connection, CONTRADICTING, item.a, item.b, same, event);
        decide(item.a, item.b, same, event);
        again(item.a, item.b);
        return OptionalLong.of(event);
    }

    private long event(String kind, long a, long b) throws SQLException {
        return Sql.number(connection, EVENT, kind, who, a, b);
    }

    private void decide(long a, long b, boolean same, long event) throws SQLException {
        Sql.update(connection, DECIDE, event, a, b, a, b, a, b, a, b, same, who, event);
    }

    /** Takes a decision back with all that it did; false where a later one has taken its place. */
    boolean undo(long event) throws SQLException {
        List<Item> decided = Sql.list(
                connection,
                "delete from identity.decision where event = ? returning a, b",
                r -> new Item(r.getLong(1), r.getLong(2)),
                event);
        if (decided.isEmpty()) {
            return false;
        }
        Sql.update(connection, GIVE_BACK, event);
        Item first = decided.get(0);
        event("undone", first.a, first.b);
        again(decided.stream().flatMapToLong(d -> LongStream.of(d.a, d.b)).toArray());
        return true;
    }

    /** Makes all records of two persons one; false where there are no two. */
    boolean merge(long person, long other) throws SQLException {
        long[] ones = records(person);
        long[] others = records(other);
        if (ones.length == 0 || others.length == 0 || ones[0] == others[0]) {
            return false;
        }
        long event = event("same", ones[0], others[0]);
        Sql.update(connection, CONTRADICTING, ones[0], others[0], true, event);
        for (long record : LongStream.concat(Arrays.stream(ones).skip(1), Arrays.stream(others))
                .toArray()) {
            decide(ones[0], record, true, event);
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
        long event = event("not-same", back[0], rest[0]);
        for (long one : back) {
            for (long other : rest) {
                decide(one, other, false, event);
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
        Resolution resolution = new Resolution(
                connection,
                NO_RUN,
                model.model(),
                Repeating.of(connection),
                new Members(connection, NO_RUN, new LongMap()));
        resolution.seeds(records);
        if (resolution.asks()) {
            resolution.keepBestReviews();
        }
        new Application(connection, NO_RUN, null, who).apply(model.version(), 0);
        Sql.update(connection, "delete from identity.pending_link where run = ?", NO_RUN);
        Sql.update(connection, "delete from identity.pending_review where run = ?", NO_RUN);
        try (PreparedStatement reopen = connection.prepareStatement(REOPEN)) {
            reopen.setArray(1, Members.array(connection, records));
            reopen.setArray(2, Members.array(connection, records));
            reopen.executeUpdate();
        }
    }
}
