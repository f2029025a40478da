// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** Puts a run's decisions in force, as part of the transaction that commits the run. */
final class Application {

    private static final String PERSONS =
            """
            create temp table newborn on commit drop as
            select rep, nextval(pg_get_serial_sequence('identity.person', 'person')) as person
            from (select distinct rep from %1$s where person is null order by rep) r;
            insert into identity.person (person, since) overriding system value select person, %2$d from newborn;
            create temp table settled on commit drop as
            select d.row, q.stream, coalesce(d.person, n.person) as person,
                   case when d.person is null and d.row = d.rep then 'created' else 'linked' end as kind, d.rule,
                   q.given, q.family, q.born, q.sex, q.likeness
            from %1$s d join %3$s q on q.row = d.row left join newborn n on n.rep = d.rep and d.person is null
            order by d.row;
            insert into identity.link (row, person, stream, since, given, family, born, sex, likeness)
            select row, person, stream, %2$d, given, family, born, sex, likeness from settled;
            insert into identity.event (commit, kind, row, person, rule, who) select %2$d, kind, row, person, rule, 'rules' from settled order by person
            """;

    private static final String CHANGED =
            """
            insert into identity.event (commit, kind, row, person, rule, who)
            select %2$d, case when q.change = 'x' then 'closed' else 'reopened' end, q.row, l.person, 'source', 'rules'
            from %1$s q join identity.link l on l.row = q.row
            where q.linked is not null and l.closed is distinct from (q.change = 'x');
            update identity.link l set closed = (q.change = 'x')
            from %1$s q where q.row = l.row and q.linked is not null and l.closed is distinct from (q.change = 'x');
            delete from identity.identifier k using %1$s q
            where q.row = k.row and q.linked is not null and q.change <> 'x'
            and not exists (select from %3$s c where c.row = k.row and c.system = k.system and c.value = k.value);
            insert into identity.identifier (system, value, row)
            select system, value, row from %3$s order by value, system on conflict do nothing;
            update identity.link l set given = q.given, family = q.family, born = q.born, sex = q.sex, likeness = q.likeness
            from %1$s q where q.row = l.row and q.linked is not null and q.change <> 'x'
            and (l.given, l.family, l.born, l.sex) is distinct from (q.given, q.family, q.born, q.sex)
            """;

    private static final String REVIEWS =
            """
            with pairs as (
                select p.row, coalesce(p.candidate, o.person) as candidate, min(p.reason) as reason
                from %1$s p left join identity.link o on o.row = p.other join identity.link l on l.row = p.row
                where coalesce(p.candidate, o.person) is not null and l.person <> coalesce(p.candidate, o.person)
                and not exists (select from identity.decision d where d.row = p.row and d.person = coalesce(p.candidate, o.person))
                group by 1, 2),
            opened as (
                insert into identity.review (row, candidate, reason) select row, candidate, reason from pairs order by row
                on conflict (row, candidate) where state = 'open' do nothing returning row, candidate, reason)
            insert into identity.event (commit, kind, row, person, rule, who)
            select %2$d, 'review', row, candidate, reason, 'rules' from opened
            """;

    private final Connection connection;
    private final RunTables tables;

    Application(Connection connection, long run) {
        this.connection = connection;
        this.tables = new RunTables(run);
    }

    void apply(long commit) throws SQLException {
        Sql.run(connection, PERSONS.formatted(tables.decided(), commit, tables.people()));
        Sql.run(connection, CHANGED.formatted(tables.people(), commit, tables.claims()));
        Sql.run(connection, REVIEWS.formatted(tables.pairs(), commit));
    }
}
