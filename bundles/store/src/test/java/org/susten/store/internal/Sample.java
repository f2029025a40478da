// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.susten.store.internal.Hub.id;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Demographic;
import org.susten.model.Enrollment;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Sex;

/** Invented records. */
final class Sample {

    private Sample() {}

    static Organization school(String key) {
        return Organization.builder(id("orgs", key))
                .name("School " + key)
                .type(OrganizationType.SCHOOL)
                .identifiers(List.of(new Identifier("nces", "99" + key)))
                .build();
    }

    static Person student(String key, String givenName) {
        return known(key, givenName, PersonRole.STUDENT);
    }

    static Person known(String key, String givenName, PersonRole... roles) {
        return Person.builder(id("users", key))
                .roles(Set.of(roles))
                .givenName(givenName)
                .familyName("Testova")
                .formerNames(List.of())
                .races(Set.of())
                .addresses(List.of())
                .phones(List.of())
                .emails(List.of())
                .identifiers(List.of(new Identifier("districtId:riverside", key)))
                .build();
    }

    static Demographic demographic(String key, LocalDate birthDate) {
        return Demographic.builder(id("demographics", key))
                .person(id("users", key))
                .birthDate(birthDate)
                .sex(Sex.FEMALE)
                .races(Set.of())
                .build();
    }

    static Enrollment enrollment(String student, String school) {
        return Enrollment.builder(id("users", student + "@" + school))
                .person(id("users", student))
                .organization(id("orgs", school))
                .build();
    }

    static ClassSection section(String key, String school) {
        return ClassSection.builder(id("classes", key))
                .organization(id("orgs", school))
                .sessions(List.of())
                .title("Class " + key)
                .grades(List.of("03"))
                .subjects(List.of())
                .periods(List.of())
                .build();
    }

    static ClassMembership membership(String key, String student, String section) {
        return ClassMembership.builder(id("enrollments", key))
                .person(id("users", student))
                .section(id("classes", section))
                .role(PersonRole.STUDENT)
                .build();
    }
}
