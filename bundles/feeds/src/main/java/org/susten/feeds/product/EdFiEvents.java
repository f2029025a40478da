// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.DAY;
import static org.susten.feeds.product.Column.Type.INTEGER;
import static org.susten.feeds.product.Column.Type.NUMBER;
import static org.susten.feeds.product.Column.Type.TEXT;
import static org.susten.feeds.product.EdFi.withinADay;
import static org.susten.feeds.product.EdFiPeople.derived;
import static org.susten.feeds.product.EdFiPeople.id;
import static org.susten.feeds.product.EdFiPeople.key;
import static org.susten.feeds.product.EdFiPeople.of;
import static org.susten.feeds.product.EdFiResource.always;
import static org.susten.feeds.product.EdFiResource.descriptor;
import static org.susten.feeds.product.EdFiResource.object;
import static org.susten.feeds.product.EdFiResource.own;

import java.util.List;
import java.util.Map;

/** Resources of Ed-Fi that tell what students attended, and of sessions and programs. */
public final class EdFiEvents {

    private static final String SCHOOL = object("'schoolId'", "x.id");

    private static final Map<String, String> CATEGORIES = Map.of(
            "Present", "In Attendance",
            "ExcusedAbsence", "Excused Absence",
            "UnexcusedAbsence", "Unexcused Absence",
            "Tardy", "Tardy",
            "EarlyDeparture", "Early departure",
            "Partial", "Partial");

    static final String CATEGORY = descriptor("AttendanceEventCategory", "t.category", CATEGORIES);

    private static final String PROGRAM_TYPE = "coalesce("
            + descriptor(
                    "ProgramType",
                    "g.type",
                    Map.ofEntries(
                            Map.entry("headStart", "Head Start"),
                            Map.entry("earlyHeadStart", "Early Head Start"),
                            Map.entry("preK", "Public Preschool"),
                            Map.entry("homeVisiting", "Home Visiting"),
                            Map.entry("afterschool", "Extended Day/Child Care Services"),
                            Map.entry("tutoring", "Remedial Education"),
                            Map.entry("specialEducation", "Special Education"),
                            Map.entry("englishLearner", "English as a Second Language (ESL)"),
                            Map.entry("migrant", "Migrant Education")))
            + ", " + always("ProgramType", "Other") + ")";

    private static final String NAME = EdFi.key(60, "g.name");

    private static final String PROGRAM = "jsonb_strip_nulls("
            + object(
                    "'educationOrganizationId'", "h.id", "'programName'", NAME, "'programTypeDescriptor'", PROGRAM_TYPE)
            + ")";

    /** Who offers the program: its own organization, or else the site. */
    private static final String OFFERED =
            """
             join store.program_v1 g on g.row = t.program
            left join edfi_org x on x.row = coalesce(%site, g.organization)
            left join edfi_org h on h.row = coalesce(g.organization, %site)""";

    private static final EdFiResource SESSIONS = new EdFiResource(
            "sessions",
            "A term of a school in which something of the feed happened",
            true,
            "edfi_session y join edfi_org x on x.row = y.school join store.academic_session_v1 s on s.row = y.session",
            List.of(),
            List.of(
                    key("sessions.schoolReference", "The school", TEXT, List.of(), SCHOOL),
                    key(
                            "sessions.schoolYearTypeReference",
                            "Year in which the school year ends",
                            TEXT,
                            List.of("AcademicSession.schoolYear"),
                            object("'schoolYear'", "y.year")),
                    key("sessions.sessionName", "Title", TEXT, List.of("AcademicSession.title"), "y.name"),
                    of("sessions.beginDate", "First day", DAY, "AcademicSession.begin", "s.begin"),
                    of("sessions.endDate", "Last day", DAY, "AcademicSession.end", "s.\"end\""),
                    of(
                            "sessions.termDescriptor",
                            "What kind of term",
                            TEXT,
                            "AcademicSession.kind",
                            "case lower(s.kind) when 'semester' then " + always("Term", "Semester")
                                    + " when 'schoolyear' then " + always("Term", "Year Round") + " else "
                                    + always("Term", "Other") + " end"),
                    derived(
                            "sessions.totalInstructionalDays",
                            "Days of school in it, where the hub has the school's calendar",
                            List.of("CalendarDay.day", "CalendarDay.instructional"),
                            """
                            (select nullif(count(distinct d.day), 0) from store.calendar_day_v1 d
                             where d.organization = y.school and d.instructional and d.day between s.begin and s."end")""")),
            object("'schoolId'", "x.id", "'schoolYear'", "y.year", "'sessionName'", "y.name"),
            "0::bigint",
            "s.row");

    private static final EdFiResource SCHOOL_DAYS = new EdFiResource(
            "studentSchoolAttendanceEvents",
            "A child on a day at a school",
            true,
            """
            feed_link l join store.attendance_v1 t on t.person = l.row and t.section is null
            join feed_recipient r on r.person = l.person join edfi_org x on x.row = t.organization
            left join edfi_day v on v.school = t.organization and v.day = t.day
            left join edfi_session y on y.school = t.organization and y.session = v.session""",
            List.of(),
            List.of(
                    id("studentSchoolAttendanceEvents.studentReference"),
                    key(
                            "studentSchoolAttendanceEvents.schoolReference",
                            "The school",
                            TEXT,
                            List.of("Attendance.organization"),
                            SCHOOL),
                    key("studentSchoolAttendanceEvents.eventDate", "The day", DAY, List.of("Attendance.day"), "t.day"),
                    key(
                            "studentSchoolAttendanceEvents.attendanceEventCategoryDescriptor",
                            "In Attendance, Excused Absence, Unexcused Absence, Tardy, Early departure or Partial",
                            TEXT,
                            List.of("Attendance.category"),
                            CATEGORY),
                    derived(
                            "studentSchoolAttendanceEvents.sessionReference",
                            "The term; absent where no source tells one of that day",
                            List.of("AcademicSession.title", "AcademicSession.schoolYear"),
                            "case when y.session is not null then "
                                    + object("'schoolId'", "x.id", "'schoolYear'", "y.year", "'sessionName'", "y.name")
                                    + " end"),
                    of(
                            "studentSchoolAttendanceEvents.schoolAttendanceDuration",
                            "Minutes, as the source counts",
                            INTEGER,
                            "Attendance.minutes",
                            withinADay("t.minutes")),
                    of(
                            "studentSchoolAttendanceEvents.attendanceEventReason",
                            "The reason given",
                            TEXT,
                            "Attendance.reason",
                            EdFi.within(255, "t.reason"))),
            "jsonb_strip_nulls("
                    + object(
                            "'attendanceEventCategoryDescriptor'",
                            CATEGORY,
                            "'eventDate'",
                            "t.day",
                            "'schoolId'",
                            "x.id",
                            "'schoolYear'",
                            "y.year",
                            "'sessionName'",
                            "y.name",
                            "'studentUniqueId'",
                            "r.id")
                    + ")",
            "r.person",
            "t.since desc, t.row");

    private static final EdFiResource PROGRAMS = new EdFiResource(
            "programs",
            "A program that somebody of the population takes part in",
            true,
            "edfi_program z join store.program_v1 g on g.row = z.row left join edfi_org h on h.row = z.organization",
            List.of(),
            List.of(
                    key("programs.programName", "Name", TEXT, List.of(), NAME),
                    key("programs.programTypeDescriptor", "What kind of program", TEXT, List.of(), PROGRAM_TYPE),
                    derived(
                            "programs.educationOrganizationReference",
                            "Who offers it; absent where no source says or it is not granted",
                            List.of(),
                            "case when h.id is not null then " + object("'educationOrganizationId'", "h.id") + " end")),
            PROGRAM,
            "0::bigint",
            "g.row");

    private static final EdFiResource PARTICIPATIONS = new EdFiResource(
            "studentProgramAssociations",
            "A child in a program",
            true,
            "feed_link l join store.program_participation_v1 t on t.person = l.row and t.begin is not null "
                    + "join feed_recipient r on r.person = l.person" + OFFERED,
            List.of(),
            List.of(
                    id("studentProgramAssociations.studentReference"),
                    key(
                            "studentProgramAssociations.programReference",
                            "The program",
                            TEXT,
                            List.of("ProgramParticipation.program"),
                            PROGRAM),
                    key(
                            "studentProgramAssociations.beginDate",
                            "First day",
                            DAY,
                            List.of("ProgramParticipation.begin"),
                            "t.begin"),
                    of(
                            "studentProgramAssociations.educationOrganizationReference",
                            "Where",
                            TEXT,
                            "ProgramParticipation.organization",
                            "case when x.id is not null then " + object("'educationOrganizationId'", "x.id") + " end"),
                    of("studentProgramAssociations.endDate", "Last day", DAY, "ProgramParticipation.end", "t.\"end\""),
                    derived(
                            "studentProgramAssociations.programParticipationStatuses",
                            "Active, waitlisted, completed and so on, in the hub's own words",
                            List.of("ProgramParticipation.status"),
                            "case when t.status is not null then jsonb_build_array("
                                    + object(
                                            "'participationStatusDescriptor'",
                                            own("ParticipationStatus", "t.status"),
                                            "'statusBeginDate'",
                                            "t.begin")
                                    + ") end"),
                    of(
                            "studentProgramAssociations.reasonExitedDescriptor",
                            "Why it ended",
                            TEXT,
                            "ProgramParticipation.exitReason",
                            descriptor(
                                    "ReasonExited",
                                    "t.exit_reason",
                                    List.of(
                                            "Died or is permanently incapacitated",
                                            "Discontinued schooling",
                                            "Graduated with a high school diploma",
                                            "Moved out of state",
                                            "Other",
                                            "Reached maximum age",
                                            "Transferred to another district or school",
                                            "Transferred to regular education",
                                            "Unknown reason",
                                            "Withdrawal by a parent (or guardian)")))),
            "jsonb_strip_nulls("
                    + object(
                            "'beginDate'",
                            "t.begin",
                            "'educationOrganizationId'",
                            "x.id",
                            "'programEducationOrganizationId'",
                            "h.id",
                            "'programName'",
                            NAME,
                            "'programTypeDescriptor'",
                            PROGRAM_TYPE,
                            "'studentUniqueId'",
                            "r.id")
                    + ")",
            "r.person",
            "(t.\"end\" is null) desc, t.since desc, t.row");

    /** Ed-Fi knows one event of a program and a day: several meetings of a day are added up. */
    private static final EdFiResource MEETINGS = new EdFiResource(
            "studentProgramAttendanceEvents",
            "A child on a day in a program",
            true,
            "feed_link l join store.service_contact_v1 t on t.person = l.row join feed_recipient r on r.person = l.person"
                    + OFFERED,
            List.of(),
            List.of(
                    id("studentProgramAttendanceEvents.studentReference"),
                    key(
                            "studentProgramAttendanceEvents.programReference",
                            "The program",
                            TEXT,
                            List.of("ServiceContact.program"),
                            PROGRAM),
                    key(
                            "studentProgramAttendanceEvents.eventDate",
                            "The day",
                            DAY,
                            List.of("ServiceContact.day"),
                            "t.day"),
                    key(
                            "studentProgramAttendanceEvents.attendanceEventCategoryDescriptor",
                            "Always In Attendance: a program tells whom it met",
                            TEXT,
                            List.of(),
                            always("AttendanceEventCategory", "In Attendance")),
                    of(
                            "studentProgramAttendanceEvents.educationOrganizationReference",
                            "Where",
                            TEXT,
                            "ServiceContact.organization",
                            "case when x.id is not null then " + object("'educationOrganizationId'", "x.id") + " end"),
                    of(
                            "studentProgramAttendanceEvents.programAttendanceDuration",
                            "Minutes of all meetings of the day",
                            NUMBER,
                            "ServiceContact.minutes",
                            withinADay(
                                    "sum(t.minutes) over (partition by r.person, t.day, x.id, h.id, g.name, g.type)"))),
            "jsonb_strip_nulls("
                    + object(
                            "'attendanceEventCategoryDescriptor'",
                            always("AttendanceEventCategory", "In Attendance"),
                            "'educationOrganizationId'",
                            "x.id",
                            "'eventDate'",
                            "t.day",
                            "'programEducationOrganizationId'",
                            "h.id",
                            "'programName'",
                            NAME,
                            "'programTypeDescriptor'",
                            PROGRAM_TYPE,
                            "'studentUniqueId'",
                            "r.id")
                    + ")",
            "r.person",
            "t.row");

    /** In the order in which each finds what it refers to. */
    static final List<EdFiResource> ALL = List.of(SESSIONS, PROGRAMS, SCHOOL_DAYS, PARTICIPATIONS, MEETINGS);

    private EdFiEvents() {}
}
