// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.susten.model.Demographic;
import org.susten.model.Person;

/** The people that a run changes, as the person index reads them. */
final class ChangedPeople {

    private static final String AFFECTED =
            """
            create temp table affected on commit drop as
            select row, at, case change when 'r' then 'n' else change end as change from %1$s where change <> 'm'
            union all
            select distinct p.row, null::tid, 'c'::"char"
            from (select s.person from %2$s c join %3$s s on s.ctid = c.at where c.change <> 'm'
                  union select t.person from %2$s c join store.demographic t on t.row = c.row where c.change <> 'm') d
            join store.person p on p.row = d.person and p.closed is null
            where not exists (select from %1$s c where c.row = p.row and c.change <> 'm');
            analyze affected
            """;

    private static final String PEOPLE =
            """
            create unlogged table %1$s with (autovacuum_enabled = false) as
            with demographics as (
                select distinct on (person) person, birth_date, sex from (
                    select s.row, s.person, s.birth_date, s.sex
                    from %2$s c join %3$s s on s.ctid = c.at where c.change <> 'x'
                    union all
                    select t.row, t.person, t.birth_date, t.sex
                    from store.demographic t where t.closed is null and t.person in (select row from affected)
                    and not exists (select from %2$s c where c.row = t.row)) d
                order by person, row),
            people as (
                select a.change, s.row, s.stream, s.key, %4$s from affected a join %5$s s on s.ctid = a.at
                union all
                select a.change, t.row, t.stream, t.key, %6$s from affected a join store.person t on t.row = a.row
                where a.at is null)
            select p.row, p.stream, n.system, n.site, p.key, p.change,
                   p.given_name, p.middle_name, p.family_name, p.suffix, p.preferred_name,
                   coalesce(p.birth_date, d.birth_date) as birth_date, coalesce(p.sex, d.sex) as sex,
                   translate(p.roles::text, '[]" ', '{}')::text[] as roles,
                   p.identifiers, p.phones, p.emails, p.addresses, p.former_names
            from people p join store.stream n using (stream) left join demographics d on d.person = p.row;
            analyze %1$s (row, stream, change)
            """;

    private final Connection connection;
    private final StageTables tables;

    ChangedPeople(Connection connection, StageTables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** The relation's name. */
    String fill() throws SQLException {
        Sql.heavy(connection);
        Sql.run(connection, "drop table if exists " + tables.people() + "; drop table if exists pg_temp.affected");
        Shape person = Shape.of(Person.class);
        Shape demographic = Shape.of(Demographic.class);
        Set<String> there = Sql.tables(connection, tables);
        for (Shape shape : List.of(person, demographic)) {
            Sql.run(connection, tables.create(shape));
            if (!there.contains(tables.change(shape))) {
                Sql.run(connection, Comparison.noDifferences(tables.change(shape)));
            }
        }
        Sql.run(
                connection,
                AFFECTED.formatted(tables.change(person), tables.change(demographic), tables.rows(demographic)));
        Sql.run(
                connection,
                PEOPLE.formatted(
                        tables.people(),
                        tables.change(demographic),
                        tables.rows(demographic),
                        person.names("s."),
                        tables.rows(person),
                        person.names("t.")));
        return tables.people();
    }
}
