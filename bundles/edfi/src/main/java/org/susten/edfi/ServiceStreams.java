// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import static org.susten.edfi.Streams.kind;
import static org.susten.edfi.Streams.of;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.model.Sensitivity.PROTECTED;
import static org.susten.model.Sensitivity.PUBLIC;
import static org.susten.spi.Catalogue.field;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.susten.edfi.Streams.Kind;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.Attendance;
import org.susten.model.Credential;
import org.susten.model.Eligibility;
import org.susten.model.Entity;
import org.susten.model.ProgramParticipation;
import org.susten.model.ServiceContact;
import org.susten.model.Supplement;
import org.susten.spi.Catalogue.Field;

/** Streams of attendance, programs and assessments. */
final class ServiceStreams {

    private ServiceStreams() {}

    static void add(List<Kind> all) {
        services(all);
        assessments(all);
        graduations(all);
    }

    private static String event(String who, String where, Node at) {
        Node event = at.has("AttendanceEvent") ? at.node("AttendanceEvent") : at;
        return Keys.join(who, where, event.text("EventDate"), event.code("AttendanceEventCategory"));
    }

    private static Kind attendance(
            String name,
            Set<String> elements,
            String where,
            BiFunction<Node, Version, String> place,
            List<Class<? extends Entity>> yields,
            Field... more) {
        return kind(
                name,
                elements,
                "student, " + where + ", day, category",
                (at, version) -> event(Keys.student(at.node("StudentReference")), place.apply(at, version), at),
                yields,
                more);
    }

    private static void services(List<Kind> all) {
        all.add(attendance(
                "studentSchoolAttendanceEvents",
                Set.of("StudentSchoolAttendanceEvent"),
                "school",
                (at, version) -> Keys.organization(at.node("SchoolReference")),
                List.of(Attendance.class),
                field("StudentReference", "Attendance.person", PERSONAL),
                field("SchoolReference", "Attendance.organization", PERSONAL),
                field("AttendanceEvent", "Attendance.day", PERSONAL),
                field("AttendanceEvent", "Attendance.category", PERSONAL),
                field("AttendanceEvent", "Attendance.reason", PERSONAL),
                field("SchoolAttendanceDuration", "Attendance.minutes", PERSONAL)));
        all.add(attendance(
                "studentSectionAttendanceEvents",
                Set.of("StudentSectionAttendanceEvent"),
                "section",
                (at, version) -> Keys.section(at.node("SectionReference"), version),
                List.of(Attendance.class),
                field("StudentReference", "Attendance.person", PERSONAL),
                field("SectionReference", "Attendance.section", PERSONAL),
                field("AttendanceEvent", "Attendance.day", PERSONAL),
                field("AttendanceEvent", "Attendance.category", PERSONAL),
                field("AttendanceEvent", "Attendance.reason", PERSONAL),
                field("SectionAttendanceDuration", "Attendance.minutes", PERSONAL)));
        all.add(attendance(
                "attendanceEvents",
                Set.of("AttendanceEvent"),
                "school, section or program",
                (at, version) -> at.has("ProgramReference")
                        ? "program:" + Keys.program(at.node("ProgramReference"))
                        : at.has("SectionReference")
                                ? Keys.section(at.node("SectionReference"), version)
                                : Keys.organization(at.node("SchoolReference")),
                List.of(Attendance.class, ServiceContact.class, Supplement.class),
                field("StudentReference", "Attendance.person", PERSONAL),
                field("SchoolReference", "Attendance.organization", PERSONAL),
                field("EventDate", "Attendance.day", PERSONAL),
                field("AttendanceEventCategory", "Attendance.category", PERSONAL),
                field("SectionReference", "Attendance.section", PERSONAL),
                field("AttendanceEventReason", "Attendance.reason", PERSONAL)));
        all.add(attendance(
                "studentProgramAttendanceEvents",
                Set.of("StudentProgramAttendanceEvent"),
                "program",
                (at, version) -> Keys.program(at.node("ProgramReference")),
                List.of(ServiceContact.class, Supplement.class),
                field("StudentReference", "ServiceContact.person", PERSONAL),
                field("ProgramReference", "ServiceContact.program", PERSONAL),
                field("EducationOrganizationReference", "ServiceContact.organization", PERSONAL),
                field("AttendanceEvent", "ServiceContact.day", PERSONAL),
                field("AttendanceEvent", "Supplement.values", PERSONAL),
                field("ProgramAttendanceDuration", "ServiceContact.minutes", PERSONAL)));
        all.add(kind(
                "studentProgramAssociations",
                Set.of(),
                "student, organization, program, first day",
                (at, version) -> Keys.join(
                        Keys.student(at.node("StudentReference")),
                        Keys.organization(at.node("EducationOrganizationReference")),
                        Keys.program(at.node("ProgramReference")),
                        at.text("BeginDate")),
                List.of(ProgramParticipation.class, Eligibility.class, Supplement.class),
                field("StudentReference", "ProgramParticipation.person", PERSONAL),
                field("ProgramReference", "ProgramParticipation.program", PERSONAL),
                field("EducationOrganizationReference", "ProgramParticipation.organization", PERSONAL),
                field("BeginDate", "ProgramParticipation.begin", PERSONAL),
                field("EndDate", "ProgramParticipation.end", PERSONAL),
                field("ReasonExited", "ProgramParticipation.exitReason", PERSONAL),
                field("ProgramParticipationStatus", "ProgramParticipation.status", PERSONAL),
                field("ProgramParticipationStatus", "Supplement.values", PERSONAL),
                field("StudentReference", "Eligibility.person", PROTECTED),
                field("ProgramReference", "Eligibility.kind", PROTECTED),
                field("BeginDate", "Eligibility.begin", PROTECTED),
                field("EndDate", "Eligibility.end", PROTECTED)));
    }

    private static void assessments(List<Kind> all) {
        all.add(kind(
                "assessments",
                Set.of("Assessment"),
                "namespace and identifier; title, subject, grade, version",
                of(Keys::assessment),
                List.of(Assessment.class),
                field("AssessmentTitle", "Assessment.title", PUBLIC),
                field("AssessmentCategory", "Assessment.kind", PUBLIC),
                field("AcademicSubject", "Assessment.subject", PUBLIC),
                field("MaxRawScore", "Assessment.most", PUBLIC)));
        all.add(kind(
                "studentAssessments",
                Set.of("StudentAssessment"),
                "student, assessment, identifier or day",
                (at, version) -> Keys.join(
                        Keys.student(at.node("StudentReference")),
                        Keys.assessment(at.node("AssessmentReference")),
                        at.text("StudentAssessmentIdentifier") == null
                                ? at.text("AdministrationDate")
                                : at.text("StudentAssessmentIdentifier")),
                List.of(AssessmentResult.class, Supplement.class),
                field("StudentReference", "AssessmentResult.person", PERSONAL),
                field("AssessmentReference", "AssessmentResult.assessment", PERSONAL),
                field("AdministrationDate", "AssessmentResult.day", PERSONAL),
                field("ScoreResult", "AssessmentResult.score", PERSONAL),
                field("ScoreResult", "AssessmentResult.text", PERSONAL),
                field("ScoreResult", "AssessmentResult.scale", PERSONAL),
                field("PerformanceLevel", "AssessmentResult.level", PERSONAL),
                field("ReasonNotTested", "AssessmentResult.status", PERSONAL)));
    }

    private static void graduations(List<Kind> all) {
        all.add(kind(
                "studentAcademicRecords",
                Set.of("StudentAcademicRecord"),
                "student, organization, year, term; student and session",
                Keys::academicRecord,
                List.of(Credential.class, Supplement.class),
                field("StudentReference", "Credential.person", PERSONAL),
                field("EducationOrganizationReference", "Credential.organization", PERSONAL),
                field("CumulativeEarnedCredits", "Supplement.values", PERSONAL),
                field("Diploma", "Credential.kind", PERSONAL),
                field("Diploma", "Credential.title", PERSONAL),
                field("Diploma", "Credential.day", PERSONAL)));
    }
}
