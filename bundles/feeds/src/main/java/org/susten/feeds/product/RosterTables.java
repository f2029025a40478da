// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.susten.governance.Agreements;

/**
 * What is part of a roster: the admitted students who are in a school, their classes, those who teach them where the agreement grants
 * {@code StaffAssignment.person}, and whatever these refer to. Everything lives in temporary tables until the transaction ends.
 */
public final class RosterTables {

    /** All class work is of one category: the model knows no other. */
    static final String CATEGORY = "0b1c2f6e-5d0a-4b52-9a3c-2f1d7c0e4a11";

    /** The element that lets teachers be part of a roster. */
    static final String STAFF = "StaffAssignment.person";

    /** The element that lets those who look after a student be part of a roster. */
    static final String GUARDIANS = "Relationship.guardian";

    private static final String CLEAR =
            """
            drop table if exists pg_temp.roster_rows, pg_temp.roster_member, pg_temp.roster_class, pg_temp.roster_course,
              pg_temp.roster_session, pg_temp.roster_org, pg_temp.roster_person, pg_temp.roster_link, pg_temp.roster_staff,
              pg_temp.roster_item, pg_temp.roster_result, pg_temp.roster_guardian, pg_temp.roster_parent;
            create temp table roster_rows (person bigint not null, kind text not null, id text collate "C" not null,
              data jsonb not null, "#key" text[] not null, "#hash" bytea not null) on commit drop;
            create temp table roster_member (person bigint, staff boolean, id text collate "C", section uuid, role text,
              "primary" boolean, begin date, "end" date, membership text collate "C") on commit drop;
            create temp table roster_class (row uuid primary key, school uuid, course uuid, terms jsonb) on commit drop;
            create temp table roster_staff (person bigint primary key) on commit drop;
            create temp table roster_guardian (person bigint, student bigint, role text) on commit drop;
            create temp table roster_parent (person bigint primary key) on commit drop;
            create temp table roster_item (row uuid primary key, session uuid, section uuid, school uuid) on commit drop;
            create temp table roster_result (row uuid, item uuid, section uuid, person bigint, id text, result text) on commit drop;
            create temp table roster_link on commit drop as select row, person from feed_link""";

    /** A class that lacks its school, its course or its terms is not one of OneRoster. */
    private static final String CLASSES =
            """
            insert into roster_class
            select c.row, coalesce(c.organization, k.organization), c.course, t.terms
            from store.class_section_v1 c
            join store.course_v1 k on k.row = c.course
            join store.organization_v1 o on o.row = coalesce(c.organization, k.organization)
            join lateral (select jsonb_agg(s.row::text order by s.begin, s.row) terms
                          from jsonb_array_elements_text(c.sessions) i
                          join store.academic_session_v1 s on s.row = i::uuid) t on t.terms is not null
            where c.row in (select m.section from feed_link l join store.class_membership_v1 m on m.person = l.row
                            where m.role = 'student')""";

    private static final String STUDENTS_IN_CLASSES =
            """
            insert into roster_member (person, staff, id, section, role, "primary", begin, "end")
            select r.person, false, r.id, m.section, m.role, %s, %s, %s
            from feed_link l
            join store.class_membership_v1 m on m.person = l.row and m.role = 'student'
            join roster_class x on x.row = m.section
            join feed_recipient r on r.person = l.person""";

    /** Who is a student anywhere is none of the staff here, so that nobody comes in by that door. */
    private static final String STAFF_OF_CLASSES =
            """
            insert into roster_staff
            select distinct coalesce(p.redirect, l.person)
            from store.class_membership_v1 m
            join roster_class x on x.row = m.section
            join identity.link_v1 l on l.row = m.person
            left join identity.person_v1 p on p.person = l.person
            where m.role in ('teacher', 'administrator', 'proctor');
            delete from roster_staff where person in (
              select coalesce(p.redirect, l.person) from store.person_v1 s
              join identity.link_v1 l on l.row = s.row
              left join identity.person_v1 p on p.person = l.person
              where s.roles = '[]' or s.roles @> '["student"]');
            delete from roster_staff where person in (select person from feed_recipient);
            insert into roster_link
            select l.row, s.person from identity.link_v1 l
            left join identity.person_v1 p on p.person = l.person
            join roster_staff s on s.person = coalesce(p.redirect, l.person)""";

    /**
     * Whom any source restricts for a child is not told of beside it, nor is anybody who is a student somewhere. Where no source says what
     * somebody is to the child, it is what they are called themselves.
     */
    private static final String WHO_LOOKS_AFTER =
            """
            insert into roster_guardian
            select coalesce(p.redirect, g.person), l.person,
                   coalesce(
                     min(case when lower(r.kind) ~ 'mother|father|parent' and lower(r.kind) !~ 'grand|god|foster' then 'parent'
                         when lower(r.kind) ~ 'grand|aunt|uncle|sister|brother|sibling|cousin|relative' then 'relative'
                         else 'guardian' end) filter (where r.kind is not null),
                     min(case when w.roles @> '["parent"]' then 'parent' when w.roles @> '["relative"]' then 'relative' end),
                     'guardian')
            from feed_link l
            join store.relationship_v1 r on r.student = l.row
            join identity.link_v1 g on g.row = r.guardian
            left join identity.person_v1 p on p.person = g.person
            left join store.person_v1 w on w.row = r.guardian
            group by 1, 2 having bool_and(coalesce(r.restrictions, '') = '');
            delete from roster_guardian where person in (
              select coalesce(p.redirect, l.person) from store.person_v1 s
              join identity.link_v1 l on l.row = s.row
              left join identity.person_v1 p on p.person = l.person
              where s.roles = '[]' or s.roles @> '["student"]');
            delete from roster_guardian g where person in (select person from feed_recipient)
              and not exists (select from roster_staff s where s.person = g.person);
            insert into roster_parent
            select distinct person from roster_guardian g
            where not exists (select from roster_staff s where s.person = g.person);
            insert into roster_link
            select l.row, s.person from identity.link_v1 l
            left join identity.person_v1 p on p.person = l.person
            join roster_parent s on s.person = coalesce(p.redirect, l.person)""";

    private static final String STAFF_IN_CLASSES =
            """
            insert into roster_member (person, staff, id, section, role, "primary", begin, "end")
            select r.person, true, r.id, m.section, m.role, %s, %s, %s
            from roster_staff s
            join roster_link l on l.person = s.person
            join store.class_membership_v1 m on m.person = l.row and m.role in ('teacher', 'administrator', 'proctor')
            join roster_class x on x.row = m.section
            join feed_recipient r on r.person = s.person""";

    /** A membership's id is made of what it says, so it tells nothing else and leads to nobody. */
    private static final String MEMBERSHIPS =
            """
            create temp table roster_numbered on commit drop as
            select m.*, row_number() over (partition by id, section, role order by begin, "end", "primary") n from roster_member m;
            truncate roster_member;
            insert into roster_member
            select person, staff, id, section, role, "primary", begin, "end",
                   encode(substring(sha256(convert_to(id || '|' || section || '|' || role || '|' || n, 'UTF8')) for 16), 'hex')
            from roster_numbered;
            drop table roster_numbered;
            analyze roster_member""";

    private static final String PEOPLE =
            """
            create temp table roster_person on commit drop as
            with enrolled as (
              select l.person, e.organization, e.entry,
                     coalesce(e.entry <= ?, true) and coalesce(e.exit >= ?, true) now
              from feed_link l
              join store.enrollment_v1 e on e.person = l.row
              join store.organization_v1 o on o.row = e.organization
            ), latest as (
              select distinct on (person) person, organization from enrolled order by person, entry desc nulls last, organization
            ), schools as (
              select person, organization from enrolled where now
              union
              select l.person, l.organization from latest l
              where not exists (select from enrolled e where e.person = l.person and e.now)
              union
              select m.person, x.school from roster_member m join roster_class x on x.row = m.section
              where m.staff or not exists (select from enrolled e where e.person = m.person)
            ), everywhere as (
              select person, jsonb_agg(organization::text order by organization) orgs from (
                select person, organization from schools
                union
                select g.person, s.organization from roster_guardian g
                join roster_parent p on p.person = g.person
                join schools s on s.person = g.student) a
              group by person
            ), parents as (
              select person, (array_agg(role order by role <> 'parent', role))[1] as role from roster_guardian group by person
            ), teaching as (
              select person, min(role) as role from roster_member where staff group by person
            )
            select r.person, r.id, coalesce(s.person, g.person) is not null staff,
                   coalesce(t.role, case when g.person is not null then q.role end, 'student') as role, e.orgs
            from feed_recipient r
            left join roster_parent g on g.person = r.person
            left join parents q on q.person = r.person
            left join roster_staff s on s.person = r.person
            left join teaching t on t.person = r.person
            left join everywhere e on e.person = r.person""";

    private static final String REFERRED =
            """
            delete from roster_person where orgs is null;
            create unique index on roster_person (person);
            analyze roster_person;
            create temp table roster_course on commit drop as
              select distinct k.row, coalesce(k.organization, x.school) school
              from roster_class x join store.course_v1 k on k.row = x.course;
            delete from roster_course a using roster_course b where a.row = b.row and a.school > b.school;
            create temp table roster_session on commit drop as
              with recursive asked as (
                select i::uuid as row from roster_class x cross join jsonb_array_elements_text(x.terms) i
                union
                select k.session from roster_course c join store.course_v1 k on k.row = c.row where k.session is not null
                union
                select s.parent from asked a join store.academic_session_v1 s on s.row = a.row where s.parent is not null
              ) select s.row from store.academic_session_v1 s where s.row in (select row from asked)
                union
                select s.row from store.academic_session_v1 s
                where s.parent in (select row from asked) and lower(s.kind) = 'gradingperiod';
            create temp table roster_org on commit drop as
              with recursive asked as (
                select distinct i::uuid as row from roster_person p cross join jsonb_array_elements_text(p.orgs) i
                union select school from roster_class
                union select school from roster_course
                union select o.parent from asked a join store.organization_v1 o on o.row = a.row where o.parent is not null
              ) select o.row from store.organization_v1 o where o.row in (select row from asked)""";

    /** Class work that says when it was and up to how many points: of its session, or of one of the class; a whole year is none. */
    private static final String ITEMS =
            """
            insert into roster_item
            select a.row, coalesce(n.row, s.row, (x.terms ->> 0)::uuid), a.section, x.school
            from store.assessment_v1 a
            join roster_class x on x.row = a.section
            left join roster_session s on s.row = a.session
            left join lateral (
              select y.row from roster_session y join store.academic_session_v1 z on z.row = y.row
              where lower(z.kind) is distinct from 'schoolyear'
                and (y.row = a.session or z.parent = a.session
                     or jsonb_exists(x.terms, y.row::text) or jsonb_exists(x.terms, z.parent::text))
              order by coalesce(y.row = a.session, false) desc,
                       coalesce(coalesce(a.due, a.assigned) between z.begin and z."end", false) desc, z.begin, y.row
              limit 1) n on true
            where a.most is not null and coalesce(a.assigned, a.due) is not null""";

    /** Who has left a class without a trace has no results in it, as far as the roster tells. */
    private static final String RESULTS =
            """
            insert into roster_result
            select t.row, t.assessment, i.section, p.person, p.id,
                   encode(substring(sha256(convert_to(p.id || '|' || t.assessment || '|'
                     || row_number() over (partition by p.id, t.assessment order by t.row), 'UTF8')) for 16), 'hex')
            from feed_link l
            join store.assessment_result_v1 t on t.person = l.row and t.score is not null and t.day is not null
            join roster_item i on i.row = t.assessment
            join roster_person p on p.person = l.person
            where exists (select from roster_member m where m.person = p.person and m.section = i.section)""";

    private final Connection transaction;
    private final Agreements agreements;
    private final Governed governed;

    public RosterTables(Connection transaction, Agreements agreements, Governed governed) {
        this.transaction = transaction;
        this.agreements = agreements;
        this.governed = governed;
    }

    /**
     * Fills {@code roster_rows}; {@code feed_link} and {@code feed_recipient} are there.
     *
     * @return admitted students for whom OneRoster has no place, as they are in no school and no class
     */
    public long fill(LocalDate day) throws SQLException {
        Set<String> files = governed.files();
        execute(CLEAR);
        if (files.contains("enrollments")) {
            execute(CLASSES, "analyze roster_class");
            execute(readable(STUDENTS_IN_CLASSES));
            if (granted(STAFF)) {
                execute(STAFF_OF_CLASSES);
                new Recipients(transaction, agreements)
                        .nameAlso("roster_staff", governed.agreement().partner().id());
                execute(readable(STAFF_IN_CLASSES));
            }
            execute(MEMBERSHIPS);
        }
        if (granted(GUARDIANS)) {
            execute(WHO_LOOKS_AFTER);
            new Recipients(transaction, agreements)
                    .nameAlso("roster_parent", governed.agreement().partner().id());
        }
        execute("create unique index on roster_link (row)", "analyze roster_link");
        try (PreparedStatement people = transaction.prepareStatement(PEOPLE)) {
            people.setDate(1, Date.valueOf(day));
            people.setDate(2, Date.valueOf(day));
            people.execute();
        }
        long homeless = count("select count(*) from roster_person where orgs is null and not staff");
        execute(REFERRED);
        if (files.contains("lineItems")) {
            execute(ITEMS);
            if (files.contains("results")) {
                execute(RESULTS);
            }
        }
        List<Column> columns = governed.columns();
        for (RosterFile file : RosterFiles.ALL) {
            if (holds(file.name(), files)) {
                execute(file.insert(columns));
            }
        }
        execute("analyze roster_rows");
        return homeless;
    }

    private boolean holds(String file, Set<String> files) {
        return switch (file) {
            case "categories" -> files.contains("lineItems");
            case "roles" ->
                files.contains("users") && "1.2".equals(governed.feed().version());
            default -> files.contains(file);
        };
    }

    /** What is not granted of a membership is not read. */
    private String readable(String sql) {
        return sql.formatted(
                granted("ClassMembership.primary") ? "m.\"primary\"" : "null",
                granted("ClassMembership.begin") ? "m.begin" : "null::date",
                granted("ClassMembership.end") ? "m.\"end\"" : "null::date");
    }

    private boolean granted(String element) {
        return agreements.field(governed.feed().id(), element).permitted();
    }

    private void execute(String... all) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }

    private long count(String sql) throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
