// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.susten.model.AcademicSession;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Relationship;
import org.susten.model.Sex;
import org.susten.model.SourceId;

/** The invented district Riverside: a school, a class, and who is in them. */
final class Riverside {

    /** The first day of school. */
    static final LocalDate BEGIN = LocalDate.of(2026, 8, 15);

    private Riverside() {}

    /** Twelve children of whom six are in the one class, with a teacher, class work and a result. */
    static List<Entity> settled() {
        List<Entity> all = new ArrayList<>(List.of(
                Organization.builder(id("orgs", "d1"))
                        .name("Riverside District")
                        .type(OrganizationType.DISTRICT)
                        .build(),
                Organization.builder(id("orgs", "s1"))
                        .name("Ash School")
                        .type(OrganizationType.SCHOOL)
                        .parent(id("orgs", "d1"))
                        .build(),
                session("y1", "2026-2027", "schoolYear", null),
                session("t1", "Fall", "term", "y1"),
                session("g1", "Fall 1", "gradingPeriod", "t1"),
                Course.builder(id("courses", "k1"))
                        .organization(id("orgs", "d1"))
                        .session(id("academicSessions", "y1"))
                        .title("Algebra")
                        .subjects(List.of("Mathematics", "Logic"))
                        .build(),
                ClassSection.builder(id("classes", "c1"))
                        .organization(id("orgs", "s1"))
                        .course(id("courses", "k1"))
                        .sessions(List.of(id("academicSessions", "t1")))
                        .title("Algebra 1")
                        .kind("scheduled")
                        .build(),
                Person.builder(id("users", "t1"))
                        .roles(Set.of(PersonRole.TEACHER))
                        .givenName("Teach")
                        .familyName("Er")
                        .build(),
                member("t1", PersonRole.TEACHER),
                guardian("g1", "Gail"),
                guardian("g2", "Rex"),
                looksAfter("g1", "u1", "Mother", null),
                looksAfter("g1", "u2", "Aunt", null),
                looksAfter("g2", "u1", "Father", "no contact, court order"),
                Assessment.builder(id("lineItems", "i1"))
                        .title("First quiz")
                        .kind("classWork")
                        .section(id("classes", "c1"))
                        .session(id("academicSessions", "g1"))
                        .assigned(BEGIN.plusDays(10))
                        .due(BEGIN.plusDays(11))
                        .least(BigDecimal.ZERO)
                        .most(BigDecimal.TEN)
                        .build(),
                AssessmentResult.builder(id("results", "r1"))
                        .person(id("users", "u1"))
                        .assessment(id("lineItems", "i1"))
                        .day(BEGIN.plusDays(12))
                        .score(BigDecimal.valueOf(8))
                        .status("fully graded")
                        .build()));
        for (int i = 1; i <= 12; i++) {
            all.add(pupil(i, "Pupil" + i));
            all.add(Enrollment.builder(id("users", "u" + i))
                    .person(id("users", "u" + i))
                    .organization(id("orgs", "s1"))
                    .grade(GradeLevel.GRADE_05)
                    .build());
            if (i <= 6) {
                all.add(member("u" + i, PersonRole.STUDENT));
            }
        }
        return all;
    }

    static Person pupil(int number, String givenName) {
        return Person.builder(id("users", "u" + number))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName(givenName)
                .familyName("Canary" + number)
                .birthDate(LocalDate.of(2016, 1, number))
                .sex(Sex.FEMALE)
                .phones(List.of("555-0100"))
                .identifiers(List.of(new Identifier("districtId:riverside", "100" + number)))
                .build();
    }

    private static Person guardian(String key, String givenName) {
        return Person.builder(id("users", key))
                .roles(Set.of(PersonRole.GUARDIAN))
                .givenName(givenName)
                .familyName("Keeper" + key)
                .phones(List.of("555-0199"))
                .build();
    }

    private static Relationship looksAfter(String guardian, String student, String kind, String restrictions) {
        return Relationship.builder(id("agents", guardian + student))
                .guardian(id("users", guardian))
                .student(id("users", student))
                .kind(kind)
                .restrictions(restrictions)
                .build();
    }

    private static AcademicSession session(String key, String title, String kind, String parent) {
        return AcademicSession.builder(id("academicSessions", key))
                .title(title)
                .kind(kind)
                .begin(BEGIN)
                .end(BEGIN.plusMonths(10))
                .schoolYear(2027)
                .parent(parent == null ? null : id("academicSessions", parent))
                .build();
    }

    private static ClassMembership member(String user, PersonRole role) {
        return ClassMembership.builder(id("enrollments", user))
                .person(id("users", user))
                .section(id("classes", "c1"))
                .organization(id("orgs", "s1"))
                .role(role)
                .primary(role == PersonRole.TEACHER)
                .begin(BEGIN)
                .build();
    }

    static SourceId id(String stream, String key) {
        return new SourceId("oneroster", "riverside", stream, key);
    }
}
