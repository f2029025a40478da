// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.db.EmptyTable;

/** Puts what is pending under a run in force, in the caller's transaction. */
final class Application {

    private static final String NEW = "select count(*) from identity.pending_record where run = ? and change = 'n'";

    private static final String NEW_PERSONS =
            """
            insert into identity.person (person, since) overriding system value
            select distinct person, coalesce(%2$s, 0) from identity.pending_link where run = %1$d and kind in ('created', 'split')
            """;

    private static final String UNMERGED =
            """
            update identity.person set redirect = null
            where person in (select person from identity.pending_link where run = %1$d and kind = 'unmerged')
            """;

    private static final String NEW_LINKS =
            """
            insert into identity.link (record, row, person, stream, role, closed, since, features)
            select p.record, p.row, k.person, p.stream, p.role, false, coalesce(%2$s, 0), p.features
            from identity.pending_record p join identity.pending_link k on k.run = p.run and k.record = p.record
            where p.run = %1$d and p.change = 'n'
            """;

    private static final String LINK_EVENTS =
            """
            insert into identity.event (commit, kind, row, person, former, rule, who, other, bits, model, weights)
            select %2$s, k.kind, k.row, k.person, k.former, k.rule, '%3$s', o.row, k.bits, case when k.weights is not null then %4$d end, k.weights
            from identity.pending_link k left join identity.link o on o.record = k.other
            where k.run = %1$d order by k.record
            """;

    private static final String ENDS =
            """
            insert into identity.event (commit, kind, row, person, rule, who)
            select %2$s, case when p.change = 'x' then 'closed' else 'reopened' end, p.row, l.person, 'source', '%3$s'
            from identity.pending_record p join identity.link l using (record)
            where p.run = %1$d and p.change in ('x', 'r')
            """;

    private static final String LINKS =
            """
            update identity.link l set features = p.features, role = p.role, closed = (p.change = 'x')
            from identity.pending_record p where p.run = %1$d and p.change <> 'n' and l.record = p.record;
            update identity.link l set person = k.person
            from identity.pending_link k where k.run = %1$d and k.former is not null and l.record = k.record
            """;

    /** Persons left without a record redirect to where most of theirs went. */
    private static final String RETIRED =
            """
            with gone as (
                select distinct on (former) former, person, row from (
                    select former, person, min(row::text)::uuid as row, count(*) as records from identity.pending_link
                    where run = %1$d and former is not null group by former, person) f
                where not exists (select from identity.link l where l.person = f.former)
                order by former, records desc, person),
            redirected as (
                update identity.person p set redirect = gone.person from gone
                where p.person = gone.former or p.redirect = gone.former)
            insert into identity.event (commit, kind, row, person, former, rule, who)
            select %2$s, 'merged', row, person, former, 'merge', '%3$s' from gone order by former
            """;

    private static final String EDGES =
            """
            delete from identity.edge e using identity.pending_record p, identity.edge back
            where p.run = %1$d and p.change <> 'n' and back.a = p.record and e.a = back.b and e.b = p.record;
            delete from identity.edge e using identity.pending_record p where p.run = %1$d and p.change <> 'n' and e.a = p.record;
            insert into identity.edge (a, b, bits) select a, b, bits from identity.pending_edge where run = %1$d
            """;

    private static final String REVIEWS =
            """
            update identity.review r set state = 'settled'
            from (select v.id from identity.pending_record p join identity.review v on v.a = p.record and v.state = 'open'
                  where p.run = %1$d and p.change <> 'n'
                  union select v.id from identity.pending_record p join identity.review v on v.b = p.record and v.state = 'open'
                  where p.run = %1$d and p.change <> 'n') c
            where r.id = c.id
            and not exists (select from identity.pending_review n where n.run = %1$d
                            and least(n.a, n.b) = least(r.a, r.b) and greatest(n.a, n.b) = greatest(r.a, r.b));
            update identity.review r set state = 'joined'
            from (select v.id from identity.pending_link k join identity.review v on v.a = k.record and v.state = 'open'
                  where k.run = %1$d and k.former is not null
                  union select v.id from identity.pending_link k join identity.review v on v.b = k.record and v.state = 'open'
                  where k.run = %1$d and k.former is not null) c, identity.link x, identity.link y
            where r.id = c.id and x.record = r.a and y.record = r.b and x.person = y.person;
            with fresh as materialized (
                select n.a, n.b, n.bits, n.reason, x.row, x.person as one, y.person as candidate, y.row as other
                from identity.pending_review n join identity.link x on x.record = n.a join identity.link y on y.record = n.b
                where n.run = %1$d and x.person <> y.person),
            people as materialized (select one as person from fresh union select candidate from fresh),
            records as materialized (select person, count(*) as records from people join identity.link using (person) group by person),
            asked as materialized (
                select l.person as one, m.person as other from people join identity.link l using (person)
                join identity.review r on r.a = l.record and r.state = 'open' join identity.link m on m.record = r.b
                union
                select m.person, l.person from people join identity.link m using (person)
                join identity.review r on r.b = m.record and r.state = 'open' join identity.link l on l.record = r.a),
            new as materialized (
                select f.*, (1 - abs(2 / (1 + power(2::float8, -f.bits)) - 1)) * (x.records + y.records) as value
                from fresh f join records x on x.person = f.one join records y on y.person = f.candidate
                where not exists (select from asked q where q.one = f.one and q.other = f.candidate)
                and not exists (select from asked q where q.one = f.candidate and q.other = f.one)),
            opened as (
                insert into identity.review (a, b, bits, reason, value) select a, b, bits, reason, value from new order by a, b
                on conflict do nothing returning a, b)
            insert into identity.event (commit, kind, row, person, rule, who, other, bits, model)
            select %2$s, 'review', row, candidate, reason, '%3$s', other, bits, %4$d from new join opened using (a, b) order by a, b
            """;

    private final Connection connection;
    private final long run;
    private final @Nullable Long commit;
    private final String who;

    /**
     * @param commit where a run is committed; without one, a person decided
     * @param who the person, or "rules"
     */
    Application(Connection connection, long run, @Nullable Long commit, String who) {
        this.connection = connection;
        this.run = run;
        this.commit = commit;
        this.who = who.replace("'", "''");
    }

    void apply(long model) throws SQLException {
        // PostgreSQL may not know yet how much there is of what this transaction or the last one wrote.
        Sql.run(connection, "set local enable_seqscan = off");
        boolean many = Sql.number(connection, NEW, run) >= EmptyTable.MANY;
        if (many) {
            Sql.run(connection, "set local maintenance_work_mem = '256MB'");
        }
        fill(many, "identity.key", new KeyTable(connection, run)::write);
        fill(many, "identity.person", () -> run(NEW_PERSONS, model));
        run(UNMERGED, model);
        fill(many, "identity.link", () -> run(NEW_LINKS, model));
        run(LINKS, model);
        fill(many, "identity.event", () -> run(LINK_EVENTS, model));
        for (String step : List.of(ENDS, RETIRED, EDGES, REVIEWS)) {
            run(step, model);
        }
    }

    private void run(String step, long model) throws SQLException {
        Sql.run(connection, step.formatted(run, commit, who, model));
    }

    /** {@code many}: there may be enough for a table that is still empty to get its indexes last. */
    private void fill(boolean many, String table, EmptyTable.Filling filling) throws SQLException {
        if (!many || !new EmptyTable(connection, table).fill(filling)) {
            filling.run();
        }
    }
}
