// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.BOOLEAN;
import static org.susten.feeds.product.Column.Type.DAY;
import static org.susten.feeds.product.Column.Type.INTEGER;
import static org.susten.feeds.product.Column.Type.NUMBER;
import static org.susten.feeds.product.Column.Type.TEXT;
import static org.susten.feeds.product.Column.derived;
import static org.susten.feeds.product.Column.key;
import static org.susten.feeds.product.Column.of;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.susten.feeds.product.Dataset.Join;
import org.susten.identity.Survival;

/** The data products an agreement can name. */
public final class Datasets {

    private Datasets() {}

    /** The data product of that name, which the agreement's schema has let through. */
    public static Dataset named(String name) {
        return ALL.stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no data product " + name + "; there are "
                        + ALL.stream().map(Dataset::name).collect(Collectors.joining(", "))));
    }

    /** All of them. */
    public static List<Dataset> all() {
        return ALL;
    }

    private static final String PEOPLE = "feed_recipient r";

    /** Of several enrollments the open one at a school counts, the primary before others, the latest before earlier ones. */
    static final Join ENROLLMENT = new Join(
            "e",
            """
            left join (
              select distinct on (l.person) l.person, e.row
              from feed_link l
              join store.enrollment_v1 e on e.person = l.row
              join store.organization_v1 s on s.row = e.organization
              order by l.person, (s.type = 'school') desc, (e.exit is null) desc, e."primary" desc nulls last,
                       e.entry desc nulls last, e.row) chosen_enrollment on chosen_enrollment.person = r.person
            left join store.enrollment_v1 e on e.row = chosen_enrollment.row""");

    private static final Join SCHOOL = new Join("o", "left join store.organization_v1 o on o.row = e.organization");
    private static final Join SITE = new Join("o", "left join store.organization_v1 o on o.row = t.organization");
    private static final Join PROGRAM = new Join("g", "left join store.program_v1 g on g.row = t.program");

    private static final String SCHOOL_MEANING = "Name of the school";
    private static final String GRADE_MEANING = "Grade level, CEDS and OneRoster code";

    private static final Join GIVEN_NAME = best("givenName", "given_name", false);
    private static final Join FAMILY_NAME = best("familyName", "family_name", false);

    /** What a list of children needs to be worked with by people, where names are granted. */
    static final List<Join> NAMED = List.of(GIVEN_NAME, FAMILY_NAME);

    /** Its columns. */
    static final List<Column> NAMES = List.of(
            of("givenName", "First name", TEXT, "Person.givenName", "best_givenName.value"),
            of("familyName", "Surname", TEXT, "Person.familyName", "best_familyName.value"));

    private static final Dataset STUDENTS = new Dataset(
            "students",
            "One row per child",
            PEOPLE,
            List.of(
                    GIVEN_NAME,
                    best("middleName", "middle_name", false),
                    FAMILY_NAME,
                    best("suffix", "suffix", false),
                    best("preferredName", "preferred_name", false),
                    best("birthDate", "birth_date", true),
                    best("sex", "sex", true),
                    best("homeLanguage", "home_language", true),
                    ENROLLMENT,
                    SCHOOL),
            List.of(
                    Column.ID,
                    NAMES.get(0),
                    of("middleName", "Middle name or initial", TEXT, "Person.middleName", "best_middleName.value"),
                    NAMES.get(1),
                    of("suffix", "Jr., III and the like", TEXT, "Person.suffix", "best_suffix.value"),
                    of(
                            "preferredName",
                            "First name the child is called by",
                            TEXT,
                            "Person.preferredName",
                            "best_preferredName.value"),
                    of("birthDate", "Day of birth", DAY, "Person.birthDate", "best_birthDate.value"),
                    of("sex", "Sex as the source records it", TEXT, "Person.sex", "best_sex.value"),
                    of(
                            "homeLanguage",
                            "Language spoken at home, ISO 639",
                            TEXT,
                            "Person.homeLanguage",
                            "best_homeLanguage.value"),
                    of("school", SCHOOL_MEANING, TEXT, "Enrollment.organization", "o.name"),
                    of("grade", GRADE_MEANING, TEXT, "Enrollment.grade", "e.grade"),
                    of("entry", "First day at the school", DAY, "Enrollment.entry", "e.entry"),
                    of("exit", "Last day at the school", DAY, "Enrollment.exit", "e.exit")),
            "r.person",
            Set.of());

    private static final Dataset ENROLLMENTS = new Dataset(
            "enrollment",
            "One row per child, school and first day",
            about("store.enrollment_v1"),
            List.of(SITE),
            List.of(
                    Column.ID,
                    key("school", SCHOOL_MEANING, TEXT, "Enrollment.organization", "o.name"),
                    key("entry", "First day", DAY, "Enrollment.entry", "t.entry"),
                    of("grade", GRADE_MEANING, TEXT, "Enrollment.grade", "t.grade"),
                    of("exit", "Last day", DAY, "Enrollment.exit", "t.exit"),
                    of("entryType", "How the child came", TEXT, "Enrollment.entryType", "t.entry_type"),
                    of("exitType", "How the child left", TEXT, "Enrollment.exitType", "t.exit_type"),
                    of("primary", "Whether this is the main school", BOOLEAN, "Enrollment.primary", "t.\"primary\"")),
            "(t.exit is null) desc, t.\"primary\" desc nulls last, t.since desc, t.row",
            Set.of());

    /** A day's own record counts before those of its class meetings. */
    private static final Dataset ATTENDANCE = new Dataset(
            "attendance",
            "One row per child, day and school",
            about("store.attendance_v1"),
            List.of(
                    new Join("c", "left join store.class_section_v1 c on c.row = t.section"),
                    new Join(
                            "o",
                            "left join store.organization_v1 o on o.row = coalesce(t.organization, c.organization)")),
            List.of(
                    Column.ID,
                    key("day", "The day", DAY, "Attendance.day", Dataset.DAY),
                    key("school", "Name of the school that recorded it", TEXT, "Attendance.organization", "o.name"),
                    of(
                            "category",
                            "Present, ExcusedAbsence, UnexcusedAbsence, Tardy, EarlyDeparture or Partial",
                            TEXT,
                            "Attendance.category",
                            "t.category"),
                    of("minutes", "Minutes, as the source counts", INTEGER, "Attendance.minutes", "t.minutes"),
                    of("reason", "The reason given", TEXT, "Attendance.reason", "t.reason")),
            "(t.section is null) desc, t.since desc, t.row",
            Set.of("day"));

    private static final List<String> COUNTED = List.of("Attendance.day", "Attendance.category");

    private static final Dataset ATTENDANCE_SUMMARY = new Dataset(
            "attendanceSummary",
            "One row per child, over all days recorded",
            PEOPLE,
            List.of(
                    GIVEN_NAME,
                    FAMILY_NAME,
                    ENROLLMENT,
                    SCHOOL,
                    // Where a child has several records of a day, being there anywhere counts as being there.
                    new Join(
                            "a",
                            """
                            left join (
                              select person, count(*) recorded, count(*) filter (where absent) absent
                              from (
                                select l.person, t.day, bool_and(t.category in ('ExcusedAbsence', 'UnexcusedAbsence')) absent
                                from feed_link l join store.attendance_v1 t on t.person = l.row group by 1, 2) days
                              group by 1) a on a.person = r.person""")),
            List.of(
                    Column.ID,
                    NAMES.get(0),
                    NAMES.get(1),
                    of("school", SCHOOL_MEANING, TEXT, "Enrollment.organization", "o.name"),
                    of("grade", GRADE_MEANING, TEXT, "Enrollment.grade", "e.grade"),
                    derived(
                            "daysRecorded",
                            "Days with an attendance record",
                            INTEGER,
                            COUNTED,
                            "coalesce(a.recorded, 0)"),
                    derived(
                            "daysPresent",
                            "Days present, tardy or in part included",
                            INTEGER,
                            COUNTED,
                            "coalesce(a.recorded - a.absent, 0)"),
                    derived("daysAbsent", "Days absent, excused or not", INTEGER, COUNTED, "coalesce(a.absent, 0)"),
                    derived(
                            "attendanceRate",
                            "Days present of days recorded, from 0 to 1; empty where none is recorded",
                            NUMBER,
                            COUNTED,
                            "round((a.recorded - a.absent)::numeric / a.recorded, 4)"),
                    derived(
                            "chronicallyAbsent",
                            "Absent on a tenth of the days recorded, or more; empty where none is recorded",
                            BOOLEAN,
                            COUNTED,
                            "a.absent * 10 >= a.recorded")),
            "r.person",
            Set.of());

    private static final Dataset PARTICIPATION = new Dataset(
            "participation",
            "One row per child, program, site and first day",
            about("store.program_participation_v1"),
            List.of(PROGRAM, SITE),
            List.of(
                    Column.ID,
                    key("program", "Name of the program", TEXT, "ProgramParticipation.program", "g.name"),
                    key("site", "Site or provider", TEXT, "ProgramParticipation.organization", "o.name"),
                    key("begin", "First day", DAY, "ProgramParticipation.begin", "t.begin"),
                    of("end", "Last day", DAY, "ProgramParticipation.end", "t.\"end\""),
                    of(
                            "status",
                            "Active, waitlisted, completed and so on",
                            TEXT,
                            "ProgramParticipation.status",
                            "t.status"),
                    of("exitReason", "Why it ended", TEXT, "ProgramParticipation.exitReason", "t.exit_reason")),
            "t.since desc, t.row",
            Set.of());

    private static final Dataset CONTACTS = new Dataset(
            "contacts",
            "One row per meeting of a program with a child",
            about("store.service_contact_v1"),
            List.of(PROGRAM, SITE),
            List.of(
                    Column.ID,
                    key("day", "The day", DAY, "ServiceContact.day", Dataset.DAY),
                    key(
                            "meeting",
                            "Number of the meeting on that day",
                            INTEGER,
                            "ServiceContact.day",
                            "row_number() over (partition by l.person, t.day order by t.row)"),
                    of("program", "Name of the program", TEXT, "ServiceContact.program", "g.name"),
                    of("site", "Site", TEXT, "ServiceContact.organization", "o.name"),
                    of("minutes", "How long, in minutes", INTEGER, "ServiceContact.minutes", "t.minutes"),
                    of("service", "For what", TEXT, "ServiceContact.service", "t.service")),
            "t.row",
            Set.of("day"));

    private static final List<Dataset> ALL = Stream.of(
                    STUDENTS,
                    ENROLLMENTS,
                    ATTENDANCE,
                    ATTENDANCE_SUMMARY,
                    PARTICIPATION,
                    CONTACTS,
                    RosterFiles.dataset(),
                    EdFi.dataset())
            .toList();

    /** Of several sources' values of a field the one that counts; each field by itself, so that one not granted is in no statement. */
    static Join best(String field, String column, boolean demographic) {
        return best("feed_link", field, column, demographic);
    }

    /** The same for others than the children of a feed: {@code links} are their records. */
    static Join best(String links, String field, String column, boolean demographic) {
        String candidates =
                """
                select l.person, x.%1$s as value, x.row, x.since, x.stream from %2$s l
                join store.person_v1 x on x.row = l.row where x.%1$s is not null"""
                        + (demographic
                                ? """

                                union all select l.person, y.%1$s, y.row, y.since, y.stream from %2$s l
                                join store.demographic_v1 y on y.person = l.row where y.%1$s is not null"""
                                : "");
        String alias = "best_" + field;
        return new Join(
                alias,
                "left join (" + Survival.best(field, candidates.formatted(column, links)) + ") " + alias + " on "
                        + alias + ".person = r.person");
    }

    /** Somebody who teaches may be a parent elsewhere: a record that knows them as more than staff tells no address. */
    static String emailsAtWork(String links) {
        return Survival.best(
                "emails",
                """
                select l.person, x.emails as value, x.row, x.since, x.stream from %s
                join store.person_v1 x on x.row = l.row
                where x.emails <> '[]' and x.roles <> '[]'
                  and not jsonb_exists_any(x.roles, array['student', 'guardian', 'parent', 'relative'])"""
                        .formatted(links));
    }

    private static String about(String rows) {
        return "feed_link l join " + rows + " t on t.person = l.row join feed_recipient r on r.person = l.person";
    }
}
