// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.susten.db.Database;
import org.susten.identity.People;
import org.susten.identity.internal.JdbcPeople;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ConsentKind;
import org.susten.model.ConsentRecord;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Program;
import org.susten.model.ProgramParticipation;
import org.susten.model.ProgramType;
import org.susten.model.ServiceContact;
import org.susten.model.Sex;
import org.susten.model.SourceId;
import org.susten.store.Records;
import org.susten.store.Stage;
import org.susten.store.internal.JdbcRecords;

/**
 * An invented community, committed by the real store and the real person index: a district with children u1 to u5, and the
 * afterschool provider "bridges" whose children c1 to c4 are the first four of them, and c9 who is in no school.
 */
public final class Community {

    public static final LocalDate DAY = LocalDate.of(2026, 9, 14);

    private static long lastRun;

    private final Database database;
    private final Records records;
    private final People people;

    public Community(Database database) {
        this.database = database;
        records = new JdbcRecords(database);
        people = new JdbcPeople(database);
    }

    public Records records() {
        return records;
    }

    /** Everybody, with two days of attendance. */
    public void settle() {
        List<Entity> district = new ArrayList<>(List.of(school("s1", "Ash School"), school("s2", "Birch School")));
        for (int i = 1; i <= 5; i++) {
            district.add(pupil(i, "Pupil" + i));
            district.add(enrollment("u" + i, i < 4 ? "s1" : "s2"));
        }
        commit(district);
        List<Entity> provider = new ArrayList<>(List.of(program()));
        for (int i : List.of(1, 2, 3, 4, 9)) {
            provider.add(child(i));
            provider.add(participation("c" + i));
        }
        commit(provider);
        List<Entity> attendance = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            attendance.add(present("u" + i, "s1", DAY, AttendanceCategory.PRESENT));
            attendance.add(present(
                    "u" + i,
                    "s1",
                    DAY.plusDays(1),
                    i == 2 ? AttendanceCategory.UNEXCUSED_ABSENCE : AttendanceCategory.PRESENT));
        }
        commit(attendance);
    }

    public static Organization school(String key, String name) {
        return Organization.builder(users("orgs", key))
                .name(name)
                .type(OrganizationType.SCHOOL)
                .build();
    }

    public static Person pupil(int number, String givenName) {
        return Person.builder(users("users", "u" + number))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName(givenName)
                .familyName("Canary" + number)
                .birthDate(LocalDate.of(2016, 1, number))
                .sex(Sex.FEMALE)
                .identifiers(List.of(new Identifier("districtId:riverside", "100" + number)))
                .build();
    }

    public static Enrollment enrollment(String user, String school) {
        return Enrollment.builder(users("users", user))
                .person(users("users", user))
                .organization(users("orgs", school))
                .grade(GradeLevel.GRADE_05)
                .build();
    }

    public static Enrollment enrollment(String user, String school, LocalDate entry, LocalDate exit) {
        return Enrollment.builder(users("users", user))
                .person(users("users", user))
                .organization(users("orgs", school))
                .grade(GradeLevel.GRADE_05)
                .entry(entry)
                .exit(exit)
                .build();
    }

    public static Attendance present(String user, String school, LocalDate day, AttendanceCategory category) {
        return Attendance.builder(
                        new SourceId("tabular", "riverside-attendance", "attendance", user + "@" + school + "@" + day))
                .person(users("users", user))
                .organization(users("orgs", school))
                .day(day)
                .category(category)
                .build();
    }

    public static Program program() {
        return Program.builder(bridges("programs", "homework"))
                .name("Homework Club")
                .type(ProgramType.AFTERSCHOOL)
                .build();
    }

    public static Person child(int number) {
        return Person.builder(bridges("children", "c" + number))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Pupil" + number)
                .identifiers(List.of(new Identifier("districtId:riverside", "100" + number)))
                .build();
    }

    public static ProgramParticipation participation(String child) {
        return participation(child, DAY, null);
    }

    public static ProgramParticipation participation(String child, LocalDate begin, LocalDate end) {
        return ProgramParticipation.builder(bridges("children", child))
                .person(bridges("children", child))
                .program(bridges("programs", "homework"))
                .begin(begin)
                .end(end)
                .build();
    }

    public static ServiceContact visit(String key, String child, LocalDate day, int minutes) {
        return ServiceContact.builder(bridges("visits", key))
                .person(bridges("children", child))
                .program(bridges("programs", "homework"))
                .day(day)
                .minutes(minutes)
                .build();
    }

    public static ConsentRecord said(
            String key, SourceId person, ConsentKind kind, String scope, LocalDate begin, LocalDate end) {
        return ConsentRecord.builder(new SourceId("tabular", "forms", "forms", key))
                .person(person)
                .kind(kind)
                .scope(scope)
                .begin(begin)
                .end(end)
                .build();
    }

    public static SourceId users(String stream, String key) {
        return new SourceId("oneroster", "riverside", stream, key);
    }

    public static SourceId bridges(String stream, String key) {
        return new SourceId("tabular", "bridges", stream, key);
    }

    public long person(SourceId id) {
        return people.personOf(records.row(id)).orElseThrow();
    }

    /** Somebody decides that everything in review is the same person. */
    public void confirmReviews() {
        decideReviews(true);
    }

    /** Somebody decides of everything in review. */
    public void decideReviews(boolean same) {
        people.reviews(0, 100).forEach(review -> people.decide(review.id(), same, "registrar"));
    }

    /** A child at the provider of whom it knows no more than the name of pupil 5 of the district: the two are in review. */
    public void perhapsPupilFive() {
        commit(
                Person.builder(bridges("children", "c7"))
                        .roles(Set.of(PersonRole.STUDENT))
                        .givenName("Pupil5")
                        .familyName("Canary5")
                        .build(),
                participation("c7"));
    }

    public void merge(long person, long other) {
        people.merge(person, other, "registrar");
    }

    public void unmerge(long person) {
        people.unmerge(person, "registrar");
    }

    public long commit(Entity... entities) {
        return commit(List.of(entities));
    }

    /** One run that adds and changes. */
    public long commit(List<Entity> entities) {
        List<Stage.Row> rows = new ArrayList<>();
        for (Entity entity : entities) {
            rows.add(new Stage.Row(rows.size() + 1, entity, entity.id()));
        }
        return run(rows);
    }

    /** One run in which the source says that these rows are gone. */
    public long close(SourceId... origins) {
        List<Stage.Row> rows = new ArrayList<>();
        for (SourceId origin : origins) {
            rows.add(new Stage.Row(rows.size() + 1, null, origin));
        }
        return run(rows);
    }

    private long run(List<Stage.Row> rows) {
        long run = ++lastRun;
        Stage stage = records.stage(run);
        stage.add(rows);
        Set<Stage.Coverage> coverage = new LinkedHashSet<>();
        rows.forEach(row -> coverage.add(new Stage.Coverage(
                row.origin().system(), row.origin().site(), row.origin().stream(), false, Set.of())));
        stage.compare(List.copyOf(coverage));
        stage.waitForParents();
        database.inTransaction(connection -> people.resolve(connection, run, stage.people(connection)));
        long commit = database.inTransaction(connection -> {
            long next = records.nextCommit(connection, run);
            stage.merge(connection, next);
            people.apply(connection, run, next);
            return next;
        });
        stage.drop();
        return commit;
    }
}
