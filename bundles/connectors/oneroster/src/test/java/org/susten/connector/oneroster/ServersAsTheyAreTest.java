// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.Identifier;
import org.susten.model.Person;
import org.susten.model.StaffAssignment;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.OneRosterSimulator.Deviation;
import org.susten.testkit.simulator.OneRosterSimulator.Version;

/** What public servers were seen to do: each is read whole, or the run says what is wrong and what to do. */
class ServersAsTheyAreTest extends PlayedRoster {

    private OneRosterConnector bearer(Version version) {
        return connector(version.path(), "login=bearer");
    }

    /** One reading of one stream. */
    private record Read(
            List<SourceRecord> rows, List<Entity> entities, boolean complete, List<String> findings, Cursor end) {

        private <E extends Entity> List<E> all(Class<E> kind) {
            return entities.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    private Read read(OneRosterConnector connector, String stream, Cursor since, Instant now) {
        List<SourceRecord> rows = new ArrayList<>();
        List<Entity> entities = new ArrayList<>();
        try (SourceReader reader = connector.read(
                connector.catalogue().stream(stream), since, context().now(now))) {
            reader.forEachRemaining(rows::add);
            rows.forEach(row -> entities.addAll(connector.map(row)));
            Cursor end = rows.isEmpty() ? since : rows.get(rows.size() - 1).position();
            List<String> findings =
                    reader.findings().stream().map(Object::toString).toList();
            return new Read(rows, entities, reader.extent().complete(), findings, end);
        }
    }

    private Read read(OneRosterConnector connector, String stream) {
        return read(connector, stream, Cursor.START, NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY_OBJECT_FOR_NONE, true",
        "EMPTY_OBJECT_FOR_NONE, false",
        "NO_CONTENT_FOR_NONE, true",
        "NO_CONTENT_FOR_NONE, false"
    })
    @DisplayName("C-13 an object with nothing in it, or no body, is a collection without rows, whatever was asked")
    void nothing_is_a_collection_without_rows(Deviation none, boolean changes) {
        play(Version.V1_1, Gate.Kind.BEARER, none, Deviation.NO_TOTAL);
        OneRosterConnector connector = bearer(Version.V1_1);
        Cursor end = read(connector, "enrollments").end();
        if (!changes) {
            server.rows("enrollments").clear();
        }
        Read again = read(connector, "enrollments", changes ? end : Cursor.START, NOW.plusSeconds(3600));
        assertThat(again.rows()).isEmpty();
        assertThat(again.complete()).isEqualTo(!changes);
        assertThat(again.findings()).isEmpty();
    }

    @Test
    void an_error_within_a_good_answer_is_no_empty_collection() {
        play(Version.V1_1, Gate.Kind.BEARER, Deviation.ERROR_WITHIN);
        OneRosterConnector connector = bearer(Version.V1_1);
        assertThatThrownBy(() -> read(connector, "enrollments"))
                .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                        .isEqualTo(Kind.BROKEN))
                .hasMessageContaining("enrollments")
                .hasMessageContaining("statusInfoSet");
    }

    @Test
    @DisplayName("C-13 a server that refuses whatever it is asked fails the run, and the message says what to try")
    void a_server_that_refuses_everything_is_no_success() {
        play(Version.V1_1, Gate.Kind.OAUTH1_SHA256, Deviation.REFUSES_EVERYTHING);
        OneRosterConnector connector = connector(Version.V1_1.path(), "login=oauth1");
        assertThatThrownBy(() -> connector.check(context()))
                .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                        .isEqualTo(Kind.ACCESS))
                .hasMessageContaining("400")
                .hasMessageContaining("oauth1-sha1");
        assertThatThrownBy(() -> read(connector, "users"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("oauth1-sha1");
    }

    @Test
    void a_signature_that_is_refused_may_be_of_the_wrong_kind() {
        play(Version.V1_1, Gate.Kind.OAUTH1_SHA1);
        OneRosterConnector connector = connector(Version.V1_1.path(), "login=oauth1");
        assertThatThrownBy(() -> connector.check(context()))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("HMAC-SHA1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/ims/oneroster"})
    @DisplayName("C-13 a server found by its parts that may not be read is not taken for absent")
    void forbidden_is_not_absent(String base) {
        play(Version.V1_2, Gate.Kind.OAUTH2_FORM, Deviation.FORBIDS_EVERYTHING);
        OneRosterConnector connector = connector(base);
        assertThatThrownBy(() -> connector.check(context()))
                .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                        .isEqualTo(Kind.ACCESS))
                .hasMessageContaining("403")
                .hasMessageContaining("/ims/oneroster/rostering/v1p2")
                .hasMessageContaining("scope");
    }

    @Test
    @DisplayName("C-13 a login that is shown no organization and nobody closes nothing and is told on")
    void nothing_shown_closes_nothing() {
        play(Version.V1_2, Gate.Kind.OAUTH2_FORM, Deviation.NOTHING_SHOWN);
        OneRosterConnector connector = connector(Version.V1_2.path());
        for (String stream : List.of("orgs", "users")) {
            Read read = read(connector, stream);
            assertThat(read.complete()).as(stream).isFalse();
            assertThat(read.findings())
                    .as(stream)
                    .singleElement()
                    .asString()
                    .contains("no rows at all", "ask the server's owner");
        }
    }

    @Test
    @DisplayName("C-07 a filter that is not heeded is seen where times have no zone, too")
    void times_without_a_zone_show_that_the_filter_is_not_heeded() {
        play(Version.V1_1, Gate.Kind.BEARER, Deviation.NO_ZONE, Deviation.FILTER_IGNORED);
        OneRosterConnector connector = bearer(Version.V1_1);
        Cursor end = read(connector, "users").end();
        server.change("users", "u1", "givenName", "Aurora", NOW.plusSeconds(1800));
        Read again = read(connector, "users", end, NOW.plusSeconds(3600));
        assertThat(again.complete()).isTrue();
        assertThat(again.findings()).singleElement().asString().contains("not heeded");
    }

    @Test
    @DisplayName("C-13 typed ids: the state's is the state's, a social security number is not kept")
    void typed_ids() {
        play(Version.V1_1, Gate.Kind.BEARER);
        Map<String, Object> student = server.rows("users").stream()
                .filter(user -> "student".equals(user.get("role")))
                .findFirst()
                .orElseThrow();
        student.put(
                "userIds",
                List.of(
                        Map.of("type", "State", "identifier", "7700001"),
                        Map.of("type", "SSN", "identifier", "000-00-0001"),
                        Map.of("type", "US Social Security Number", "identifier", "000-00-0002")));
        assertThat(read(bearer(Version.V1_1), "users").all(Person.class))
                .filteredOn(person -> person.id().key().equals(student.get("sourcedId")))
                .singleElement()
                .satisfies(person -> assertThat(person.identifiers())
                        .contains(new Identifier("stateStudentId", "7700001"))
                        .extracting(Identifier::value)
                        .noneMatch(value -> value.startsWith("000-")));
    }

    @Test
    @DisplayName("C-13 pages of one row are read to their end")
    void pages_of_one_row() {
        play(Version.V1_1, Gate.Kind.BEARER);
        Read read = read(connector(Version.V1_1.path(), "login=bearer", "pageSize=1"), "users");
        assertThat(read.rows()).hasSameSizeAs(server.rows("users"));
        assertThat(read.complete()).isTrue();
    }

    @Test
    @DisplayName("C-13 a class or a course without a title has its code for one")
    void a_code_stands_in_for_a_title() {
        play(Version.V1_1, Gate.Kind.BEARER, Deviation.NO_TITLES);
        OneRosterConnector connector = bearer(Version.V1_1);
        Read classes = read(connector, "classes");
        assertThat(classes.all(ClassSection.class)).isNotEmpty().allSatisfy(section -> assertThat(section.title())
                .isEqualTo(section.code()));
        Read courses = read(connector, "courses");
        assertThat(courses.all(Course.class)).isNotEmpty().allSatisfy(course -> assertThat(course.title())
                .isEqualTo(course.code()));
        assertThat(classes.findings()).singleElement().asString().contains("have no title");
    }

    @Test
    @DisplayName("C-13 references in columns of their own lead to the same rows")
    void flat_ids_are_references() {
        play(Version.V1_1, Gate.Kind.BEARER);
        OneRosterConnector connector = bearer(Version.V1_1);
        List<List<? extends Entity>> whole = meaning(connector);
        simulator.close();
        play(Version.V1_1, Gate.Kind.BEARER, Deviation.FLAT_IDS);
        assertThat(meaning(bearer(Version.V1_1))).isEqualTo(whole);
    }

    private List<List<? extends Entity>> meaning(OneRosterConnector connector) {
        return List.of(
                read(connector, "courses").all(Course.class),
                read(connector, "classes").all(ClassSection.class),
                read(connector, "users").all(Person.class),
                read(connector, "users").all(Enrollment.class),
                read(connector, "enrollments").all(ClassMembership.class));
    }

    @Test
    @DisplayName("C-13 a role without a name keeps its person, who is taken for nobody else")
    void a_nameless_role_keeps_its_person() {
        play(Version.V1_2, Gate.Kind.OAUTH2_FORM, Deviation.NAMELESS_ROLES);
        Read users = read(connector(Version.V1_2.path()), "users");
        assertThat(users.all(Person.class)).hasSameSizeAs(server.rows("users"));
        assertThat(users.all(StaffAssignment.class)).isEmpty();
        assertThat(users.all(Enrollment.class)).isNotEmpty();
        assertThat(users.findings()).singleElement().asString().contains("a role without a name");
        assertThat(users.all(Person.class))
                .filteredOn(person -> person.roles().isEmpty())
                .isNotEmpty()
                .allSatisfy(person -> assertThat(person.identifiers())
                        .extracting(Identifier::system)
                        .noneMatch(system -> system.startsWith("districtId") || system.startsWith("state")));
    }

    @Test
    @DisplayName("C-13 a student with a role for each school year is enrolled in each, the present one too")
    void a_role_for_each_school_year() {
        play(Version.V1_2, Gate.Kind.OAUTH2_FORM);
        Map<String, Object> student = server.rows("users").stream()
                .filter(user -> String.valueOf(user.get("roles")).contains("student"))
                .findFirst()
                .orElseThrow();
        Object school = ((Map<?, ?>) ((List<?>) student.get("roles")).get(0)).get("org");
        student.put(
                "roles",
                Stream.of("2024-08-15", "2025-08-15", "2026-08-15")
                        .map(begin ->
                                Map.of("role", "student", "roleType", "primary", "org", school, "beginDate", begin))
                        .toList());

        assertThat(read(connector(Version.V1_2.path()), "users").all(Enrollment.class))
                .filteredOn(enrollment -> enrollment.person().key().equals(student.get("sourcedId")))
                .extracting(Enrollment::entry)
                .containsExactlyInAnyOrder(
                        LocalDate.of(2024, 8, 15), LocalDate.of(2025, 8, 15), LocalDate.of(2026, 8, 15));
    }
}
