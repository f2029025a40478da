// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import static org.susten.edfi.Streams.kind;
import static org.susten.edfi.Streams.of;
import static org.susten.model.Sensitivity.DIRECTORY;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.model.Sensitivity.PROTECTED;
import static org.susten.model.Sensitivity.PUBLIC;
import static org.susten.spi.Catalogue.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.susten.edfi.Streams.Kind;
import org.susten.model.ClassMembership;
import org.susten.model.Demographic;
import org.susten.model.Eligibility;
import org.susten.model.Enrollment;
import org.susten.model.Person;
import org.susten.model.Relationship;
import org.susten.model.StaffAssignment;
import org.susten.model.Supplement;
import org.susten.spi.Catalogue.Field;

/** Streams of students, contacts and staff, and of where they belong. */
final class PeopleStreams {

    private PeopleStreams() {}

    static void add(List<Kind> all) {
        people(all);
        belonging(all);
    }

    private static Field[] person(String identifiers, Field... more) {
        List<Field> fields = new ArrayList<>(List.of(
                field("Name", "Person.givenName", DIRECTORY),
                field("Name", "Person.middleName", DIRECTORY),
                field("Name", "Person.familyName", DIRECTORY),
                field("OtherName", "Person.formerNames", PERSONAL),
                field("Sex", "Person.sex", PERSONAL),
                field("Address", "Person.addresses", PERSONAL),
                field("Telephone", "Person.phones", PERSONAL),
                field("ElectronicMail", "Person.emails", PERSONAL),
                field(identifiers, "Person.identifiers", PERSONAL)));
        fields.addAll(List.of(more));
        return fields.toArray(new Field[0]);
    }

    private static void people(List<Kind> all) {
        all.add(kind(
                "students",
                Set.of("Student"),
                "StudentUniqueId or StudentUniqueStateId",
                of(Keys::student),
                List.of(Person.class, Eligibility.class, Supplement.class),
                person(
                        "StudentUniqueId",
                        field("BirthData", "Person.birthDate", PERSONAL),
                        field("Race", "Person.races", PROTECTED),
                        field("HispanicLatinoEthnicity", "Person.hispanic", PROTECTED),
                        field("StudentIdentificationCode", "Person.identifiers", PERSONAL),
                        field("StudentUniqueId", "Eligibility.person", PROTECTED),
                        field("EconomicDisadvantaged", "Eligibility.kind", PROTECTED),
                        field(Streams.OF_VERSION_1, "Eligibility.detail", PROTECTED))));
        all.add(kind(
                "studentEducationOrganizationAssociations",
                Set.of("StudentEducationOrganizationAssociation"),
                "student, organization",
                (at, version) -> Keys.join(
                        Keys.student(at.node("StudentReference")),
                        Keys.organization(at.node("EducationOrganizationReference"))),
                List.of(Demographic.class, Person.class, Eligibility.class, Supplement.class),
                field("StudentReference", "Demographic.person", PERSONAL),
                field("Sex", "Demographic.sex", PERSONAL),
                field("Race", "Demographic.races", PROTECTED),
                field("HispanicLatinoEthnicity", "Demographic.hispanic", PROTECTED),
                field("Language", "Demographic.homeLanguage", PERSONAL),
                field("Address", "Person.addresses", PERSONAL),
                field("Telephone", "Person.phones", PERSONAL),
                field("ElectronicMail", "Person.emails", PERSONAL),
                field("StudentIdentificationCode", "Person.identifiers", PERSONAL),
                field("StudentReference", "Eligibility.person", PROTECTED),
                field("StudentCharacteristic", "Eligibility.kind", PROTECTED),
                field("StudentCharacteristic", "Eligibility.begin", PROTECTED),
                field("StudentCharacteristic", "Eligibility.end", PROTECTED),
                field("Disability", "Eligibility.detail", PROTECTED),
                field("LimitedEnglishProficiency", "Eligibility.kind", PROTECTED)));
        all.add(kind(
                "contacts",
                Set.of("Contact", "Parent"),
                "ContactUniqueId, ParentUniqueId or ParentUniqueStateId",
                of(Keys::contact),
                List.of(Person.class),
                person("ContactUniqueId")));
        all.add(kind(
                "studentContactAssociations",
                Set.of("StudentContactAssociation", "StudentParentAssociation"),
                "student, contact",
                (at, version) ->
                        Keys.join(Keys.student(at.node("StudentReference")), Keys.contact(at.node("ContactReference"))),
                List.of(Relationship.class),
                field("StudentReference", "Relationship.student", PERSONAL),
                field("ContactReference", "Relationship.guardian", PERSONAL),
                field("Relation", "Relationship.kind", PERSONAL),
                field("LegalGuardian", "Relationship.legalGuardian", PERSONAL),
                field("LivesWith", "Relationship.livesWith", PERSONAL),
                field("PrimaryContactStatus", "Relationship.primaryContact", PERSONAL),
                field("ContactRestrictions", "Relationship.restrictions", PROTECTED)));
        all.add(kind(
                "staffs",
                Set.of("Staff", "Teacher"),
                "StaffUniqueId or StaffUniqueStateId",
                of(Keys::staff),
                List.of(Person.class),
                person(
                        "StaffUniqueId",
                        field(Streams.ELEMENT, "Person.roles", PERSONAL),
                        field("BirthDate", "Person.birthDate", PERSONAL),
                        field("StaffIdentificationCode", "Person.identifiers", PERSONAL))));
    }

    private static void belonging(List<Kind> all) {
        all.add(kind(
                "staffEducationOrganizationAssignmentAssociations",
                Set.of("StaffEducationOrganizationAssignmentAssociation", "StaffEducationOrgAssignmentAssociation"),
                "staff, organization, classification, first day",
                (at, version) -> Keys.join(
                        Keys.staff(at.node("StaffReference")),
                        Keys.organization(at.node("EducationOrganizationReference")),
                        at.code("StaffClassification"),
                        at.text("BeginDate")),
                List.of(StaffAssignment.class),
                field("StaffReference", "StaffAssignment.person", DIRECTORY),
                field("EducationOrganizationReference", "StaffAssignment.organization", PUBLIC),
                field("StaffClassification", "StaffAssignment.role", PUBLIC),
                field("BeginDate", "StaffAssignment.begin", PUBLIC),
                field("EndDate", "StaffAssignment.end", PUBLIC)));
        all.add(kind(
                "staffSchoolAssociations",
                Set.of("StaffSchoolAssociation", "TeacherSchoolAssociation"),
                "staff, school, program assignment",
                (at, version) -> Keys.join(
                        Keys.staff(at.node("StaffReference")),
                        Keys.organization(at.node("SchoolReference")),
                        at.code("ProgramAssignment")),
                List.of(StaffAssignment.class),
                field("StaffReference", "StaffAssignment.person", DIRECTORY),
                field("StaffReference", "StaffAssignment.role", PUBLIC),
                field("SchoolReference", "StaffAssignment.organization", PUBLIC)));
        all.add(kind(
                "staffSectionAssociations",
                Set.of("StaffSectionAssociation", "TeacherSectionAssociation"),
                "staff, section",
                (at, version) -> Keys.join(
                        Keys.staff(at.node("StaffReference")), Keys.section(at.node("SectionReference"), version)),
                List.of(ClassMembership.class),
                field("StaffReference", "ClassMembership.person", DIRECTORY),
                field("SectionReference", "ClassMembership.section", DIRECTORY),
                field("ClassroomPosition", "ClassMembership.role", DIRECTORY),
                field("ClassroomPosition", "ClassMembership.primary", DIRECTORY),
                field("BeginDate", "ClassMembership.begin", DIRECTORY),
                field("EndDate", "ClassMembership.end", DIRECTORY)));
        all.add(kind(
                "studentSchoolAssociations",
                Set.of("StudentSchoolAssociation"),
                "student, school, entry date",
                (at, version) -> Keys.join(
                        Keys.student(at.node("StudentReference")),
                        Keys.organization(at.node("SchoolReference")),
                        at.text("EntryDate")),
                List.of(Enrollment.class),
                field("StudentReference", "Enrollment.person", DIRECTORY),
                field("SchoolReference", "Enrollment.organization", DIRECTORY),
                field("EntryGradeLevel", "Enrollment.grade", DIRECTORY),
                field("EntryDate", "Enrollment.entry", DIRECTORY),
                field("EntryType", "Enrollment.entryType", PERSONAL),
                field("ExitWithdrawDate", "Enrollment.exit", DIRECTORY),
                field("ExitWithdrawType", "Enrollment.exitType", PERSONAL),
                field("PrimarySchool", "Enrollment.primary", DIRECTORY)));
        all.add(kind(
                "studentSectionAssociations",
                Set.of("StudentSectionAssociation"),
                "student, section, first day",
                (at, version) -> Keys.join(
                        Keys.student(at.node("StudentReference")),
                        Keys.section(at.node("SectionReference"), version),
                        at.text("BeginDate")),
                List.of(ClassMembership.class),
                field("StudentReference", "ClassMembership.person", DIRECTORY),
                field("StudentReference", "ClassMembership.role", DIRECTORY),
                field("SectionReference", "ClassMembership.section", DIRECTORY),
                field("BeginDate", "ClassMembership.begin", DIRECTORY),
                field("EndDate", "ClassMembership.end", DIRECTORY)));
    }
}
