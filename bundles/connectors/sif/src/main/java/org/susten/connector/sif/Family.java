// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import static org.susten.model.Sensitivity.DIRECTORY;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.model.Sensitivity.PROTECTED;
import static org.susten.model.Sensitivity.PUBLIC;
import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.util.List;
import org.susten.model.Attendance;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.ConsentRecord;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;

/** The families of objects that are read: the same infrastructure, other names. Streams have the names of the collections. */
enum Family {
    /** North America, xPress. */
    NA("http://www.sifassociation.org/datamodel/na/3.3") {
        @Override
        Catalogue catalogue() {
            return Catalogue.of(SifIds.SYSTEM, "SIF 3, North America", Sector.SCHOOL).stream(stream(
                            "xLeas",
                            List.of(Organization.class),
                            field("leaName", "Organization.name", PUBLIC),
                            field("localId", "Organization.identifiers", PUBLIC)))
                    .stream(stream(
                            "xSchools",
                            List.of(Organization.class),
                            field("schoolName", "Organization.name", PUBLIC),
                            field("leaRefId", "Organization.parent", PUBLIC),
                            field("localId", "Organization.identifiers", PUBLIC),
                            field("stateProvinceId", "Organization.identifiers", PUBLIC)))
                    .stream(stream(
                            "xStudents",
                            List.of(Person.class, Enrollment.class),
                            field("name.givenName", "Person.givenName", DIRECTORY),
                            field("name.middleName", "Person.middleName", DIRECTORY),
                            field("name.familyName", "Person.familyName", DIRECTORY),
                            field("otherIds.otherId", "Person.identifiers", PERSONAL),
                            field("localId", "Person.identifiers", PERSONAL),
                            field("demographics.birthDate", "Person.birthDate", PERSONAL),
                            field("demographics.sex", "Person.sex", PERSONAL),
                            field("demographics.hispanicLatinoEthnicity", "Person.hispanic", PROTECTED),
                            field("demographics.races.race", "Person.races", PROTECTED),
                            field("address", "Person.addresses", PERSONAL),
                            field("phoneNumber", "Person.phones", PERSONAL),
                            field("email", "Person.emails", PERSONAL),
                            field("refId", "Enrollment.person", DIRECTORY),
                            field("enrollment.schoolRefId", "Enrollment.organization", DIRECTORY),
                            field("enrollment.membershipType", "Enrollment.primary", DIRECTORY),
                            field("enrollment.gradeLevel", "Enrollment.grade", DIRECTORY),
                            field("enrollment.entryDate", "Enrollment.entry", DIRECTORY),
                            field("enrollment.exitDate", "Enrollment.exit", DIRECTORY)))
                    .stream(stream(
                            "xStaffs",
                            List.of(Person.class),
                            field("name.givenName", "Person.givenName", DIRECTORY),
                            field("name.familyName", "Person.familyName", DIRECTORY),
                            field("localId", "Person.identifiers", PERSONAL),
                            field("email", "Person.emails", PERSONAL)))
                    .stream(stream(
                            "xRosters",
                            List.of(ClassSection.class, ClassMembership.class),
                            field("courseTitle", "ClassSection.title", PUBLIC),
                            field("sectionNumber", "ClassSection.code", PUBLIC),
                            field("schoolRefId", "ClassSection.organization", PUBLIC),
                            field("refId", "ClassMembership.section", DIRECTORY),
                            field("schoolRefId", "ClassMembership.organization", DIRECTORY),
                            field("students.studentReference", "ClassMembership.person", DIRECTORY),
                            field("students.studentReference", "ClassMembership.role", DIRECTORY),
                            field("primaryStaff.staffPersonReference", "ClassMembership.person", DIRECTORY),
                            field("primaryStaff.staffPersonReference", "ClassMembership.role", DIRECTORY),
                            field("primaryStaff.staffPersonReference", "ClassMembership.primary", DIRECTORY)))
                    .build();
        }
    },
    /** Australia. */
    AU("http://www.sifassociation.org/datamodel/au/3.4") {
        @Override
        Catalogue catalogue() {
            return Catalogue.of(SifIds.SYSTEM, "SIF 3, Australia", Sector.SCHOOL).stream(stream(
                            "SchoolInfos",
                            List.of(Organization.class),
                            field("SchoolName", "Organization.name", PUBLIC),
                            field("LocalId", "Organization.identifiers", PUBLIC),
                            field("StateProvinceId", "Organization.identifiers", PUBLIC)))
                    .stream(stream(
                            "StudentPersonals",
                            List.of(Person.class),
                            field("PersonInfo.Name.GivenName", "Person.givenName", DIRECTORY),
                            field("PersonInfo.Name.FamilyName", "Person.familyName", DIRECTORY),
                            field("PersonInfo.Demographics.BirthDate", "Person.birthDate", PERSONAL),
                            field("PersonInfo.Demographics.Sex", "Person.sex", PERSONAL),
                            field("LocalId", "Person.identifiers", PERSONAL),
                            field("StateProvinceId", "Person.identifiers", PERSONAL),
                            field("PersonInfo.AddressList.Address", "Person.addresses", PERSONAL),
                            field("PersonInfo.PhoneNumberList.PhoneNumber", "Person.phones", PERSONAL),
                            field("PersonInfo.EmailList.Email", "Person.emails", PERSONAL)))
                    .stream(stream(
                            "StaffPersonals",
                            List.of(Person.class),
                            field("PersonInfo.Name.GivenName", "Person.givenName", DIRECTORY),
                            field("PersonInfo.Name.FamilyName", "Person.familyName", DIRECTORY),
                            field("LocalId", "Person.identifiers", PERSONAL)))
                    .stream(stream(
                            "StudentSchoolEnrollments",
                            List.of(Enrollment.class),
                            field("StudentPersonalRefId", "Enrollment.person", DIRECTORY),
                            field("SchoolInfoRefId", "Enrollment.organization", DIRECTORY),
                            field("YearLevel.Code", "Enrollment.grade", DIRECTORY),
                            field("EntryDate", "Enrollment.entry", DIRECTORY),
                            field("ExitDate", "Enrollment.exit", DIRECTORY),
                            field("MembershipType", "Enrollment.primary", DIRECTORY)))
                    .stream(stream(
                            "TeachingGroups",
                            List.of(ClassSection.class, ClassMembership.class),
                            field("LongName", "ClassSection.title", PUBLIC),
                            field("ShortName", "ClassSection.code", PUBLIC),
                            field("SchoolInfoRefId", "ClassSection.organization", PUBLIC),
                            field("refId", "ClassMembership.section", DIRECTORY),
                            field("SchoolInfoRefId", "ClassMembership.organization", DIRECTORY),
                            field("StudentList.TeachingGroupStudent", "ClassMembership.person", DIRECTORY),
                            field("StudentList.TeachingGroupStudent", "ClassMembership.role", DIRECTORY),
                            field("TeacherList.TeachingGroupTeacher", "ClassMembership.person", DIRECTORY),
                            field("TeacherList.TeachingGroupTeacher", "ClassMembership.role", DIRECTORY)))
                    .stream(stream(
                            "StudentDailyAttendances",
                            List.of(Attendance.class),
                            field("StudentPersonalRefId", "Attendance.person", PERSONAL),
                            field("SchoolInfoRefId", "Attendance.organization", PERSONAL),
                            field("Date", "Attendance.day", PERSONAL),
                            field("AttendanceCode.Code", "Attendance.category", PERSONAL),
                            field("AttendanceStatus", "Attendance.category", PERSONAL),
                            field("AttendanceCode.Code", "Attendance.reason", PERSONAL)))
                    .stream(stream(
                            Obligations.STREAM,
                            List.of(ConsentRecord.class),
                            field("ParentRefId", "ConsentRecord.person", PERSONAL),
                            field(
                                    "ConsentToSharingOfData.DataDomainObligationList.DataDomainObligation",
                                    "ConsentRecord.kind",
                                    PERSONAL),
                            field(
                                    "ConsentToSharingOfData.NeverShareWithList.NeverShareWith",
                                    "ConsentRecord.scope",
                                    PERSONAL),
                            field("StartDate", "ConsentRecord.begin", PERSONAL),
                            field("EndDate", "ConsentRecord.end", PERSONAL)))
                    .build();
        }
    };

    private final String namespace;

    Family(String namespace) {
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    abstract Catalogue catalogue();

    private static Catalogue.Stream stream(
            String name, List<Class<? extends Entity>> yields, Catalogue.Field... fields) {
        return new Catalogue.Stream(
                name, yields, Catalogue.Mode.INCREMENTAL, Duration.ofDays(1), "refId", List.of(fields));
    }
}
