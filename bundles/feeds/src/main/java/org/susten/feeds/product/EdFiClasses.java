// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.DAY;
import static org.susten.feeds.product.Column.Type.INTEGER;
import static org.susten.feeds.product.Column.Type.TEXT;
import static org.susten.feeds.product.EdFiPeople.derived;
import static org.susten.feeds.product.EdFiPeople.id;
import static org.susten.feeds.product.EdFiPeople.key;
import static org.susten.feeds.product.EdFiPeople.of;
import static org.susten.feeds.product.EdFiResource.always;
import static org.susten.feeds.product.EdFiResource.object;

import java.util.List;
import java.util.stream.Stream;

/** Resources of Ed-Fi that tell of classes, who is in them, and who was there. */
public final class EdFiClasses {

    /** Elements without which Ed-Fi has no way to name a class. */
    static final List<String> NAMED = List.of(
            "ClassSection.organization",
            "ClassSection.course",
            "ClassSection.sessions",
            "Course.code",
            "AcademicSession.title",
            "AcademicSession.schoolYear");

    /** Elements by which it is told since when a child is in a class. */
    static final List<String> TERMS = Stream.concat(
                    NAMED.stream(),
                    Stream.of("ClassMembership.section", "ClassMembership.begin", "AcademicSession.begin"))
            .toList();

    private static final String[] OFFERING = {
        "'localCourseCode'", "z.code", "'schoolId'", "x.id", "'schoolYear'", "y.year", "'sessionName'", "y.name"
    };

    static final String[] SECTION = {
        "'localCourseCode'",
        "z.code",
        "'schoolId'",
        "x.id",
        "'schoolYear'",
        "y.year",
        "'sectionIdentifier'",
        "z.identifier",
        "'sessionName'",
        "y.name"
    };

    static final String TABLES = "edfi_section z join edfi_org x on x.row = z.school "
            + "join edfi_session y on y.school = z.school and y.session = z.session";

    /** No source says of how many parts a course is; what is taught under one code is one. */
    private static final EdFiResource COURSES = new EdFiResource(
            "courses",
            "A course of a school, as that offers it",
            true,
            "(select distinct z.course, z.code, x.id from " + TABLES + ") z join store.course_v1 k on k.row = z.course",
            List.of(),
            List.of(
                    key(
                            "courses.courseCode",
                            "Code of the course; a lasting id where it has none",
                            TEXT,
                            NAMED,
                            "z.code"),
                    key(
                            "courses.educationOrganizationReference",
                            "The school",
                            TEXT,
                            NAMED,
                            object("'educationOrganizationId'", "z.id")),
                    of("courses.courseTitle", "Title", TEXT, "Course.title", EdFi.within(60, "k.title")),
                    derived(
                            "courses.identificationCodes",
                            "Its code again; no source says whose it is",
                            NAMED,
                            "jsonb_build_array("
                                    + object(
                                            "'courseIdentificationSystemDescriptor'",
                                            always("CourseIdentificationSystem", "Other"),
                                            "'identificationCode'",
                                            "z.code")
                                    + ")"),
                    new Column("courses.numberOfParts", "Always 1: what one code names", INTEGER, NAMED, "1", false)),
            object("'courseCode'", "z.code", "'educationOrganizationId'", "z.id"),
            "0::bigint",
            "k.row");

    private static final EdFiResource OFFERINGS = new EdFiResource(
            "courseOfferings",
            "A course that a school offers in a term",
            true,
            TABLES + " join store.course_v1 k on k.row = z.course",
            List.of(),
            List.of(
                    key("courseOfferings.localCourseCode", "Code of the course", TEXT, NAMED, "z.code"),
                    key("courseOfferings.schoolReference", "The school", TEXT, NAMED, object("'schoolId'", "x.id")),
                    key(
                            "courseOfferings.sessionReference",
                            "The term",
                            TEXT,
                            NAMED,
                            object("'schoolId'", "x.id", "'schoolYear'", "y.year", "'sessionName'", "y.name")),
                    derived(
                            "courseOfferings.courseReference",
                            "The course, as the school calls it",
                            NAMED,
                            object("'courseCode'", "z.code", "'educationOrganizationId'", "x.id")),
                    of("courseOfferings.localCourseTitle", "Title", TEXT, "Course.title", EdFi.within(60, "k.title"))),
            object(OFFERING),
            "0::bigint",
            "k.row");

    private static final EdFiResource SECTIONS = new EdFiResource(
            "sections",
            "A class that somebody of the population is in",
            true,
            TABLES + " join store.class_section_v1 c on c.row = z.row",
            List.of(),
            List.of(
                    key(
                            "sections.sectionIdentifier",
                            "Its code, where that is its alone; a lasting id otherwise",
                            TEXT,
                            NAMED,
                            "z.identifier"),
                    key(
                            "sections.courseOfferingReference",
                            "What is taught, where and when",
                            TEXT,
                            NAMED,
                            object(OFFERING)),
                    of("sections.sectionName", "Title", TEXT, "ClassSection.title", EdFi.within(100, "c.title"))),
            object(SECTION),
            "0::bigint",
            "c.row");

    private static final EdFiResource MEMBERS = new EdFiResource(
            "studentSectionAssociations",
            "A child in a class",
            true,
            "feed_link l join store.class_membership_v1 m on m.person = l.row and m.role = 'student' "
                    + "join feed_recipient r on r.person = l.person join "
                    + TABLES.replace("edfi_section z", "edfi_section z on z.row = m.section")
                    + " join store.academic_session_v1 s on s.row = z.session and coalesce(m.begin, s.begin) is not null",
            List.of(),
            List.of(
                    id("studentSectionAssociations.studentReference"),
                    key(
                            "studentSectionAssociations.sectionReference",
                            "The class",
                            TEXT,
                            named("ClassMembership.section"),
                            object(SECTION)),
                    key(
                            "studentSectionAssociations.beginDate",
                            "First day; that of the term where no source tells one",
                            DAY,
                            List.of("ClassMembership.begin", "AcademicSession.begin"),
                            "coalesce(m.begin, s.begin)"),
                    of("studentSectionAssociations.endDate", "Last day", DAY, "ClassMembership.end", "m.\"end\"")),
            keyed(SECTION, "'beginDate'", "coalesce(m.begin, s.begin)", "'studentUniqueId'", "r.id"),
            "r.person",
            "(m.\"end\" is null) desc, m.since desc, m.row");

    private static final EdFiResource CLASS_DAYS = new EdFiResource(
            "studentSectionAttendanceEvents",
            "A child on a day in a class",
            true,
            "feed_link l join store.attendance_v1 t on t.person = l.row join feed_recipient r on r.person = l.person join "
                    + TABLES.replace("edfi_section z", "edfi_section z on z.row = t.section"),
            List.of(),
            List.of(
                    id("studentSectionAttendanceEvents.studentReference"),
                    key(
                            "studentSectionAttendanceEvents.sectionReference",
                            "The class",
                            TEXT,
                            named("Attendance.section"),
                            object(SECTION)),
                    key("studentSectionAttendanceEvents.eventDate", "The day", DAY, List.of("Attendance.day"), "t.day"),
                    key(
                            "studentSectionAttendanceEvents.attendanceEventCategoryDescriptor",
                            "In Attendance, Excused Absence, Unexcused Absence, Tardy, Early departure or Partial",
                            TEXT,
                            List.of("Attendance.category"),
                            EdFiEvents.CATEGORY),
                    of(
                            "studentSectionAttendanceEvents.sectionAttendanceDuration",
                            "Minutes, as the source counts",
                            INTEGER,
                            "Attendance.minutes",
                            EdFi.withinADay("t.minutes")),
                    of(
                            "studentSectionAttendanceEvents.attendanceEventReason",
                            "The reason given",
                            TEXT,
                            "Attendance.reason",
                            EdFi.within(255, "t.reason"))),
            keyed(
                    SECTION,
                    "'attendanceEventCategoryDescriptor'",
                    EdFiEvents.CATEGORY,
                    "'eventDate'",
                    "t.day",
                    "'studentUniqueId'",
                    "r.id"),
            "r.person",
            "t.since desc, t.row");

    /** In the order in which each finds what it refers to. */
    static final List<EdFiResource> ALL = List.of(COURSES, OFFERINGS, SECTIONS, MEMBERS, CLASS_DAYS);

    private EdFiClasses() {}

    private static List<String> named(String also) {
        List<String> all = new java.util.ArrayList<>(NAMED);
        all.add(also);
        return List.copyOf(all);
    }

    static String keyed(String[] section, String... more) {
        List<String> all = new java.util.ArrayList<>(List.of(section));
        all.addAll(List.of(more));
        return object(all.toArray(String[]::new));
    }
}
