// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.model.Demographic;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Relationship;
import org.susten.model.SourceId;
import org.susten.model.StaffAssignment;
import org.susten.model.Supplement;
import org.susten.spi.SourceRecord;

/** Students, contacts and staff, and where they belong. */
final class People {

    private static final Set<String> STUDENT = Set.of(
            "StudentUniqueId",
            "Name",
            "OtherName",
            "BirthData",
            "Sex",
            "Race",
            "HispanicLatinoEthnicity",
            "Address",
            "Telephone",
            "ElectronicMail",
            "StudentIdentificationCode",
            "EconomicDisadvantaged",
            "StudentCharacteristic",
            "StudentCharacteristics",
            "Disability",
            "Section504Disabilities",
            "LimitedEnglishProficiency",
            "Language",
            "StudentReference");

    private static final Set<String> BUT_CHARACTERISTICS = STUDENT.stream()
            .filter(name -> !name.startsWith("StudentCharacteristic"))
            .collect(Collectors.toUnmodifiableSet());

    private final Ids ids;
    private final Crosswalk codes;
    private final Persons persons;
    private final Eligibilities eligibilities;
    private final String students;

    /** {@code students}: the system of students' unique ids; empty means the state's where the file says so, else the district's. */
    People(Ids ids, Crosswalk codes, String students) {
        this.ids = ids;
        this.codes = codes;
        this.persons = new Persons(ids, codes);
        this.eligibilities = new Eligibilities(ids, codes);
        this.students = students.strip();
    }

    private String system(Version version) {
        if (!students.isEmpty()) {
            return students;
        }
        return version == Version.ONE ? "stateStudentId" : "districtId:" + ids.site();
    }

    List<Entity> student(SourceRecord row, Version version) {
        Node at = Node.of(row);
        SourceId id = ids.own(row);
        Identifier own = new Identifier(system(version), at.required("StudentUniqueId"));
        List<Entity> all = new ArrayList<>();
        all.add(persons.person(id, at)
                .roles(Set.of(PersonRole.STUDENT))
                .birthDate(at.date("BirthData", "BirthDate"))
                .homeLanguage(language(at))
                .identifiers(
                        persons.identifiers(at, own, "StudentIdentificationCode", "StudentIdentificationSystem", true))
                .build());
        all.addAll(eligibilities.of(row, at, id));
        add(all, Leftovers.of(row, id, id, used(at)));
        return all;
    }

    /** Characteristics stay beside the student as well where one of them is no status that the model has. */
    private Set<String> used(Node at) {
        return eligibilities.knowsAll(at) ? STUDENT : BUT_CHARACTERISTICS;
    }

    private static void add(List<Entity> all, @Nullable Supplement left) {
        if (left != null) {
            all.add(left);
        }
    }

    private static @Nullable String language(Node at) {
        for (Node language : at.nodes("Language")) {
            if (language.codes("LanguageUse").stream()
                    .anyMatch(use -> use.toLowerCase(java.util.Locale.ROOT).contains("home"))) {
                return language.code("Language");
            }
        }
        return at.nodes("Language").isEmpty() ? null : at.node("Language").code("Language");
    }

    /** What an organization says of a student; the numbers and addresses are of a person of its own, who is linked by the number. */
    List<Entity> studentAtOrganization(SourceRecord row, Version version) {
        Node at = Node.of(row);
        SourceId id = ids.own(row);
        SourceId student = ids.student(at);
        List<Entity> all = new ArrayList<>();
        all.add(Demographic.builder(id)
                .person(student)
                .sex(persons.sex(at))
                .races(persons.races(at))
                .hispanic(persons.hispanic(at))
                .homeLanguage(language(at))
                .build());
        if (at.has("Address")
                || at.has("Telephone")
                || at.has("ElectronicMail")
                || at.has("StudentIdentificationCode")) {
            Identifier own = new Identifier(system(version), student.key());
            all.add(Person.builder(id)
                    .roles(Set.of(PersonRole.STUDENT))
                    .formerNames(List.of())
                    .races(Set.of())
                    .addresses(Persons.addresses(at))
                    .phones(Persons.texts(at, "Telephone", "TelephoneNumber"))
                    .emails(Persons.texts(at, "ElectronicMail", "ElectronicMailAddress"))
                    .identifiers(persons.identifiers(
                            at, own, "StudentIdentificationCode", "StudentIdentificationSystem", true))
                    .build());
        }
        all.addAll(eligibilities.of(row, at, student));
        add(all, Leftovers.of(row, id, student, used(at)));
        return all;
    }

    List<Entity> contact(SourceRecord row) {
        Node at = Node.of(row);
        Identifier own = new Identifier("contactId:" + ids.site(), at.required("ContactUniqueId"));
        return List.of(persons.person(ids.own(row), at)
                .roles(Set.of(PersonRole.GUARDIAN))
                .identifiers(persons.identifiers(at, own, "", "", false))
                .build());
    }

    List<Entity> relationship(SourceRecord row) {
        Node at = Node.of(row);
        Node contact = at.node("ContactReference");
        return List.of(Relationship.builder(ids.own(row))
                .guardian(ids.required("ContactReference", "contacts", Keys.contact(contact), contact))
                .student(ids.student(at))
                .kind(at.code("Relation"))
                .legalGuardian(at.flag("LegalGuardian"))
                .livesWith(at.flag("LivesWith"))
                .primaryContact(at.flag("PrimaryContactStatus"))
                .restrictions(at.text("ContactRestrictions"))
                .build());
    }

    List<Entity> staff(SourceRecord row) {
        Node at = Node.of(row);
        Identifier own = new Identifier("staffId:" + ids.site(), at.required("StaffUniqueId"));
        PersonRole role = "Teacher".equals(at.text(Streams.ELEMENT)) ? PersonRole.TEACHER : PersonRole.STAFF;
        return List.of(persons.person(ids.own(row), at)
                .roles(Set.of(role))
                .birthDate(at.date("BirthDate"))
                .identifiers(
                        persons.identifiers(at, own, "StaffIdentificationCode", "StaffIdentificationSystem", false))
                .build());
    }

    List<Entity> assignment(SourceRecord row) {
        Node at = Node.of(row);
        String role = codes.of("staff", at.code("StaffClassification"));
        return List.of(StaffAssignment.builder(ids.own(row))
                .person(ids.staff(at))
                .organization(ids.organization(at, "EducationOrganizationReference"))
                .role(role == null ? PersonRole.STAFF.code() : role)
                .begin(at.date("BeginDate"))
                .end(at.date("EndDate"))
                .build());
    }

    /** The schools in which a member of staff teaches. */
    List<Entity> teaching(SourceRecord row) {
        Node at = Node.of(row);
        return List.of(StaffAssignment.builder(ids.own(row))
                .person(ids.staff(at))
                .organization(ids.organization(at, "SchoolReference"))
                .role(PersonRole.TEACHER.code())
                .build());
    }

    List<Entity> enrollment(SourceRecord row) {
        Node at = Node.of(row);
        return List.of(Enrollment.builder(ids.own(row))
                .person(ids.student(at))
                .organization(ids.organization(at, "SchoolReference"))
                .grade(codes.of("grade", at.code("EntryGradeLevel"), "EntryGradeLevel", GradeLevel::of))
                .entry(at.requiredDate("EntryDate"))
                .exit(at.date("ExitWithdrawDate"))
                .entryType(at.code("EntryType"))
                .exitType(at.code("ExitWithdrawType"))
                .primary(at.flag("PrimarySchool"))
                .build());
    }
}
