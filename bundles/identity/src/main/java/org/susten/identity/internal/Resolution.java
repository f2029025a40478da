// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.susten.identity.People;

/**
 * Decides for the people of one run, in sets.
 *
 * <p>A record that has a link keeps it. Records without one that share an identifier (system and value) form groups, and a group
 * is linked to the one person its identifiers lead to. It is not linked, and goes to review instead, where something speaks
 * against it: the identifiers lead to several persons; two records of one stream carry the same identifier, since a source knows
 * its own children apart; birth date and name both differ, since then the number is a mistake; or a human being has said no.
 * The same name, birth date and sex alone never link: they are a pair to review.
 */
final class Resolution {

    private static final String PEOPLE =
            """
            create unlogged table %1$s with (autovacuum_enabled = false) as
            select p.row, p.stream, p.change::text as change, l.person as linked,
                   identity.folded(p.given_name) as given, identity.folded(p.family_name) as family,
                   case when p.birth_date > date '1900-01-01' then p.birth_date end as born, p.sex,
                   case when p.given_name is not null and p.family_name is not null and p.sex is not null
                             and p.birth_date > date '1900-01-01'
                        then md5(concat_ws('/', identity.folded(p.given_name), identity.folded(p.family_name), p.birth_date, p.sex))::uuid
                   end as likeness
            from %2$s p left join identity.link l using (row);
            create unlogged table %3$s with (autovacuum_enabled = false) as
            select distinct q.row, q.stream, q.linked, i.system, i.value
            from %2$s p join %1$s q using (row), jsonb_to_recordset(p.identifiers) as i(system text, value text)
            where q.change <> 'x' and not identity.placeholder(i.value);
            analyze %1$s, %3$s
            """;

    /** Persons that identifiers lead to, and whether something speaks against each. */
    private static final String REACHED =
            """
            create temp table reached on commit drop as
            select c.row, c.linked, l.person,
                   bool_or(identity.against(q.given, q.family, q.born, l.given, l.family, l.born)) as contradicts,
                   bool_or(l.stream = c.stream and not l.closed and gone.row is null) as taken
            from %1$s c
            join %2$s q on q.row = c.row
            join identity.identifier k on k.value = c.value and k.system = c.system and k.row <> c.row
            join identity.link l on l.row = k.row
            left join %2$s gone on gone.row = k.row and gone.change = 'x'
            where c.linked is distinct from l.person
            group by 1, 2, 3;
            delete from reached r using identity.decision d where d.row = r.row and d.person = r.person and not d.same
            """;

    /** Identifiers that several newcomers of this run share, and those newcomers' groups. */
    private static final String GROUPS =
            """
            create temp table shared on commit drop as
            select c.row, c.stream, dense_rank() over (order by c.system, c.value) as claim
            from %1$s c join (select system, value from %1$s where linked is null group by 1, 2 having count(*) > 1) s using (system, value)
            where c.linked is null;
            create temp table grouped on commit drop as select distinct row, stream, row as rep from shared;
            create temp table contested on commit drop as
            select distinct s.row from shared s join shared o on o.claim = s.claim and o.stream = s.stream and o.row <> s.row
            """;

    private static final String SPREAD =
            """
            update grouped g set rep = n.rep
            from (select s.row, min(o.rep::text)::uuid as rep
                  from shared s join shared t using (claim) join grouped o on o.row = t.row group by s.row) n
            where n.row = g.row and n.rep::text < g.rep::text
            """;

    /** A group is linked whole, or every record in it stands alone. */
    private static final String DECIDED =
            """
            create temp table verdict on commit drop as
            with newcomers as (
                select q.row, q.stream, q.given, q.family, q.born, coalesce(g.rep, q.row) as rep
                from %1$s q left join grouped g on g.row = q.row where q.linked is null and q.change <> 'x'),
            contradicting as (
                select distinct a.rep from newcomers a join newcomers b on b.rep = a.rep and b.row <> a.row
                where identity.against(a.given, a.family, a.born, b.given, b.family, b.born)
                and exists (select from grouped g where g.row = a.row))
            select n.rep, min(r.person) as person, count(distinct r.person) as persons,
                   coalesce(bool_or(r.contradicts or r.taken), false) or bool_or(c.row is not null) or bool_or(x.rep is not null)
                   or count(distinct n.row) > count(distinct n.stream) as doubtful
            from newcomers n left join reached r on r.row = n.row left join contested c on c.row = n.row
            left join contradicting x on x.rep = n.rep
            group by n.rep;
            create unlogged table %2$s with (autovacuum_enabled = false) as
            select q.row, case when v.doubtful or v.persons > 1 then q.row else v.rep end as rep,
                   case when v.doubtful or v.persons > 1 then s.person else coalesce(s.person, v.person) end as person,
                   case when s.person is not null then 'decision' when v.doubtful or v.persons <> 1 then 'first seen' else 'identifier' end as rule
            from %1$s q
            left join grouped g on g.row = q.row
            join verdict v on v.rep = coalesce(g.rep, q.row)
            left join (select row, min(person) as person from identity.decision where same group by row) s on s.row = q.row
            where q.linked is null and q.change <> 'x';
            analyze %2$s
            """;

    private static final String PAIRS =
            """
            create unlogged table %3$s with (autovacuum_enabled = false) as
            select r.row, r.person as candidate, null::uuid as other,
                   case when r.contradicts then 'Both carry the same number, but name and birth date differ: one of the numbers may be mistyped.'
                        when r.taken then 'Two children of the same source carry the same number.'
                        when r.linked is not null then 'This record now carries a number that belongs to another person too.'
                        else 'The numbers of this record lead to more than one person.' end as reason
            from reached r left join %2$s d on d.row = r.row
            where r.linked is not null or d.person is null
            union all
            select distinct on (a.row) a.row, null, b.row,
                   case when b.stream = a.stream then 'Two children of the same source carry the same number.'
                        else 'Both carry the same number, but something speaks against one child.' end
            from shared a join shared b on b.claim = a.claim and b.row::text < a.row::text
            join %2$s d on d.row = a.row join %2$s e on e.row = b.row
            where d.rep <> e.rep and d.person is null and e.person is null
            """;

    private static final String LOOKALIKES =
            """
            insert into %3$s
            select q.row, min(l.person), null, 'Same name, birth date and sex, but no number in common: the same child, or two of one name?'
            from %1$s q join %2$s d on d.row = q.row and d.person is null and d.rep = q.row
            join identity.link l on l.likeness = q.likeness and l.row <> q.row and (l.stream <> q.stream or l.closed)
            where not exists (select from identity.decision n where n.row = q.row and n.person = l.person and not n.same)
            and not exists (select from %3$s p where p.row = q.row and p.candidate = l.person)
            and not exists (select from %4$s c join identity.identifier k on k.row = l.row and k.system = c.system and k.value <> c.value
                            where c.row = q.row)
            group by q.row, l.person;
            insert into %3$s
            select q.row, null, min(t.row::text)::uuid, 'Same name, birth date and sex, but no number in common: the same child, or two of one name?'
            from %1$s q join %2$s d on d.row = q.row and d.person is null
            join %1$s t on t.likeness = q.likeness and t.row::text < q.row::text and t.stream <> q.stream and t.change <> 'x'
            join %2$s e on e.row = t.row and e.person is null and e.rep <> d.rep
            where not exists (select from %3$s p where p.row = q.row and p.other = t.row)
            and not exists (select from %4$s c join %4$s k on k.row = t.row and k.system = c.system and k.value <> c.value
                            where c.row = q.row)
            group by q.row
            """;

    private static final int MOST_HOPS = 50;

    private final Connection connection;
    private final RunTables tables;

    Resolution(Connection connection, long run) {
        this.connection = connection;
        this.tables = new RunTables(run);
    }

    People.Outcome decide(String relation) throws SQLException {
        Sql.run(connection, "set local work_mem = '64MB'; set local jit = off");
        Sql.run(connection, tables.dropAll());
        Sql.run(
                connection,
                "drop table if exists pg_temp.reached, pg_temp.shared, pg_temp.grouped, pg_temp.contested, pg_temp.verdict");
        Sql.run(connection, PEOPLE.formatted(tables.people(), relation, tables.claims()));
        Sql.run(connection, REACHED.formatted(tables.claims(), tables.people()));
        Sql.run(connection, GROUPS.formatted(tables.claims()));
        for (int hop = 0; hop < MOST_HOPS && Sql.update(connection, SPREAD) > 0; hop++) {
            // each hop carries the smallest row of a group one shared identifier further
        }
        Sql.run(connection, "analyze reached, shared, grouped, contested");
        Sql.run(connection, DECIDED.formatted(tables.people(), tables.decided()));
        Sql.run(connection, PAIRS.formatted(tables.people(), tables.decided(), tables.pairs()));
        Sql.run(connection, LOOKALIKES.formatted(tables.people(), tables.decided(), tables.pairs(), tables.claims()));
        return outcome();
    }

    private People.Outcome outcome() throws SQLException {
        String counts =
                """
                select (select count(*) from %1$s where person is not null or rep <> row),
                       (select count(*) from %1$s where person is null and rep = row),
                       (select count(distinct row) from %2$s),
                       (select count(*) from %3$s where linked is not null and change <> 'x'),
                       (select count(*) from %3$s where change = 'x')
                """;
        return Sql.list(
                        connection,
                        counts.formatted(tables.decided(), tables.pairs(), tables.people()),
                        r -> new People.Outcome(r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4), r.getLong(5)))
                .get(0);
    }
}
