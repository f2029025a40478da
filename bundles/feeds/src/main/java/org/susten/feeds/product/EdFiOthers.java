// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.util.List;

/**
 * Who else an Ed-Fi feed tells of: those who look after its children, and those who teach them. Nobody who is a student anywhere comes in
 * by these doors, so that nobody who has refused is told of as another child's mother or tutor.
 */
public final class EdFiOthers {

    /** The element that lets those who look after a child be told of. */
    static final String GUARDIANS = RosterTables.GUARDIANS;

    /** The element that lets those who teach a child be told of. */
    static final String STAFF = RosterTables.STAFF;

    /** All whose names are not those of children; each is named to the partner by a pseudonym. */
    static final String PEOPLE = "edfi_other";

    static final String CLEAR =
            """
            drop table if exists pg_temp.edfi_contact, pg_temp.edfi_teaching, pg_temp.edfi_other, pg_temp.edfi_link;
            create temp table edfi_contact (person bigint not null, student bigint not null, row uuid not null) on commit drop;
            create temp table edfi_teaching (person bigint not null, row uuid not null) on commit drop;
            create temp table edfi_other (person bigint primary key) on commit drop;
            create temp table edfi_link (row uuid, person bigint) on commit drop""";

    /** Whom any source restricts for a child is not told of beside it; of several records of two people the latest counts. */
    static final String CONTACTS =
            """
            insert into edfi_contact
            select coalesce(p.redirect, g.person), l.person, (array_agg(t.row order by t.since desc, t.row))[1]
            from feed_link l
            join store.relationship_v1 t on t.student = l.row
            join identity.link_v1 g on g.row = t.guardian
            left join identity.person_v1 p on p.person = g.person
            group by 1, 2 having bool_and(coalesce(t.restrictions, '') = '')""";

    /** Who teaches a class that the feed tells. */
    static final String TEACHERS =
            """
            insert into edfi_teaching
            select coalesce(p.redirect, l.person), m.row
            from edfi_section z
            join store.class_membership_v1 m on m.section = z.row
            join identity.link_v1 l on l.row = m.person
            left join identity.person_v1 p on p.person = l.person
            where m.role not in ('student', 'guardian', 'parent', 'relative')""";

    /** After all are found: who they are, by all records of theirs; whom one of these knows as a student is none of them. */
    static final String GATHERED =
            """
            insert into edfi_other select person from edfi_contact union select person from edfi_teaching;
            analyze edfi_other;
            insert into edfi_link
            select l.row, a.person
            from (select person, person former from edfi_other
                  union all
                  select o.person, p.person from edfi_other o join identity.person_v1 p on p.redirect = o.person) a
            join identity.link_v1 l on l.person = a.former;
            delete from edfi_other o where o.person in (select person from feed_recipient)
              or o.person in (
                select l.person from edfi_link l join store.person_v1 s on s.row = l.row
                where s.roles = '[]' or s.roles @> '["student"]');
            delete from edfi_link l where not exists (select from edfi_other o where o.person = l.person);
            delete from edfi_contact c where not exists (select from edfi_other o where o.person = c.person);
            delete from edfi_teaching t where not exists (select from edfi_other o where o.person = t.person);
            analyze edfi_contact; analyze edfi_teaching; analyze edfi_other; analyze edfi_link""";

    private EdFiOthers() {}

    /** Of several sources' values of a name the one that counts, of those who are no children here. */
    static Dataset.Join best(String field, String column) {
        return Datasets.best("edfi_link", field, column, false);
    }

    /** The names by which both contacts and staff are told. */
    static final List<Dataset.Join> NAMES = List.of(
            best("givenName", "given_name"),
            best("middleName", "middle_name"),
            best("familyName", "family_name"),
            best("suffix", "suffix"));

    /** Properties of a resource that tell a name, each where the element and the door are granted. */
    static List<Column> names(String resource, String door) {
        return List.of(
                name(resource + ".firstName", "First name", door, "givenName"),
                name(resource + ".middleName", "Middle name", door, "middleName"),
                name(resource + ".lastSurname", "Surname", door, "familyName"),
                name(resource + ".generationCodeSuffix", "Jr., III", door, "suffix"));
    }

    private static Column name(String name, String meaning, String door, String field) {
        return EdFiPeople.derived(
                name,
                meaning,
                List.of(door, "Person." + field),
                EdFi.within(field.equals("suffix") ? 10 : 75, "best_" + field + ".value"));
    }
}
