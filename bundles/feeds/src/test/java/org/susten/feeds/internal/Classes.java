// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.susten.feeds.internal.Community.users;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.susten.model.AcademicSession;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Entity;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;

/** A class of the community's Ash School with a teacher, two of the program's children and one other, and one that nobody is in. */
final class Classes {

    private static final LocalDate BEGIN = LocalDate.of(2026, 8, 15);
    private static final LocalDate END = LocalDate.of(2027, 6, 15);

    private Classes() {}

    static List<Entity> all() {
        return List.of(
                Organization.builder(users("orgs", "d1"))
                        .name("Riverside District")
                        .type(OrganizationType.DISTRICT)
                        .build(),
                Organization.builder(users("orgs", "s1"))
                        .name("Ash School")
                        .type(OrganizationType.SCHOOL)
                        .parent(users("orgs", "d1"))
                        .build(),
                session("y1", "2026-2027", "schoolYear", null),
                session("t1", "Fall", "term", "y1"),
                Course.builder(users("courses", "k1"))
                        .organization(users("orgs", "d1"))
                        .session(users("academicSessions", "y1"))
                        .title("Algebra, with \"proofs\"")
                        .subjects(List.of("Mathematics"))
                        .build(),
                section("c1", "Algebra 1"),
                section("c2", "Algebra for nobody"),
                Person.builder(users("users", "t1"))
                        .roles(Set.of(PersonRole.TEACHER))
                        .givenName("Teach")
                        .familyName("Er")
                        .emails(List.of("staff@riverside.example"))
                        .build(),
                member("m1", "u1", PersonRole.STUDENT),
                member("m2", "u2", PersonRole.STUDENT),
                member("m5", "u5", PersonRole.STUDENT),
                member("m9", "t1", PersonRole.TEACHER),
                Assessment.builder(users("lineItems", "i1"))
                        .title("First quiz")
                        .kind("classWork")
                        .section(users("classes", "c1"))
                        .session(users("academicSessions", "t1"))
                        .assigned(BEGIN.plusDays(10))
                        .due(BEGIN.plusDays(11))
                        .least(BigDecimal.ZERO)
                        .most(BigDecimal.TEN)
                        .build(),
                result("r1", "u1"),
                result("r5", "u5"));
    }

    private static AcademicSession session(String key, String title, String kind, String parent) {
        return AcademicSession.builder(users("academicSessions", key))
                .title(title)
                .kind(kind)
                .begin(BEGIN)
                .end(END)
                .schoolYear(2027)
                .parent(parent == null ? null : users("academicSessions", parent))
                .build();
    }

    static ClassSection section(String key, String title) {
        return ClassSection.builder(users("classes", key))
                .organization(users("orgs", "s1"))
                .course(users("courses", "k1"))
                .sessions(List.of(users("academicSessions", "t1")))
                .title(title)
                .kind("scheduled")
                .build();
    }

    private static ClassMembership member(String key, String user, PersonRole role) {
        return ClassMembership.builder(users("enrollments", key))
                .person(users("users", user))
                .section(users("classes", "c1"))
                .organization(users("orgs", "s1"))
                .role(role)
                .primary(role == PersonRole.TEACHER)
                .begin(BEGIN)
                .end(END)
                .build();
    }

    private static AssessmentResult result(String key, String user) {
        return AssessmentResult.builder(users("results", key))
                .person(users("users", user))
                .assessment(users("lineItems", "i1"))
                .day(BEGIN.plusDays(12))
                .score(BigDecimal.valueOf(8))
                .status("fully graded")
                .build();
    }
}
