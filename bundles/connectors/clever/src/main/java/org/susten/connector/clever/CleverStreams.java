// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import static org.susten.model.Sensitivity.DIRECTORY;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.model.Sensitivity.PROTECTED;
import static org.susten.model.Sensitivity.PUBLIC;
import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.util.List;
import org.susten.model.AcademicSession;
import org.susten.model.Attendance;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Eligibility;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.model.Relationship;
import org.susten.model.StaffAssignment;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;

/** What Clever provides, parents before children. */
final class CleverStreams {

    private CleverStreams() {}

    static Catalogue catalogue() {
        return Catalogue.of(CleverIds.SYSTEM, "Clever", Sector.SCHOOL).stream(stream(
                        "districts",
                        "id",
                        List.of(Organization.class),
                        field("name", "Organization.name", PUBLIC),
                        field("nces_id", "Organization.identifiers", PUBLIC)))
                .stream(stream(
                        "schools",
                        "id",
                        List.of(Organization.class),
                        field("name", "Organization.name", PUBLIC),
                        field("district", "Organization.parent", PUBLIC),
                        field("school_number", "Organization.identifiers", PUBLIC),
                        field("state_id", "Organization.identifiers", PUBLIC),
                        field("nces_id", "Organization.identifiers", PUBLIC),
                        field("location.address", "Organization.address", PUBLIC)))
                .stream(stream(
                        "terms",
                        "id",
                        List.of(AcademicSession.class),
                        field("id", "AcademicSession.kind", PUBLIC),
                        field("district", "AcademicSession.organization", PUBLIC),
                        field("name", "AcademicSession.title", PUBLIC),
                        field("start_date", "AcademicSession.begin", PUBLIC),
                        field("end_date", "AcademicSession.end", PUBLIC)))
                .stream(stream(
                        "courses",
                        "id",
                        List.of(Course.class),
                        field("district", "Course.organization", PUBLIC),
                        field("name", "Course.title", PUBLIC),
                        field("number", "Course.code", PUBLIC)))
                .stream(users())
                .stream(stream(
                        "sections",
                        "id",
                        List.of(ClassSection.class, ClassMembership.class),
                        field("name", "ClassSection.title", PUBLIC),
                        field("course", "ClassSection.course", PUBLIC),
                        field("school", "ClassSection.organization", PUBLIC),
                        field("term_id", "ClassSection.sessions", PUBLIC),
                        field("section_number", "ClassSection.code", PUBLIC),
                        field("grade", "ClassSection.grades", PUBLIC),
                        field("subject", "ClassSection.subjects", PUBLIC),
                        field("period", "ClassSection.periods", PUBLIC),
                        field("id", "ClassMembership.section", DIRECTORY),
                        field("school", "ClassMembership.organization", DIRECTORY),
                        field("teachers", "ClassMembership.person", DIRECTORY),
                        field("teachers", "ClassMembership.role", DIRECTORY),
                        field("teacher", "ClassMembership.primary", DIRECTORY),
                        field("students", "ClassMembership.person", DIRECTORY),
                        field("students", "ClassMembership.role", DIRECTORY)))
                .stream(stream(
                        "attendance",
                        "student_id, attendance_date, section_id or school_id",
                        List.of(Attendance.class),
                        field("student_id", "Attendance.person", PERSONAL),
                        field("school_id", "Attendance.organization", PERSONAL),
                        field("section_id", "Attendance.section", PERSONAL),
                        field("attendance_date", "Attendance.day", PERSONAL),
                        field("attendance_status", "Attendance.category", PERSONAL),
                        field("excuse_code", "Attendance.reason", PERSONAL)))
                .build();
    }

    private static Catalogue.Stream users() {
        return stream(
                "users",
                "id",
                List.of(Person.class, Enrollment.class, Eligibility.class, StaffAssignment.class, Relationship.class),
                field("id", "Enrollment.person", DIRECTORY),
                field("id", "Eligibility.person", PROTECTED),
                field("id", "StaffAssignment.person", DIRECTORY),
                field("id", "Relationship.guardian", PERSONAL),
                field("name.first", "Person.givenName", DIRECTORY),
                field("name.middle", "Person.middleName", DIRECTORY),
                field("name.last", "Person.familyName", DIRECTORY),
                field("email", "Person.emails", PERSONAL),
                field("roles.student.preferred_name.first", "Person.preferredName", DIRECTORY),
                field("roles.student.dob", "Person.birthDate", PERSONAL),
                field("roles.student.gender", "Person.sex", PERSONAL),
                field("roles.student.race", "Person.races", PROTECTED),
                field("roles.student.hispanic_ethnicity", "Person.hispanic", PROTECTED),
                field("roles.student.home_language_code", "Person.homeLanguage", PERSONAL),
                field("roles.student.location.address", "Person.addresses", PERSONAL),
                field("roles.student.sis_id", "Person.identifiers", PERSONAL),
                field("roles.student.state_id", "Person.identifiers", PERSONAL),
                field("roles.student.student_number", "Person.identifiers", PERSONAL),
                field("roles.student.grade", "Enrollment.grade", DIRECTORY),
                field("roles.student.school", "Enrollment.primary", DIRECTORY),
                field("roles.student.schools", "Enrollment.organization", DIRECTORY),
                field("roles.student.schools", "Person.roles", PERSONAL),
                field("roles.student.enrollments", "Enrollment.entry", DIRECTORY),
                field("roles.student.enrollments", "Enrollment.exit", DIRECTORY),
                field("roles.student.ell_status", "Eligibility.kind", PROTECTED),
                field("roles.student.frl_status", "Eligibility.detail", PROTECTED),
                field("roles.student.iep_status", "Eligibility.kind", PROTECTED),
                field("roles.student.section_504_status", "Eligibility.kind", PROTECTED),
                field("roles.student.disability.disability_code", "Eligibility.detail", PROTECTED),
                field("roles.teacher.schools", "StaffAssignment.organization", PUBLIC),
                field("roles.teacher.schools", "Person.roles", PERSONAL),
                field("roles.teacher.title", "StaffAssignment.role", PUBLIC),
                field("roles.staff.schools", "StaffAssignment.organization", PUBLIC),
                field("roles.contact.phone", "Person.phones", PERSONAL),
                field("roles.contact.student_relationships", "Person.roles", PERSONAL),
                field("roles.contact.student_relationships", "Relationship.student", PERSONAL),
                field("roles.contact.student_relationships", "Relationship.kind", PERSONAL),
                field("roles.contact.student_relationships", "Relationship.primaryContact", PERSONAL));
    }

    private static Catalogue.Stream stream(
            String name, String key, List<Class<? extends Entity>> yields, Catalogue.Field... fields) {
        return new Catalogue.Stream(name, yields, Catalogue.Mode.INCREMENTAL, Duration.ofDays(1), key, List.of(fields));
    }
}
