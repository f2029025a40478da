// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.engine.Connections;
import org.susten.engine.Kept;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.internal.JdbcKept;
import org.susten.files.Secrets;
import org.susten.governance.Agreements;
import org.susten.governance.Ledger;
import org.susten.governance.Rights;
import org.susten.governance.Sources;
import org.susten.governance.internal.FileAgreements;
import org.susten.governance.internal.JdbcLedger;
import org.susten.governance.internal.JdbcRights;
import org.susten.governance.internal.JdbcSources;
import org.susten.identity.People;
import org.susten.identity.internal.JdbcPeople;
import org.susten.inventory.Inventory;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
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
import org.susten.model.Relationship;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.paper.testing.OwnMark;
import org.susten.store.Records;
import org.susten.store.Stage;
import org.susten.store.internal.JdbcRecords;

/** An invented household: Ofelia, her brother Rufino and their mother Perpetua, committed by the real store and person index. */
final class Household {

    private final Database database;
    private final Records records;
    private final People people;

    Household(Database database) {
        this.database = database;
        records = new JdbcRecords(database);
        people = new JdbcPeople(database);
    }

    /** Requests about the household, of a hub none of whose connections is up. */
    JdbcRequests requests(Clock clock) {
        return requests(kept(), clock);
    }

    JdbcRequests requests(Kept kept, Clock clock) {
        return requests(kept, false, clock);
    }

    JdbcRequests requests(Kept kept, boolean twoPersons, Clock clock) {
        return new JdbcRequests(
                database,
                ledger(),
                agreements(),
                rights(),
                new OwnMark(),
                inventory(),
                sources(),
                kept,
                twoPersons,
                clock);
    }

    Ledger ledger() {
        return new JdbcLedger(database);
    }

    Agreements agreements() {
        return new FileAgreements(new NoSecrets(), ZoneOffset.UTC);
    }

    /** Knows whose the student information system is, and nothing of others. */
    Inventory inventory() {
        return new Inventory() {
            @Override
            public Ecosystem now(Instant now) {
                throw new UnsupportedOperationException("a record is about one child");
            }

            @Override
            public String inWords(String system, String site) {
                return site.equals("town") ? "Town School District (OneRoster)" : site + " (" + system + ")";
            }
        };
    }

    private static final class NoSecrets implements Secrets {
        @Override
        public Optional<char[]> find(String name) {
            return Optional.empty();
        }

        @Override
        public char[] findOrCreate(String name, int bytes) {
            throw new IllegalStateException("a parent's record needs no secret");
        }
    }

    long person(String key) {
        return person(id("users", key));
    }

    long person(SourceId record) {
        return people.personOf(records.row(record)).orElseThrow();
    }

    /** By a steward. */
    boolean merge(long person, long other) {
        return people.merge(person, other, "steward");
    }

    boolean unmerge(long person) {
        return people.unmerge(person, "steward");
    }

    /** Something of a person leaves the hub, at this moment by the clock of the database, as what becomes of persons happens. */
    void disclose(long person) {
        database.inTransaction(connection -> {
            Instant now = Sql.list(connection, "select clock_timestamp()", row -> row.getTimestamp(1)
                            .toInstant())
                    .get(0);
            Sql.run(connection, "create temp table told on commit drop as select ?::bigint person", person);
            return ledger().append(
                            connection,
                            new Ledger.Exceptional(
                                    "x" + person,
                                    "e-1",
                                    "Ash Fire Department",
                                    "smoke in the hall",
                                    "ferpa-99.36",
                                    List.of("Person.givenName"),
                                    "told",
                                    "aa"),
                            now);
        });
    }

    void settle() {
        List<Entity> entities = new ArrayList<>(List.of(
                Organization.builder(id("orgs", "s1"))
                        .name("Ash School")
                        .type(OrganizationType.SCHOOL)
                        .build(),
                Program.builder(id("programs", "p1"))
                        .name("Homework Club")
                        .type(ProgramType.AFTERSCHOOL)
                        .build(),
                human("u1", "Ofelia", PersonRole.STUDENT, LocalDate.of(2016, 2, 3)),
                human("u2", "Rufino", PersonRole.STUDENT, LocalDate.of(2018, 5, 6)),
                human("g1", "Perpetua", PersonRole.GUARDIAN, LocalDate.of(1985, 7, 8))));
        for (String child : List.of("u1", "u2")) {
            SourceId person = id("users", child);
            entities.add(Relationship.builder(id("families", child))
                    .guardian(id("users", "g1"))
                    .student(person)
                    .kind("mother")
                    .build());
            entities.add(Enrollment.builder(person)
                    .person(person)
                    .organization(id("orgs", "s1"))
                    .grade(GradeLevel.GRADE_04)
                    .build());
            for (int day = 1; day <= 3; day++) {
                entities.add(Attendance.builder(id("attendance", child + "@" + day))
                        .person(person)
                        .day(LocalDate.of(2026, 9, day))
                        .category(AttendanceCategory.PRESENT)
                        .build());
            }
            entities.add(member(child));
        }
        commit(entities, false);
    }

    /** What else a source says. */
    void say(Entity... more) {
        commit(List.of(more), false);
    }

    /** All that a source still says in the streams of these. */
    void nothingBut(Entity... left) {
        commit(List.of(left), true);
    }

    /** A day at school of a child, as the source calls the record. */
    static Attendance day(String key, String child, AttendanceCategory category) {
        return Attendance.builder(id("attendance", key))
                .person(id("users", child))
                .day(LocalDate.of(2026, 9, 1))
                .category(category)
                .build();
    }

    /** That a child takes part in the club. */
    static ProgramParticipation member(String child) {
        return ProgramParticipation.builder(id("participation", child))
                .person(id("users", child))
                .program(id("programs", "p1"))
                .build();
    }

    /** That a child is in a class, which may not have come. */
    static ClassMembership inClass(String key, String child, String section) {
        return ClassMembership.builder(id("memberships", key))
                .person(id("users", child))
                .section(id("classes", section))
                .role(PersonRole.STUDENT)
                .begin(LocalDate.of(2026, 8, 18))
                .build();
    }

    static ClassSection aClass(String key) {
        return ClassSection.builder(id("classes", key))
                .title("Drawing " + key)
                .organization(id("orgs", "s1"))
                .build();
    }

    /** That the mother is a child's, kept under a key of the stream of people. */
    static Relationship family(String key, String child) {
        return Relationship.builder(id("users", key))
                .guardian(id("users", "g1"))
                .student(id("users", child))
                .kind("mother")
                .build();
    }

    /** That somebody is a child's, as a child's own row says it: of which kind, it does not say. */
    static Relationship tie(String key, String guardian, String child) {
        return Relationship.builder(id("users", key))
                .guardian(id("users", guardian))
                .student(id("users", child))
                .build();
    }

    /** What a source says of a child in its own words. */
    static Supplement besides(String child, Map<String, String> values) {
        return Supplement.builder(id("besides", child))
                .kind("bus")
                .about(id("users", child))
                .values(values)
                .build();
    }

    /** An order as the district's system records it. */
    static ConsentRecord revoked(String key, String child, String adult, LocalDate from, LocalDate until) {
        return ConsentRecord.builder(id("orders", key))
                .person(id("users", child))
                .kind(ConsentKind.RIGHTS_REVOKED)
                .by(adult)
                .begin(from)
                .end(until)
                .build();
    }

    /** Somebody born on that day, who goes to school from one day to another, and to college from a third. */
    static List<Entity> youth(String key, LocalDate born, LocalDate left, LocalDate college) {
        List<Entity> said = new ArrayList<>(List.of(
                human(key, "Casimira" + key, PersonRole.STUDENT, born),
                Organization.builder(id("orgs", "s1"))
                        .name("Ash School")
                        .type(OrganizationType.SCHOOL)
                        .build(),
                Organization.builder(id("orgs", "c1"))
                        .name("Kelp College")
                        .type(OrganizationType.POSTSECONDARY)
                        .build(),
                Enrollment.builder(id("enrollments", key + "-s"))
                        .person(id("users", key))
                        .organization(id("orgs", "s1"))
                        .exit(left)
                        .build()));
        if (college != null) {
            said.add(Enrollment.builder(id("enrollments", key + "-c"))
                    .person(id("users", key))
                    .organization(id("orgs", "c1"))
                    .entry(college)
                    .build());
        }
        return said;
    }

    /** The same child as another system knows it, by the district's number. */
    static Person alsoKnown(String site, String key, String child) {
        return Person.builder(new SourceId("tabular", site, "children", key))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Ofelia")
                .familyName("Nguyễn-Canary")
                .birthDate(LocalDate.of(2016, 2, 3))
                .identifiers(List.of(new Identifier("districtId:town", "70" + child)))
                .build();
    }

    Rights rights() {
        return new JdbcRights(database);
    }

    /** Somebody who works where the child is known too, under a number of their own. */
    static Person staff(String site, String key) {
        return Person.builder(new SourceId("tabular", site, "staff", key))
                .roles(Set.of(PersonRole.STAFF))
                .givenName("Leocadia")
                .familyName("Ferreira-Gull")
                .birthDate(LocalDate.of(1979, 9, 10))
                .build();
    }

    Sources sources() {
        return new JdbcSources(database);
    }

    /** The engine's, over connections as they are declared here; none is up. */
    Kept kept() {
        return kept(Map.of());
    }

    Kept kept(Map<String, Connections.Connection> up) {
        return new JdbcKept(new EngineDatabase(database), new Connections() {
            @Override
            public List<Connection> all() {
                return List.copyOf(up.values());
            }

            @Override
            public Optional<Connection> find(String name) {
                return Optional.ofNullable(up.get(name));
            }

            @Override
            public List<String> check(String name) {
                return List.of();
            }
        });
    }

    static Person human(String key, String given, PersonRole role, LocalDate born) {
        return Person.builder(id("users", key))
                .roles(Set.of(role))
                .givenName(given)
                .familyName("Nguyễn-Canary")
                .birthDate(born)
                .identifiers(List.of(new Identifier("districtId:town", "70" + key)))
                .build();
    }

    private static SourceId id(String stream, String key) {
        return new SourceId("oneroster", "town", stream, key);
    }

    private void commit(List<Entity> entities, boolean complete) {
        Stage stage = records.stage(1);
        List<Stage.Row> rows = new ArrayList<>();
        entities.forEach(entity -> rows.add(new Stage.Row(rows.size() + 1, entity, entity.id())));
        stage.add(rows);
        stage.compare(rows.stream()
                .map(Stage.Row::origin)
                .map(origin -> new Stage.Coverage(origin.system(), origin.site(), origin.stream(), complete, Set.of()))
                .distinct()
                .toList());
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
