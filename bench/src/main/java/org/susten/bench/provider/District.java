// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.provider;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.susten.db.Database;
import org.susten.identity.internal.JdbcPeople;
import org.susten.model.AcademicSession;
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
import org.susten.model.SourceId;
import org.susten.store.Stage;
import org.susten.store.internal.JdbcRecords;

/** An invented district: schools of 500 students, each of whom is in one class of 25. Committed by the real store and person index. */
final class District {

    static final String SITE = "riverside";

    private static final int SCHOOL = 500;
    private static final int CLASS = 25;
    private static final LocalDate BEGIN = LocalDate.of(2026, 8, 15);

    private District() {}

    static void settle(Database database, int students) {
        List<Entity> all = new ArrayList<>(List.of(
                Organization.builder(id("orgs", "d"))
                        .name("Riverside")
                        .type(OrganizationType.DISTRICT)
                        .build(),
                AcademicSession.builder(id("academicSessions", "y"))
                        .title("2026-2027")
                        .kind("schoolYear")
                        .begin(BEGIN)
                        .end(BEGIN.plusMonths(10))
                        .schoolYear(2027)
                        .build(),
                Course.builder(id("courses", "k"))
                        .organization(id("orgs", "d"))
                        .title("Homeroom")
                        .build()));
        for (int i = 0; i < students; i++) {
            if (i % SCHOOL == 0) {
                all.add(Organization.builder(id("orgs", "s" + i / SCHOOL))
                        .name("School " + i / SCHOOL)
                        .type(OrganizationType.SCHOOL)
                        .parent(id("orgs", "d"))
                        .build());
            }
            if (i % CLASS == 0) {
                all.add(section(i));
            }
            student(all, i);
        }
        commit(database, all);
    }

    private static Entity section(int i) {
        return ClassSection.builder(id("classes", "c" + i / CLASS))
                .organization(id("orgs", "s" + i / SCHOOL))
                .course(id("courses", "k"))
                .sessions(List.of(id("academicSessions", "y")))
                .title("Class " + i / CLASS)
                .kind("homeroom")
                .build();
    }

    private static void student(List<Entity> all, int i) {
        SourceId user = id("users", "u" + i);
        all.add(Person.builder(user)
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Given" + i)
                .familyName("Family" + i)
                .identifiers(List.of(new Identifier("districtId:riverside", "D" + i)))
                .build());
        all.add(Enrollment.builder(user)
                .person(user)
                .organization(id("orgs", "s" + i / SCHOOL))
                .grade(GradeLevel.GRADE_05)
                .build());
        all.add(ClassMembership.builder(id("enrollments", "m" + i))
                .person(user)
                .section(id("classes", "c" + i / CLASS))
                .organization(id("orgs", "s" + i / SCHOOL))
                .role(PersonRole.STUDENT)
                .begin(BEGIN)
                .build());
    }

    private static SourceId id(String stream, String key) {
        return new SourceId("oneroster", SITE, stream, key);
    }

    private static void commit(Database database, List<Entity> entities) {
        JdbcRecords records = new JdbcRecords(database);
        JdbcPeople people = new JdbcPeople(database);
        Stage stage = records.stage(1);
        List<Stage.Row> rows = new ArrayList<>();
        entities.forEach(entity -> rows.add(new Stage.Row(rows.size() + 1, entity, entity.id())));
        for (int from = 0; from < rows.size(); from += 5_000) {
            stage.add(rows.subList(from, Math.min(rows.size(), from + 5_000)));
        }
        Set<Stage.Coverage> coverage = new LinkedHashSet<>();
        rows.forEach(row -> coverage.add(new Stage.Coverage(
                row.origin().system(), row.origin().site(), row.origin().stream(), false, Set.of())));
        stage.compare(List.copyOf(coverage));
        stage.waitForParents();
        database.inTransaction(connection -> people.resolve(connection, 1, stage.people(connection)));
        database.inTransaction(connection -> {
            long next = records.nextCommit(connection, 1);
            stage.merge(connection, next);
            people.apply(connection, 1, next);
            return next;
        });
        stage.drop();
    }
}
