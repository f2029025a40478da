// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.identity.People;
import org.susten.identity.internal.JdbcPeople;
import org.susten.measures.Measure;
import org.susten.model.Address;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.Credential;
import org.susten.model.Demographic;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Observation;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Program;
import org.susten.model.ProgramType;
import org.susten.model.Race;
import org.susten.model.ServiceContact;
import org.susten.model.Sex;
import org.susten.model.SourceId;
import org.susten.store.Records;
import org.susten.store.Stage;
import org.susten.store.internal.JdbcRecords;

/** An invented town of three schools of very different sizes, committed by the real store and the real person index. */
final class Town {

    static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
    static final List<String> SCHOOLS = List.of("Ash School", "Birch School", "Cedar School");
    static final int DAYS = 10;

    /** What is true of a child. */
    record Child(int number, String school, GradeLevel grade, int absences, int meetings) {
        boolean chronic() {
            return absences * 10 >= DAYS;
        }
    }

    private static long lastRun;

    final List<Child> children = new ArrayList<>();
    private final Database database;
    private final Records records;
    private final People people;

    Town(Database database) {
        this.database = database;
        records = new JdbcRecords(database);
        people = new JdbcPeople(database);
    }

    /** Everybody, with ten days of attendance and visits to a program. */
    void settle(long seed) {
        Random random = new Random(seed);
        GradeLevel[] grades = {GradeLevel.KG, GradeLevel.GRADE_04, GradeLevel.GRADE_05};
        int[] sizes = {70, 25, 6};
        for (int school = 0; school < sizes.length; school++) {
            for (GradeLevel grade : grades) {
                for (int i = 0; i < sizes[school]; i++) {
                    int absences = random.nextInt(10) < 3 ? 1 + random.nextInt(4) : 0;
                    children.add(
                            new Child(children.size() + 1, SCHOOLS.get(school), grade, absences, random.nextInt(5)));
                }
            }
        }
        List<Entity> entities = new ArrayList<>();
        SCHOOLS.forEach(name -> entities.add(Organization.builder(id("orgs", name))
                .name(name)
                .type(OrganizationType.SCHOOL)
                .build()));
        entities.add(Program.builder(id("programs", "homework"))
                .name("Homework Club")
                .type(ProgramType.AFTERSCHOOL)
                .build());
        children.forEach(child -> add(entities, child));
        commit(entities);
    }

    private static void add(List<Entity> entities, Child child) {
        SourceId person = id("users", "u" + child.number);
        entities.add(Person.builder(person)
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Given" + child.number * 7919)
                .familyName("Family" + child.number * 104_729)
                .birthDate(LocalDate.of(2010, 1, 1).plusDays(child.number * 7L))
                .sex(child.number % 2 == 0 ? Sex.FEMALE : Sex.MALE)
                .identifiers(List.of(new Identifier("districtId:town", "90" + child.number)))
                .build());
        entities.add(Enrollment.builder(person)
                .person(person)
                .organization(id("orgs", child.school))
                .grade(child.grade)
                .build());
        for (int day = 0; day < DAYS; day++) {
            entities.add(Attendance.builder(id("attendance", child.number + "@" + day))
                    .person(person)
                    .day(FIRST.plusDays(day))
                    .category(day < child.absences ? AttendanceCategory.UNEXCUSED_ABSENCE : AttendanceCategory.PRESENT)
                    .build());
        }
        for (int meeting = 0; meeting < child.meetings; meeting++) {
            entities.add(ServiceContact.builder(id("visits", child.number + "@" + meeting))
                    .person(person)
                    .program(id("programs", "homework"))
                    .day(FIRST.plusDays(meeting))
                    .minutes(90)
                    .build());
        }
    }

    /**
     * What is of another school year: every child was at another school and a grade lower until June, absent on the last day before
     * the first, and absent on the first day after September.
     */
    void otherYears() {
        List<Entity> entities = new ArrayList<>();
        for (Child child : children) {
            SourceId person = id("users", "u" + child.number);
            entities.add(Enrollment.builder(id("enrollments", "before" + child.number))
                    .person(person)
                    .organization(id("orgs", SCHOOLS.get((SCHOOLS.indexOf(child.school) + 1) % SCHOOLS.size())))
                    .grade(GradeLevel.GRADE_02)
                    .entry(FIRST.minusYears(1))
                    .exit(LocalDate.of(2026, 6, 30))
                    .build());
            for (LocalDate day : List.of(FIRST.minusDays(1), LocalDate.of(2026, 10, 1))) {
                entities.add(Attendance.builder(id("attendance", child.number + "@" + day))
                        .person(person)
                        .day(day)
                        .category(AttendanceCategory.UNEXCUSED_ABSENCE)
                        .build());
                entities.add(ServiceContact.builder(id("visits", child.number + "@" + day))
                        .person(person)
                        .program(id("programs", "homework"))
                        .day(day)
                        .minutes(90)
                        .build());
            }
        }
        commit(entities);
    }

    /** One more absence for a child. */
    void missesADay(Child child) {
        children.set(
                children.indexOf(child),
                new Child(child.number, child.school, child.grade, child.absences + 1, child.meetings));
        commit(List.of(Attendance.builder(id("attendance", child.number + "@" + (DAYS - 1)))
                .person(id("users", "u" + child.number))
                .day(FIRST.plusDays(DAYS - 1))
                .category(AttendanceCategory.UNEXCUSED_ABSENCE)
                .build()));
    }

    /** Another record of each day on which the child was absent says that it was there, and one of the year before that it was not. */
    void thereAfterAll(Child child) {
        List<Entity> entities = new ArrayList<>(
                List.of(again(child, FIRST.minusYears(1).plusDays(1), AttendanceCategory.EXCUSED_ABSENCE)));
        for (int day = 0; day < child.absences; day++) {
            entities.add(again(child, FIRST.plusDays(day), AttendanceCategory.TARDY));
        }
        commit(entities);
    }

    private static Entity again(Child child, LocalDate day, AttendanceCategory category) {
        return Attendance.builder(id("attendance", child.number + "@again" + day))
                .person(id("users", "u" + child.number))
                .day(day)
                .category(category)
                .build();
    }

    /** A measure of this September by school, from a file that says what is counted. */
    static Together measure(Path folder, String counted) throws Exception {
        Path file = Files.writeString(
                folder.resolve("counted.yaml"),
                """
                title: Counted
                question: How many?
                owner: District
                follows: none
                version: 1
                begin: 2026-09-01
                end: 2026-09-30
                %s
                by: [school]
                """
                        .formatted(counted));
        Measure measure = MeasureReader.read("measures/counted.yaml", file);
        return Together.of(measure, List.of(measure), List.of());
    }

    /** As the person index calls the child. */
    long person(Child child) {
        return database.inTransaction(c -> Sql.list(
                        c,
                        "select l.person from store.person_v1 p join identity.link_v1 l on l.row = p.row where p.key = ?",
                        row -> row.getLong(1),
                        "u" + child.number)
                .get(0));
    }

    /** A day of the year before, on which everybody was there. */
    void lastYear() {
        commit(children.stream()
                .<Entity>map(child -> Attendance.builder(id("attendance", child.number + "@before"))
                        .person(id("users", "u" + child.number))
                        .day(FIRST.minusYears(1).plusDays(1))
                        .category(AttendanceCategory.PRESENT)
                        .build())
                .toList());
    }

    /** Of the first children so many graduate in spring, some of those are at a college in the fall, and some of those the year after. */
    void graduate(int graduates, int college, int again) {
        List<Entity> entities = new ArrayList<>(List.of(Organization.builder(id("orgs", "college"))
                .name("Town College")
                .type(OrganizationType.POSTSECONDARY)
                .build()));
        for (Child child : children.subList(0, graduates)) {
            SourceId person = id("users", "u" + child.number);
            entities.add(Credential.builder(id("diplomas", "d" + child.number))
                    .person(person)
                    .kind("diploma")
                    .day(FIRST.minusMonths(3))
                    .build());
            if (child.number <= college) {
                entities.add(Enrollment.builder(id("college", "c" + child.number))
                        .person(person)
                        .organization(id("orgs", "college"))
                        .entry(FIRST)
                        .exit(child.number <= again ? null : FIRST.plusMonths(3))
                        .build());
            }
        }
        commit(entities);
    }

    /** What the state publishes of chronic absence: of the whole and of two schools, for two years; of one group of one school it does not tell. */
    void published() {
        List<Entity> entities = new ArrayList<>();
        for (int year = 2025; year <= 2026; year++) {
            entities.add(observation(year, null, null, 900 + year - 2025, 5000));
            entities.add(observation(year, "Ash School", null, 40, 210));
            entities.add(observation(year, "Ash School", "homeless", null, 12));
        }
        commit(entities);
    }

    private static Entity observation(
            int year, @Nullable String school, @Nullable String subgroup, @Nullable Integer of, int all) {
        return Observation.builder(id("observations", year + "@" + school + "@" + subgroup))
                .organization(school == null ? null : id("orgs", school))
                .indicator("chronicAbsenteeism")
                .begin(LocalDate.of(year, 7, 1))
                .end(LocalDate.of(year + 1, 6, 30))
                .subgroup(subgroup)
                .numerator(of == null ? null : BigDecimal.valueOf(of))
                .denominator(BigDecimal.valueOf(all))
                .build();
    }

    /** A test that so many of the first children have taken, with scores of 150 and 250 in turn. */
    void test(int tested) {
        SourceId test = id("tests", "reading");
        List<Entity> entities = new ArrayList<>(
                List.of(Assessment.builder(test).title("Reading").build()));
        for (Child child : children.subList(0, tested)) {
            entities.add(AssessmentResult.builder(id("results", "r" + child.number))
                    .person(id("users", "u" + child.number))
                    .assessment(test)
                    .day(FIRST)
                    .score(BigDecimal.valueOf(child.number % 2 == 0 ? 150 : 250))
                    .build());
        }
        commit(entities);
    }

    /** Of the child another source has the address, and a demographic says sex and race. */
    void described(Child child) {
        SourceId other = id("people", "p" + child.number);
        commit(List.of(
                Person.builder(other)
                        .roles(Set.of(PersonRole.STUDENT))
                        .givenName("Given" + child.number * 7919)
                        .familyName("Family" + child.number * 104_729)
                        .birthDate(LocalDate.of(2010, 1, 1).plusDays(child.number * 7L))
                        .identifiers(List.of(new Identifier("districtId:town", "90" + child.number)))
                        .addresses(List.of(new Address("home", null, null, null, null, "02139-1234", null, null)))
                        .build(),
                Demographic.builder(id("demographics", "d" + child.number))
                        .person(id("users", "u" + child.number))
                        .sex(Sex.FEMALE)
                        .races(Set.of(Race.WHITE))
                        .build()));
    }

    private static SourceId id(String stream, String key) {
        return new SourceId("oneroster", "town", stream, key);
    }

    private void commit(List<Entity> entities) {
        long run = ++lastRun;
        Stage stage = records.stage(run);
        List<Stage.Row> rows = new ArrayList<>();
        entities.forEach(entity -> rows.add(new Stage.Row(rows.size() + 1, entity, entity.id())));
        stage.add(rows);
        stage.compare(rows.stream()
                .map(row -> row.origin().stream())
                .distinct()
                .map(stream -> new Stage.Coverage("oneroster", "town", stream, false, Set.of()))
                .toList());
        stage.waitForParents();
        database.inTransaction(connection -> people.resolve(connection, run, stage.people(connection)));
        database.inTransaction(connection -> {
            long next = records.nextCommit(connection, run);
            stage.merge(connection, next);
            people.apply(connection, run, next);
            return next;
        });
        stage.drop();
    }
}
