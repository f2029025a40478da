// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.db.EmptyTable;

/** Puts what is pending under a run in force, in the caller's transaction. */
final class Application {

    /** What there is to do: most runs bring newcomers only, and most decisions touch no source record. */
    private static final String WORK =
            """
            select (select count(*) from identity.pending_record where run = {run} and change = 'n') as fresh,
                   (select count(*) from identity.pending_record where run = {run} and change <> 'n') as changed,
                   exists (select from identity.pending_link where run = {run}) as links,
                   exists (select from identity.pending_link where run = {run} and former is not null) as moves,
                   exists (select from identity.pending_edge where run = {run}) as edges,
                   exists (select from identity.pending_review where run = {run}) as reviews
            """;

    private static final String NEW_PERSONS =
            """
            insert into identity.person (person, since) overriding system value
            select distinct person, coalesce({commit}, 0) from identity.pending_link where run = {run} and kind in ('created', 'split')
            """;

    private static final String UNMERGED =
            """
            update identity.person set redirect = null
            where person in (select person from identity.pending_link where run = {run} and kind = 'unmerged')
            """;

    private static final String NEW_LINKS =
            """
            insert into identity.link (record, row, person, stream, role, closed, since, features)
            select p.record, p.row, k.person, p.stream, p.role, false, coalesce({commit}, 0), p.features
            from identity.pending_record p cross join lateral (
                select person from identity.pending_link where run = {run} and record = p.record offset 0) k
            where p.run = {run} and p.change = 'n'
            """;

    private static final String LINK_EVENTS =
            """
            insert into identity.event (commit, kind, row, person, former, rule, who, other, bits, model, weights)
            select {commit}, k.kind, k.row, k.person, k.former, k.rule, {who}, o.row, k.bits, case when k.weights is not null then {model} end, k.weights
            from identity.pending_link k
            left join lateral (select row from identity.link where record = k.other offset 0) o on true
            where k.run = {run} order by k.record
            """;

    private static final String ENDS =
            """
            insert into identity.event (commit, kind, row, person, rule, who)
            select {commit}, case when p.change = 'x' then 'closed' else 'reopened' end, p.row, l.person, 'source', {who}
            from identity.pending_record p join identity.link l using (record)
            where p.run = {run} and p.change in ('x', 'r')
            """;

    private static final String CHANGES =
            """
            update identity.link l set features = p.features, role = p.role, closed = (p.change = 'x')
            from identity.pending_record p where p.run = {run} and p.change <> 'n' and l.record = p.record
            """;

    private static final String MOVES =
            """
            update identity.link l set person = k.person
            from identity.pending_link k where k.run = {run} and k.former is not null and l.record = k.record
            """;

    /**
     * Whoever redirects to a person that none of their records is left with goes where most of them went: with a person that gets its records
     * back goes who had been merged into it before, or their number would lead to another child.
     */
    private static final String FOLLOWED =
            """
            with leaving as materialized (
                select q.person as former, q.redirect, k.person, count(*) as records
                from identity.pending_link k join identity.person q on q.redirect = k.former
                where k.run = {run} and k.former is not null
                and exists (select from identity.event e where e.former = q.person and e.row = k.row)
                group by 1, 2, 3)
            update identity.person p set redirect = f.person
            from (select distinct on (former) former, redirect, person from leaving order by former, records desc, person) f
            where p.person = f.former and not exists (
                select from identity.event e join identity.link l on l.row = e.row where e.former = f.former and l.person = f.redirect)
            """;

    /** Tells every hub, and this transaction itself, that what is remembered of these records is out of date. */
    private static final String REVISED =
            """
            insert into identity.revised (record)
            select record from identity.pending_record where run = {run} and change <> 'n' order by record
            """;

    /** What is older than this many revisions is forgotten by whoever looks as late. */
    private static final String REVISED_LONG_AGO =
            """
            delete from identity.revised where id < (select max(id) - 200000 from identity.revised)
            """;

    /** What this transaction has written it may yet take back. */
    private static final String NOT_SURE = "set local susten.revised = 'yes'";

    /** Persons left without a record redirect to where most of theirs went. */
    private static final String RETIRED =
            """
            with leaving as materialized (
                select former, person, min(row::text)::uuid as row, count(*) as records from identity.pending_link
                where run = {run} and former is not null group by former, person),
            gone as materialized (
                select distinct on (former) former, leaving.person, row from leaving
                left join lateral (select true as there from identity.link where person = leaving.former limit 1) l on true
                where l.there is null order by former, records desc, leaving.person),
            redirected as (
                update identity.person p set redirect = now.redirect from (
                    select former as person, person as redirect from gone
                    union all
                    select q.person, gone.person from gone
                    cross join lateral (select person from identity.person where redirect = gone.former offset 0) q) now
                where p.person = now.person)
            insert into identity.event (commit, kind, row, person, former, rule, who)
            select {commit}, 'merged', row, person, former, 'merge', {who} from gone order by former
            """;

    private static final String FORMER_EDGES =
            """
            delete from identity.edge e using identity.pending_record p, identity.edge back
            where p.run = {run} and p.change <> 'n' and back.a = p.record and e.a = back.b and e.b = p.record;
            delete from identity.edge e using identity.pending_record p where p.run = {run} and p.change <> 'n' and e.a = p.record
            """;

    private static final String EDGES =
            """
            insert into identity.edge (a, b, bits) select a, b, bits from identity.pending_edge where run = {run}
            """;

    private static final String SETTLED =
            """
            update identity.review r set state = 'settled'
            from (select v.id from identity.pending_record p join identity.review v on v.a = p.record and v.state = 'open'
                  where p.run = {run} and p.change <> 'n'
                  union select v.id from identity.pending_record p join identity.review v on v.b = p.record and v.state = 'open'
                  where p.run = {run} and p.change <> 'n') c
            where r.id = c.id
            and not exists (select from identity.pending_review n where n.run = {run}
                            and least(n.a, n.b) = least(r.a, r.b) and greatest(n.a, n.b) = greatest(r.a, r.b))
            """;

    private static final String JOINED =
            """
            update identity.review r set state = 'joined'
            from (select v.id from identity.pending_link k join identity.review v on v.a = k.record and v.state = 'open'
                  where k.run = {run} and k.former is not null
                  union select v.id from identity.pending_link k join identity.review v on v.b = k.record and v.state = 'open'
                  where k.run = {run} and k.former is not null) c, identity.link x, identity.link y
            where r.id = c.id and x.record = r.a and y.record = r.b and x.person = y.person
            """;

    /**
     * What is asked already of two persons is found by the first of them, whichever of them was asked about first. Lists are never
     * joined with each other: PostgreSQL expects few rows, and would compare each of many with each.
     */
    private static final String REVIEWS =
            """
            with fresh as materialized (
                select n.a, n.b, n.bits, n.reason, x.person as one, y.person as candidate
                from identity.pending_review n join identity.link x on x.record = n.a join identity.link y on y.record = n.b
                where n.run = {run} and x.person <> y.person),
            people as materialized (select distinct one as person from fresh),
            asked as materialized (
                select l.person as one, m.person as other from people join identity.link l using (person)
                join identity.review r on r.a = l.record and r.state = 'open' join identity.link m on m.record = r.b
                union
                select m.person, l.person from people join identity.link m using (person)
                join identity.review r on r.b = m.record and r.state = 'open' join identity.link l on l.record = r.a),
            new as (
                select a, b, bits, reason, one, candidate from (
                    select *, bool_or(a is null) over (partition by one, candidate) as asked from (
                        select a, b, bits, reason, one, candidate from fresh
                        union all select null, null, null, null, one, other from asked) every) told
                where not asked),
            opened as (
                insert into identity.review (a, b, bits, reason, value)
                select a, b, bits, reason, (1 - abs(2 / (1 + power(2::float8, -bits)) - 1)) * (x.records + y.records)
                from new
                cross join lateral (select count(*) as records from identity.link where person = new.one offset 0) x
                cross join lateral (select count(*) as records from identity.link where person = new.candidate offset 0) y
                order by a, b
                on conflict do nothing returning a, b, bits, reason)
            insert into identity.event (commit, kind, row, person, rule, who, other, bits, model)
            select {commit}, 'review', x.row, y.person, o.reason, {who}, y.row, o.bits, {model}
            from opened o join identity.link x on x.record = o.a join identity.link y on y.record = o.b order by o.a, o.b
            """;

    private static final String FORGET = "delete from identity.%s where run = {run}";

    private static final Pattern PARAMETER = Pattern.compile("\\{(run|commit|who|model)}");

    private final Connection connection;
    private final long run;
    private final @Nullable Long commit;
    private final String who;

    /** What is to be done next, all in one message. */
    private final List<String> steps = new ArrayList<>();

    /**
     * @param commit where a run is committed; without one, a person decided
     * @param who the person, or "rules"
     */
    Application(Connection connection, long run, @Nullable Long commit, String who) {
        this.connection = connection;
        this.run = run;
        this.commit = commit;
        this.who = who;
    }

    private record Work(long fresh, long changed, boolean links, boolean moves, boolean edges, boolean reviews) {

        boolean changes() {
            return changed > 0;
        }
    }

    /**
     * Puts it in force and, of a run, forgets it.
     *
     * @param records how many the run decided for
     */
    void apply(long model, long records) throws SQLException {
        Sql.planOnce(connection, records);
        Work work = read(model);
        boolean many = work.fresh >= EmptyTable.MANY;
        if (many) {
            Sql.run(connection, "set local maintenance_work_mem = '256MB'");
        }
        if (work.fresh > 0 || work.changes()) {
            step(true, NOT_SURE);
            fill(many, "identity.key", new KeyTable(connection, run)::write);
        }
        table(many, "identity.person", work.links, NEW_PERSONS, model);
        step(work.moves, UNMERGED);
        table(many, "identity.link", work.fresh > 0, NEW_LINKS, model);
        step(work.changes(), CHANGES);
        step(work.changes(), REVISED);
        step(work.changes(), REVISED_LONG_AGO);
        step(work.moves, MOVES);
        step(work.moves, FOLLOWED);
        table(many, "identity.event", work.links, LINK_EVENTS, model);
        step(work.changes(), ENDS);
        step(work.moves, RETIRED);
        step(work.changes(), FORMER_EDGES);
        step(work.edges, EDGES);
        step(work.changes(), SETTLED);
        step(work.moves, JOINED);
        step(work.reviews, REVIEWS);
        if (commit != null) {
            forget(work, records);
        }
        step(true, Sql.PLAN_AS_EVER);
        take(model);
    }

    private void forget(Work work, long records) {
        step(records > 0, FORGET.formatted("pending_record"));
        step(records > Staging.SLICE, FORGET.formatted("pending_key"));
        step(work.edges, FORGET.formatted("pending_edge"));
        step(work.links, FORGET.formatted("pending_link"));
        step(work.reviews, FORGET.formatted("pending_review"));
        step(true, FORGET.formatted("run"));
    }

    private Work read(long model) throws SQLException {
        try (PreparedStatement statement = statement(WORK, model)) {
            return Sql.read(
                            statement,
                            r -> new Work(
                                    r.getLong("fresh"),
                                    r.getLong("changed"),
                                    r.getBoolean("links"),
                                    r.getBoolean("moves"),
                                    r.getBoolean("edges"),
                                    r.getBoolean("reviews")))
                    .get(0);
        }
    }

    private void step(boolean needed, String step) {
        if (needed) {
            steps.add(step.strip());
        }
    }

    /** Takes the steps that are to be taken. */
    private void take(long model) throws SQLException {
        if (!steps.isEmpty()) {
            try (PreparedStatement statement = statement(String.join(";\n", steps), model)) {
                statement.execute();
            }
            steps.clear();
        }
    }

    /** A step that writes most of a first load into a table. */
    private void table(boolean many, String table, boolean needed, String step, long model) throws SQLException {
        if (many && needed) {
            take(model);
            step(true, step);
            fill(true, table, () -> take(model));
        } else {
            step(needed, step);
        }
    }

    /** The same text for every run, so that PostgreSQL plans it once. */
    private PreparedStatement statement(String step, long model) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(PARAMETER.matcher(step).replaceAll("?"));
        Matcher parameters = PARAMETER.matcher(step);
        for (int i = 1; parameters.find(); i++) {
            switch (parameters.group(1)) {
                case "run" -> statement.setLong(i, run);
                case "commit" -> statement.setObject(i, commit, Types.BIGINT);
                case "who" -> statement.setString(i, who);
                default -> statement.setLong(i, model);
            }
        }
        return statement;
    }

    /** {@code many}: there may be enough for a table that is still empty to get its indexes last. */
    private void fill(boolean many, String table, EmptyTable.Filling filling) throws SQLException {
        if (!many || !new EmptyTable(connection, table).fill(filling)) {
            filling.run();
        }
    }
}
