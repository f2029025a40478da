// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.susten.spi.Catalogue.field;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.Sql;
import org.susten.db.testing.Postgres;
import org.susten.engine.Connections.Connection;
import org.susten.governance.Sources.Source;
import org.susten.model.Attendance;
import org.susten.model.ClassSection;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.Sensitivity;
import org.susten.model.ServiceContact;
import org.susten.requests.EducationRecord;
import org.susten.requests.EducationRecord.RawFile;
import org.susten.requests.EducationRecord.Unread;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;

/** What a parent is shown of rows in quarantine and of raw files, against rows of which it is known whose they are. */
class BesideTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final Instant READ = Instant.parse("2026-09-15T03:00:00Z");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static Household household;

    private JdbcRequests requests;

    @BeforeAll
    static void a_household_and_what_could_not_be_understood() {
        household = new Household(postgres.database());
        household.settle();
        household.say(Household.alsoKnown("lanternclub", "c77", "u1"));
        household.say(Household.alsoKnown("pier", "5", "u1"));
        household.say(Household.staff("pier", "5"));
        household.say(Household.family("g9", "u1"));
        household.sources().configured(new Source("town", "oneroster", "town"));
        household.sources().configured(new Source("lantern", "tabular", "lanternclub"));
        household.sources().configured(new Source("pier", "tabular", "pier"));
        household.sources().configured(new Source("elsewhere", "tabular", "elsewhere"));
        household.kept();
        run(1, "town");
        row(
                1,
                "town",
                "users",
                "u1",
                "users.csv#2",
                "birthDate",
                Map.of(
                        "givenName",
                        "Ofelia",
                        "birthDate",
                        "the third",
                        "agentSourcedIds",
                        "g1",
                        "notes",
                        "a\nu2,Rufino"));
        row(
                1,
                "town",
                "users",
                "u2",
                "users.csv#3",
                "birthDate",
                Map.of("givenName", "Rufino", "birthDate", "the fifth"));
        row(
                1,
                "town",
                "users",
                "",
                "users.csv#4",
                "birthDate",
                Map.of("givenName", "Ofelia", "birthDate", "the third"));
        // Somebody of her family is not her, though what is said of both is kept under the same key.
        row(
                1,
                "town",
                "users",
                "g9",
                "users.csv#5",
                "birthDate",
                Map.of("givenName", "Rufina", "birthDate", "long ago"));
        // A class has the child's number.
        row(1, "town", "classes", "u1", "classes.csv#2", "title", Map.of("title", "Rufino's class"));
        row(1, "town", "attendance", "n1", "attendance.csv#2", "minutes", Map.of("student", " u1 ", "minutes", "many"));
        row(
                1,
                "town",
                "attendance",
                "n2",
                "attendance.csv#3",
                "minutes",
                Map.of("student", "u2", "minutes", "Rufino, many"));
        row(
                1,
                "town",
                "attendance",
                "n3",
                "attendance.csv#4",
                "minutes",
                Map.of("student", "{uniqueId=u1, link={rel=Student}}", "minutes", "some"));
        row(
                1,
                "town",
                "attendance",
                "n4",
                "attendance.csv#5",
                "minutes",
                Map.of("student", "[u1, u2]", "minutes", "of both"));
        row(
                1,
                "town",
                "attendance",
                "u1@1",
                "attendance.csv#6",
                "minutes",
                Map.of("student", "u2", "minutes", "now the brother's"));
        row(
                1,
                "town",
                "attendance",
                "u1@2",
                "attendance.csv#7",
                "minutes",
                Map.of("minutes", "a record of hers, without her"));
        run(2, "lantern");
        row(2, "lantern", "visits", "v1", "visits.xlsx#9", "minutes", Map.of("child", "c77", "minutes", "all evening"));
        run(3, "pier");
        row(3, "pier", "visits", "w1", "pier.csv#2", "minutes", Map.of("child", "5", "minutes", "whose?"));
        run(4, "elsewhere");
        row(
                4,
                "elsewhere",
                "visits",
                "x1",
                "elsewhere.csv#2",
                "minutes",
                Map.of("child", "u1", "minutes", "another u1"));
        file(1, "town", "users.csv", READ, false);
        file(1, "town", "attendance.csv", READ, false);
        file(2, "lantern", "visits.xlsx", READ, false);
        file(2, "lantern", "before.xlsx", READ.minus(Duration.ofDays(400)), true);
        file(4, "elsewhere", "elsewhere.csv", READ, false);
    }

    @BeforeEach
    void requests() {
        requests = household.requests(
                household.kept(Map.of(
                        "town",
                        town(),
                        "lantern",
                        club("lantern"),
                        "pier",
                        club("pier"),
                        "elsewhere",
                        club("elsewhere"))),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    @DisplayName(
            "P-11 a parent's record holds every row in quarantine that is the child's, and none that is another's or may be")
    void rows_in_quarantine_are_in_the_record() {
        EducationRecord record = requests.record(household.person("u1"));
        assertThat(record.unread())
                .extracting(Unread::position)
                .containsExactlyInAnyOrder(
                        "users.csv#2", "attendance.csv#2", "attendance.csv#4", "attendance.csv#7", "visits.xlsx#9");
        assertThat(record.unread())
                .filteredOn(row -> row.stream().equals("users"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.source()).isEqualTo("Town School District (OneRoster)");
                    assertThat(row.connection()).isEqualTo("town");
                    assertThat(row.since()).isEqualTo(READ);
                    assertThat(row.why()).isEqualTo("birthDate: a day such as 2017-03-01 is expected");
                    assertThat(row.values())
                            .containsOnlyKeys("givenName", "birthDate")
                            .containsEntry("birthDate", "the third");
                    assertThat(row.withheld()).containsExactly("agentSourcedIds", "notes");
                });
        assertThat(requests.record(household.person("u2")).unread())
                .extracting(Unread::position)
                .containsExactlyInAnyOrder("users.csv#3", "attendance.csv#3", "attendance.csv#6");
    }

    @Test
    @DisplayName("P-11 a parent's record names the raw files of those who know the child, and of nobody else")
    void raw_files_are_named() {
        assertThat(requests.record(household.person("u1")).rawFiles())
                .extracting(RawFile::connection, RawFile::name, RawFile::until, RawFile::waits)
                .containsExactlyInAnyOrder(
                        tuple("town", "users.csv", READ.plus(Duration.ofDays(30)), true),
                        tuple("town", "attendance.csv", READ.plus(Duration.ofDays(30)), true),
                        tuple("lantern", "visits.xlsx", READ.plus(Duration.ofDays(90)), true));
        assertThat(requests.record(household.person("u2")).rawFiles())
                .extracting(RawFile::connection)
                .containsOnly("town");
    }

    @Test
    @DisplayName(
            "P-11 the paper shows the child's rows in quarantine and names files, says what it cannot tell, and names no other child")
    void the_paper_shows_them() throws Exception {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        requests.print(household.person("u1"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains(
                            "What came and could not be understood",
                            "cannot be told to be anybody's",
                            "a day such as 2017-03-01 is expected",
                            "the third",
                            "not shown agentSourcedIds, notes",
                            "lantern, visits",
                            "all evening",
                            "Files that are kept as they came",
                            "not copied",
                            "users.csv, attendance",
                            "October 15, 2026, or as long as")
                    .doesNotContain("Rufino", "the fifth", "whose?", "another u1", "elsewhere", "before.xlsx");
        }
        pdf.reset();
        requests.print(household.person("g1"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("The hub holds no such row")
                    .doesNotContain("Ofelia", "Rufino", "the third");
        }
    }

    private static Connection town() {
        return connection(
                "town",
                "30",
                stream(
                        "users",
                        Person.class,
                        field("givenName", "Person.givenName", Sensitivity.DIRECTORY),
                        field("birthDate", "Person.birthDate", Sensitivity.PERSONAL),
                        field("agentSourcedIds", "Relationship.guardian", Sensitivity.PERSONAL)),
                stream("classes", ClassSection.class, field("title", "ClassSection.title", Sensitivity.PUBLIC)),
                stream(
                        "attendance",
                        Attendance.class,
                        field("Student", "Attendance.person", Sensitivity.PERSONAL),
                        field("minutes", "Attendance.minutes", Sensitivity.PERSONAL)));
    }

    private static Connection club(String name) {
        return connection(
                name,
                "90",
                stream("children", Person.class),
                stream(
                        "visits",
                        ServiceContact.class,
                        field("child", "ServiceContact.person", Sensitivity.PERSONAL),
                        field("minutes", "ServiceContact.minutes", Sensitivity.PERSONAL)));
    }

    private static Catalogue.Stream stream(String name, Class<? extends Entity> yields, Catalogue.Field... fields) {
        return new Catalogue.Stream(
                name, List.of(yields), Catalogue.Mode.SNAPSHOT, Duration.ofDays(1), "id", List.of(fields));
    }

    private static Connection connection(String name, String retention, Catalogue.Stream... streams) {
        return new Connection(
                name,
                "tabular",
                new Catalogue("tabular", name, Sector.SCHOOL, List.of(streams)),
                "upload:",
                "",
                Map.of("retention", retention));
    }

    private static void run(long number, String connection) {
        sql(
                "insert into engine.run (connection, trigger, state, started) values (?, 'arrival', 'COMMITTED', ?)",
                connection,
                READ);
        assertThat(number).isPositive();
    }

    private static void row(
            long run,
            String connection,
            String stream,
            String key,
            String position,
            String column,
            Map<String, String> content) {
        List<String> names = List.copyOf(content.keySet());
        sql(
                """
                insert into engine.problem as p (run, stream, field, rule, message, owner, rows, examples)
                values (?, ?, ?, 'date', 'a day such as 2017-03-01 is expected', 'source', 1, '{}')
                on conflict (run, stream, field, rule) do nothing""",
                run,
                stream,
                column);
        sql(
                """
                insert into engine.quarantine (run, connection, stream, field, rule, key, position, content)
                values (?, ?, ?, ?, 'date', ?, ?, jsonb_object(?::text[], ?::text[]))""",
                run,
                connection,
                stream,
                column,
                key,
                position,
                names,
                names.stream().map(content::get).toList());
    }

    private static void file(long run, String connection, String name, Instant received, boolean pruned) {
        sql(
                """
                with a as (insert into engine.arrival (connection, file, sha256, bytes, origin, received, state, pruned)
                values (?, ?, md5(?), 9, 'upload', ?, 'done', case when ? then now() end) returning arrival)
                insert into engine.run_arrival select ?, arrival from a""",
                connection,
                name,
                name,
                received,
                pruned,
                run);
    }

    private static void sql(String sql, Object... arguments) {
        postgres.database().inTransaction(connection -> Sql.run(connection, sql, arguments));
    }
}
