// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import static org.susten.edfi.Streams.kind;
import static org.susten.edfi.Streams.of;
import static org.susten.model.Sensitivity.PUBLIC;
import static org.susten.spi.Catalogue.field;

import java.util.List;
import java.util.Set;
import org.susten.edfi.Streams.Kind;
import org.susten.model.AcademicSession;
import org.susten.model.CalendarDay;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Organization;
import org.susten.model.Program;

/** Streams of organizations, calendars, courses, sections and programs. */
final class RosterStreams {

    private RosterStreams() {}

    static void add(List<Kind> all) {
        all.add(kind(
                "educationOrganizations",
                Set.of(
                        "StateEducationAgency",
                        "EducationServiceCenter",
                        "LocalEducationAgency",
                        "School",
                        "CommunityOrganization",
                        "CommunityProvider",
                        "PostSecondaryInstitution",
                        "OrganizationDepartment",
                        "EducationOrganizationNetwork",
                        "EducationOrganization"),
                "SchoolId, LocalEducationAgencyId … StateOrganizationId",
                of(Keys::organizationItself),
                List.of(Organization.class),
                field("NameOfInstitution", "Organization.name", PUBLIC),
                field(Streams.ELEMENT, "Organization.type", PUBLIC),
                field("EducationOrganizationIdentificationCode", "Organization.identifiers", PUBLIC),
                field("LocalEducationAgencyReference", "Organization.parent", PUBLIC),
                field("Address", "Organization.address", PUBLIC)));
        all.add(kind(
                "sessions",
                Set.of("Session"),
                "school, school year, session name",
                Keys::session,
                List.of(AcademicSession.class),
                field("SessionName", "AcademicSession.title", PUBLIC),
                field("SchoolYear", "AcademicSession.schoolYear", PUBLIC),
                field("Term", "AcademicSession.kind", PUBLIC),
                field("BeginDate", "AcademicSession.begin", PUBLIC),
                field("EndDate", "AcademicSession.end", PUBLIC),
                field("SchoolReference", "AcademicSession.organization", PUBLIC)));
        all.add(kind(
                "gradingPeriods",
                Set.of("GradingPeriod"),
                "school, grading period, first day",
                of(Keys::gradingPeriod),
                List.of(AcademicSession.class),
                field("GradingPeriod", "AcademicSession.title", PUBLIC),
                field("GradingPeriod", "AcademicSession.kind", PUBLIC),
                field("SchoolYear", "AcademicSession.schoolYear", PUBLIC),
                field("BeginDate", "AcademicSession.begin", PUBLIC),
                field("EndDate", "AcademicSession.end", PUBLIC),
                field("SchoolReference", "AcademicSession.organization", PUBLIC)));
        all.add(kind(
                "calendarDates",
                Set.of("CalendarDate"),
                "calendar or organization, day",
                (at, version) -> Keys.join(
                        at.has("CalendarReference")
                                ? Keys.calendar(at.node("CalendarReference"))
                                : Keys.organization(at.node("EducationOrganizationReference")),
                        at.text("Date")),
                List.of(CalendarDay.class),
                field("Date", "CalendarDay.day", PUBLIC),
                field("CalendarEvent", "CalendarDay.event", PUBLIC),
                field("CalendarEvent", "CalendarDay.instructional", PUBLIC),
                field("CalendarReference", "CalendarDay.organization", PUBLIC)));
        all.add(kind(
                "courses",
                Set.of("Course"),
                "organization, course code",
                of(Keys::course),
                List.of(Course.class),
                field("CourseCode", "Course.code", PUBLIC),
                field("CourseTitle", "Course.title", PUBLIC),
                field("AcademicSubject", "Course.subjects", PUBLIC),
                field("EducationOrganizationReference", "Course.organization", PUBLIC)));
        all.add(kind(
                "courseOfferings",
                Set.of("CourseOffering"),
                "session, local course code",
                Keys::offering,
                List.of(Course.class),
                field("LocalCourseCode", "Course.code", PUBLIC),
                field("LocalCourseTitle", "Course.title", PUBLIC),
                field("SchoolReference", "Course.organization", PUBLIC),
                field("SessionReference", "Course.session", PUBLIC)));
        all.add(kind(
                "sections",
                Set.of("Section"),
                "course offering, section identifier",
                Keys::section,
                List.of(ClassSection.class),
                field("SectionIdentifier", "ClassSection.code", PUBLIC),
                field("SectionIdentifier", "ClassSection.kind", PUBLIC),
                field("SectionName", "ClassSection.title", PUBLIC),
                field("CourseOfferingReference", "ClassSection.course", PUBLIC),
                field("CourseOfferingReference", "ClassSection.organization", PUBLIC),
                field("CourseOfferingReference", "ClassSection.sessions", PUBLIC),
                field("ClassPeriodReference", "ClassSection.periods", PUBLIC),
                field("LocationReference", "ClassSection.location", PUBLIC)));
        all.add(kind(
                "programs",
                Set.of("Program"),
                "organization, program type, program name",
                of(Keys::program),
                List.of(Program.class),
                field("ProgramName", "Program.name", PUBLIC),
                field("ProgramType", "Program.type", PUBLIC),
                field("EducationOrganizationReference", "Program.organization", PUBLIC)));
    }
}
