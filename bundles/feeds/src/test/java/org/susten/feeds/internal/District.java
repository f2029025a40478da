// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.susten.feeds.internal.Community.users;

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
import org.susten.model.Demographic;
import org.susten.model.Entity;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Race;
import org.susten.model.Relationship;
import org.susten.model.SourceId;

/** What districts have that a roster has trouble with: beside {@link Classes}, whose district it is. */
final class District {

    private static final LocalDate BEGIN = LocalDate.of(2026, 8, 15);
    private static final LocalDate HALF = LocalDate.of(2026, 12, 20);
    private static final LocalDate END = LocalDate.of(2027, 6, 15);

    private District() {}

    static List<Entity> all() {
        List<Entity> all = new ArrayList<>(Classes.all());
        all.addAll(schools());
        all.addAll(classes());
        all.addAll(people());
        all.addAll(work());
        return all;
    }

    private static List<Entity> schools() {
        return List.of(
                organization("st1", "State Agency", OrganizationType.STATE_AGENCY, null),
                organization("d1", "Riverside District", OrganizationType.DISTRICT, "st1"),
                organization("s2", "Birch School", OrganizationType.SCHOOL, "d1"),
                organization("a1", "Homework House", OrganizationType.AFTERSCHOOL, "d1"),
                session("g1", "Quarter 1", "gradingPeriod", "t1", BEGIN, LocalDate.of(2026, 10, 30)),
                session("h1", "First half", "semester", "y1", BEGIN, HALF),
                session("h2", "Second half", "semester", "y1", HALF, END));
    }

    /** A class of no school, one of a whole year, and subjects with commas in their names. */
    private static List<Entity> classes() {
        return List.of(
                Course.builder(users("courses", "k2"))
                        .organization(users("orgs", "s2"))
                        .title("Reading & \"Rhetoric\"")
                        .code("R,2")
                        .subjects(List.of("Reading, Writing", "Art"))
                        .grades(List.of("05", "06"))
                        .build(),
                section("c3", "a1", "y1"),
                section("c4", "s2", "t1", "g1"),
                member("m31", "u1", "c3", PersonRole.STUDENT),
                member("m32", "u2", "c3", PersonRole.STUDENT),
                member("m44", "u4", "c4", PersonRole.STUDENT),
                member("m39", "t2", "c3", PersonRole.ADMINISTRATOR),
                member("m49", "t3", "c4", PersonRole.PROCTOR));
    }

    private static List<Entity> people() {
        return List.of(
                staff("t2", PersonRole.ADMINISTRATOR),
                staff("t3", PersonRole.PROCTOR),
                Person.builder(users("users", "u2"))
                        .roles(Set.of(PersonRole.STUDENT))
                        .givenName("Pupil2")
                        .middleName("O'Some, \"Two\"")
                        .familyName("Canary2")
                        .preferredName("Pip")
                        .birthDate(LocalDate.of(2016, 1, 2))
                        .races(Set.of(Race.ASIAN, Race.WHITE))
                        .hispanic(true)
                        .phones(List.of("+1 555 0100"))
                        .emails(List.of("pupil2@riverside.example"))
                        .identifiers(List.of(
                                new Identifier("districtId:riverside", "1002"),
                                new Identifier("stateId:riverside", "A:{7},8")))
                        .build(),
                Demographic.builder(users("demographics", "u2"))
                        .person(users("users", "u2"))
                        .birthCity("Ashford")
                        .build(),
                Person.builder(users("users", "p1"))
                        .roles(Set.of(PersonRole.PARENT))
                        .givenName("Parent")
                        .familyName("Canary1")
                        .build(),
                Relationship.builder(users("relationships", "p1-u1"))
                        .guardian(users("users", "p1"))
                        .student(users("users", "u1"))
                        .kind("Mother")
                        .build());
    }

    /** Work of a whole year, work of no session, and a result of somebody who is not in the class. */
    private static List<Entity> work() {
        return List.of(
                work("i2", "c3", users("academicSessions", "y1")),
                work("i3", "c4", null),
                result("r2", "u1", "i2"),
                result("r3", "u4", "i3"),
                result("r4", "u4", "i1"));
    }

    private static Organization organization(String key, String name, OrganizationType type, String parent) {
        return Organization.builder(users("orgs", key))
                .name(name)
                .type(type)
                .parent(parent == null ? null : users("orgs", parent))
                .build();
    }

    private static AcademicSession session(
            String key, String title, String kind, String parent, LocalDate begin, LocalDate end) {
        return AcademicSession.builder(users("academicSessions", key))
                .title(title)
                .kind(kind)
                .begin(begin)
                .end(end)
                .schoolYear(2027)
                .parent(users("academicSessions", parent))
                .build();
    }

    private static ClassSection section(String key, String school, String... sessions) {
        return ClassSection.builder(users("classes", key))
                .organization(users("orgs", school))
                .course(users("courses", "k2"))
                .sessions(List.of(sessions).stream()
                        .map(s -> users("academicSessions", s))
                        .toList())
                .title("Reading of " + key)
                .subjects(List.of("Reading, Writing"))
                .grades(List.of("05"))
                .periods(List.of("1", "3"))
                .build();
    }

    private static Person staff(String key, PersonRole role) {
        return Person.builder(users("users", key))
                .roles(Set.of(role))
                .givenName("Staff")
                .familyName(key)
                .build();
    }

    private static ClassMembership member(String key, String user, String section, PersonRole role) {
        return ClassMembership.builder(users("enrollments", key))
                .person(users("users", user))
                .section(users("classes", section))
                .role(role)
                .begin(BEGIN)
                .build();
    }

    private static Assessment work(String key, String section, SourceId session) {
        return Assessment.builder(users("lineItems", key))
                .title("Work " + key)
                .kind("classWork")
                .section(users("classes", section))
                .session(session)
                .assigned(BEGIN.plusDays(20))
                .most(BigDecimal.TEN)
                .build();
    }

    private static AssessmentResult result(String key, String user, String item) {
        return AssessmentResult.builder(users("results", key))
                .person(users("users", user))
                .assessment(users("lineItems", item))
                .day(BEGIN.plusDays(30))
                .score(new BigDecimal("7.5"))
                .text("good")
                .build();
    }
}
