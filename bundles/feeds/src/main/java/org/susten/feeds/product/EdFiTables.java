// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.susten.governance.Agreements;

/**
 * What an Ed-Fi feed tells: fills {@code edfi_rows} from {@code feed_link} and {@code feed_recipient}. Organizations, sessions, programs and
 * classes are those that something granted refers to; everything lives in temporary tables until the transaction ends.
 */
public final class EdFiTables {

    private static final String CLEAR =
            """
            drop table if exists pg_temp.edfi_rows, pg_temp.edfi_used, pg_temp.edfi_org, pg_temp.edfi_day, pg_temp.edfi_session,
              pg_temp.edfi_program, pg_temp.edfi_section, pg_temp.edfi_first;
            create temp table edfi_rows (person bigint not null, kind text not null, id text collate "C" not null,
              data jsonb not null, "#key" text[] not null, "#hash" bytea not null) on commit drop;
            create temp table edfi_used (row uuid, school boolean) on commit drop;
            create temp table edfi_org (row uuid primary key, id bigint not null, school boolean not null,
              district boolean not null default false) on commit drop;
            create temp table edfi_day (school uuid, day date, session uuid) on commit drop;
            create temp table edfi_session (school uuid, session uuid, name text, year integer) on commit drop;
            create temp table edfi_program (row uuid, organization uuid) on commit drop;
            create temp table edfi_first (person bigint, school uuid, day date, primary key (person, school)) on commit drop;
            create temp table edfi_section (row uuid primary key, school uuid, course uuid, session uuid, code text, identifier text)
              on commit drop""";

    private static final String ENROLLED =
            "insert into edfi_used select distinct t.organization, true from feed_link l join store.enrollment_v1 t on t.person = l.row";

    /**
     * When a child came to a school of which no source says so: by the first of its classes there, each by its own day or else its first
     * term's, as the class itself is told.
     */
    private static final String FIRST =
            """
            insert into edfi_first
            select l.person, coalesce(c.organization, k.organization), min(coalesce(m.begin, s.begin))
            from feed_link l
            join store.class_membership_v1 m on m.person = l.row and m.role = 'student'
            join store.class_section_v1 c on c.row = m.section
            left join store.course_v1 k on k.row = c.course
            left join lateral (
              select min(s.begin) as begin from jsonb_array_elements_text(c.sessions) i
              join store.academic_session_v1 s on s.row = i::uuid) s on m.begin is null
            where coalesce(c.organization, k.organization) is not null and coalesce(m.begin, s.begin) is not null
            group by 1, 2;
            delete from edfi_first f using feed_link l, store.enrollment_v1 t
            where l.person = f.person and t.person = l.row and t.organization = f.school and t.entry is not null;
            analyze edfi_first""";

    private static final String ATTENDED =
            """
            insert into edfi_used
            select distinct t.organization, true from feed_link l join store.attendance_v1 t on t.person = l.row where t.section is null""";

    /** Of several terms of a day the shortest that is no grading period; the school's own before the district's. */
    private static final String DAYS =
            """
            insert into edfi_day
            select d.organization, d.day, s.row
            from (select distinct t.organization, t.day from feed_link l
                  join store.attendance_v1 t on t.person = l.row and t.section is null and t.organization is not null) d
            join store.organization_v1 o on o.row = d.organization
            cross join lateral (
              select s.row from store.academic_session_v1 s
              where d.day between s.begin and s."end" and (s.organization is null or s.organization in (o.row, o.parent))
              order by coalesce(lower(s.kind) in ('gradingperiod', 'schoolyear'), false), s.organization = o.row desc nulls last,
                       s."end" - s.begin, s.row
              limit 1) s;
            insert into edfi_session select distinct v.school, v.session from edfi_day v""";

    private static final String SECTIONS =
            """
            insert into edfi_section
            select c.row, coalesce(c.organization, k.organization), k.row, s.row, coalesce(%1$s, k.row::text),
                   case when c.code is not null and count(*) over (partition by c.code, k.row, s.row,
                                                                   coalesce(c.organization, k.organization)) = 1
                     then %2$s else c.row::text end
            from store.class_section_v1 c
            join store.course_v1 k on k.row = c.course
            cross join lateral (
              select s.row from jsonb_array_elements_text(c.sessions) i join store.academic_session_v1 s on s.row = i::uuid
              order by s.begin, s.row limit 1) s
            where coalesce(c.organization, k.organization) is not null
              and c.row in (%3$s);
            insert into edfi_used select distinct school, true from edfi_section;
            insert into edfi_session select distinct z.school, z.session from edfi_section z
              where not exists (select from edfi_session y where y.school = z.school and y.session = z.session)""";

    private static final String MEMBERS =
            "select m.section from feed_link l join store.class_membership_v1 m on m.person = l.row and m.role = 'student'";

    private static final String PRESENT =
            "select t.section from feed_link l join store.attendance_v1 t on t.person = l.row";

    private static final String NAMES =
            """
            update edfi_session y set name = %s, year = coalesce(s.school_year, extract(year from s."end")::integer)
            from store.academic_session_v1 s where s.row = y.session;
            delete from edfi_session where year is null"""
                    .formatted(EdFi.key(60, "s.title"));

    private static final String PROGRAMS =
            """
            insert into edfi_program
            select distinct g.row, coalesce(g.organization, %2$s) from feed_link l
            join %1$s t on t.person = l.row join store.program_v1 g on g.row = t.program;
            insert into edfi_used select distinct organization, false from edfi_program;
            insert into edfi_used select distinct %2$s, false from feed_link l join %1$s t on t.person = l.row""";

    /** An identifier of digits that no other organization has is an organization's number; else one made of its row, which lasts. */
    private static final String NUMBERED =
            """
            with own as (
              select o.row, (select (i ->> 'value')::bigint from jsonb_array_elements(o.identifiers) with ordinality a(i, n)
                             where i ->> 'value' ~ '^[1-9][0-9]{0,14}$' order by n limit 1) id
              from store.organization_v1 o
            ), alone as (select min(row::text)::uuid as row, id from own where id is not null group by id having count(*) = 1)
            insert into edfi_org (row, id, school)
            select u.row, coalesce(a.id, %1$s), bool_or(u.school) from edfi_used u left join alone a on a.row = u.row
            where u.row is not null group by u.row, a.id""";

    private static final String UNNUMBERED =
            """
            insert into edfi_org (row, id, school)
            select u.row, %1$s, bool_or(u.school) from edfi_used u where u.row is not null group by u.row""";

    private static final String PARENTS =
            """
            insert into edfi_used
            select distinct o.parent, false from edfi_used u join store.organization_v1 o on o.row = u.row
            join store.organization_v1 p on p.row = o.parent and p.type = 'district' where u.school""";

    private static final String DISTRICTS =
            """
            update edfi_org x set district = true from store.organization_v1 o
            where o.row = x.row and not x.school and o.type = 'district'""";

    /** Sixteen digits, so that JavaScript reads it too. */
    private static final String MADE =
            "1000000000000000 + ('x' || left(encode(sha256(u.row::text::bytea), 'hex'), 12))::bit(48)::bigint";

    private final Connection transaction;
    private final Agreements agreements;
    private final Governed governed;
    private final List<String> elements;

    public EdFiTables(Connection transaction, Agreements agreements, Governed governed) {
        this.transaction = transaction;
        this.agreements = agreements;
        this.governed = governed;
        this.elements = governed.elements();
    }

    /** Fills {@code edfi_rows}. */
    public void fill() throws SQLException {
        List<String> statements = new ArrayList<>(List.of(CLEAR, EdFiOthers.CLEAR));
        add(statements, ENROLLED, "Enrollment.organization");
        add(statements, ATTENDED, "Attendance.organization", "Attendance.day");
        if (granted(EdFiClasses.TERMS.toArray(String[]::new))) {
            add(statements, FIRST, "Enrollment.organization", "Enrollment.entry");
        }
        boolean terms = granted("AcademicSession.title", "AcademicSession.schoolYear");
        if (terms) {
            add(statements, DAYS, "Attendance.organization", "Attendance.day");
        }
        if (granted(EdFiClasses.NAMED.toArray(String[]::new))) {
            List<String> whose = new ArrayList<>();
            add(whose, MEMBERS, "ClassMembership.section");
            add(whose, PRESENT, "Attendance.section");
            if (!whose.isEmpty()) {
                statements.add(SECTIONS.formatted(
                        EdFi.key(60, "k.code"), EdFi.key(255, "c.code"), String.join(" union ", whose)));
            }
        }
        if (terms) {
            statements.add(NAMES);
        }
        programs(statements, "store.program_participation_v1", "ProgramParticipation");
        programs(statements, "store.service_contact_v1", "ServiceContact");
        String[] district = EdFiPeople.DISTRICT.toArray(String[]::new);
        add(statements, PARENTS, district);
        boolean numbered = granted("Organization.identifiers");
        statements.add((numbered ? NUMBERED : UNNUMBERED).formatted(MADE));
        add(statements, DISTRICTS, district);
        statements.add("analyze edfi_org; analyze edfi_day; analyze edfi_session; analyze edfi_section");
        add(statements, EdFiOthers.CONTACTS, EdFiOthers.GUARDIANS);
        add(statements, EdFiOthers.TEACHERS, EdFiStaff.IN_CLASSES.toArray(String[]::new));
        statements.add(EdFiOthers.GATHERED);
        execute(statements);
        new Recipients(transaction, agreements)
                .nameAlso(EdFiOthers.PEOPLE, governed.agreement().partner().id());
        statements.clear();
        for (EdFiResource resource : EdFi.of(governed.columns())) {
            statements.add(resource.insert(governed.columns()));
        }
        statements.add(EdFiDescriptors.INSERT);
        statements.add("analyze edfi_rows");
        execute(statements);
    }

    private void execute(List<String> statements) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void programs(List<String> statements, String rows, String entity) {
        String site = granted(entity + ".organization") ? "t.organization" : "null::uuid";
        add(statements, PROGRAMS.formatted(rows, site), entity + ".program");
    }

    private void add(List<String> statements, String sql, String... needed) {
        if (granted(needed)) {
            statements.add(sql);
        }
    }

    private boolean granted(String... needed) {
        return elements.containsAll(List.of(needed));
    }
}
