// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ClassMembership;
import org.susten.model.Eligibility;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Relationship;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;
import org.susten.spi.SourceRecord.Presence;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.Reading;
import org.susten.testkit.simulator.CleverSimulator;
import org.susten.testkit.simulator.CleverSimulator.Deviation;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.Reply;
import org.susten.testkit.simulator.Simulator;

class CleverConnectorTest extends ApiConnectorContract {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final int USERS = 11;

    private CleverSimulator clever;

    private Simulator play(Deviation... deviations) {
        clever = new CleverSimulator(new Gate(Gate.Kind.BEARER, NOW), deviations);
        return Simulator.of(clever);
    }

    @Override
    protected Simulator simulator() {
        return play();
    }

    @Override
    protected Connector connector(String address) {
        return new CleverConnector(config(
                CleverConnector.Config.class,
                "site=bellweather",
                "tokenSecret=key",
                "baseUrl=" + address + "/v3.1",
                "excused=ill",
                "pageSize=3"));
    }

    @Override
    protected String largest() {
        return "users";
    }

    private List<Entity> entities(Connector connector, String stream, int number) {
        return connector.map(
                Reading.of(connector, stream, Cursor.START, context()).rows().get(CleverSimulator.id(number)));
    }

    private static <T extends Entity> List<T> only(List<Entity> entities, Class<T> type) {
        return entities.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void a_student_is_a_person_with_schools_and_eligibilities() {
        List<Entity> said = entities(connector(), "users", 101);
        Person person = only(said, Person.class).get(0);
        assertThat(person.roles()).containsExactly(PersonRole.STUDENT);
        assertThat(person.birthDate()).isEqualTo("2015-04-01");
        assertThat(person.identifiers())
                .extracting(id -> id.system() + '=' + id.value())
                .contains("districtId:bellweather=701", "stateStudentId=99001");
        assertThat(only(said, Enrollment.class)).hasSize(2).allMatch(stay -> stay.grade() == GradeLevel.GRADE_05);
        assertThat(only(said, Enrollment.class).get(0).entry()).isEqualTo("2025-08-18");
        assertThat(only(said, Eligibility.class)).hasSize(1);
    }

    @Test
    void one_user_with_two_roles_is_one_person_and_a_contact_is_a_guardian() {
        assertThat(only(entities(connector(), "users", 201), Person.class)
                        .get(0)
                        .roles())
                .containsExactlyInAnyOrder(PersonRole.TEACHER, PersonRole.STAFF);
        Relationship tie =
                only(entities(connector(), "users", 301), Relationship.class).get(0);
        assertThat(tie.student().key()).isEqualTo(CleverSimulator.id(101));
        assertThat(tie.primaryContact()).isTrue();
    }

    @Test
    void a_section_has_its_students_and_teachers() {
        List<ClassMembership> members = only(entities(connector(), "sections", 40), ClassMembership.class);
        assertThat(members).hasSize(4);
        assertThat(members.get(0).role()).isEqualTo(PersonRole.TEACHER);
        assertThat(members.get(0).primary()).isTrue();
    }

    @Test
    void an_absence_is_excused_where_the_connection_says_so() {
        Connector connector = connector();
        Reading read = Reading.of(connector, "attendance", Cursor.START, context());
        List<AttendanceCategory> categories = read.rows().values().stream()
                .map(row -> ((Attendance) connector.map(row).get(0)).category())
                .toList();
        assertThat(categories)
                .containsExactly(
                        AttendanceCategory.PRESENT,
                        AttendanceCategory.EXCUSED_ABSENCE,
                        AttendanceCategory.TARDY,
                        AttendanceCategory.UNEXCUSED_ABSENCE,
                        AttendanceCategory.PRESENT);
        assertThat(read.complete()).as("only days are covered").isFalse();
    }

    @Test
    @DisplayName("C-07 events since the last reading, and nothing else")
    void events_since_the_last_reading() {
        Connector connector = connector();
        Reading all = Reading.of(connector, "users", Cursor.START, context());
        assertThat(all.rows()).hasSize(USERS);
        assertThat(all.complete()).isTrue();
        assertThat(Reading.of(connector, "users", all.end(), context()).rows()).isEmpty();
        clever.change("users", 102, "email", "elsewhere@bellweather.example.org");
        clever.change("users", 102, "email", "again@bellweather.example.org");
        clever.delete("users", 103);
        clever.change("schools", 10, "name", "Gullmoor Academy");
        Reading changes = Reading.of(connector, "users", all.end(), context());
        assertThat(changes.complete()).isFalse();
        assertThat(changes.rows()).containsOnlyKeys(CleverSimulator.id(102), CleverSimulator.id(103));
        assertThat(changes.rows().get(CleverSimulator.id(102)).text("email")).startsWith("again");
        assertThat(changes.rows().get(CleverSimulator.id(103)).presence()).isEqualTo(Presence.DELETED);
        assertThat(Reading.of(connector, "users", changes.end(), context()).rows())
                .isEmpty();
    }

    @Test
    @DisplayName("C-07 after days without a full reading everything is read and compared")
    void everything_is_read_again_before_events_are_forgotten() {
        Connector connector = connector();
        Reading all = Reading.of(connector, "users", Cursor.START, context());
        Reading later = Reading.of(connector, "users", all.end(), context().now(NOW.plus(Duration.ofDays(8))));
        assertThat(later.rows()).hasSize(USERS);
        assertThat(later.complete()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Deviation.class,
            names = {"NO_LINKS", "CLAMPED", "BARE", "NO_EVENTS"})
    @DisplayName("C-13 a server that deviates is read completely")
    void a_server_that_deviates_is_read_completely(Deviation deviation) {
        try (Simulator other = play(deviation)) {
            Connector connector = connector(other.address());
            for (String stream : List.of("schools", "users", "sections")) {
                Reading read = Reading.of(connector, stream, Cursor.START, context());
                assertThat(read.complete()).as(stream).isTrue();
                assertThat(read.rows())
                        .as(stream)
                        .hasSize(Map.of("schools", 2, "users", USERS, "sections", 1)
                                .get(stream));
            }
            assertThat(Reading.of(connector, "attendance", Cursor.START, context())
                            .rows())
                    .hasSize(deviation == Deviation.NO_LINKS ? 3 : 5);
        }
    }

    @Test
    @DisplayName("C-13 a page that is repeated ends the reading and closes nothing")
    void a_repeated_page_ends_the_reading() {
        try (Simulator other = play(Deviation.REPEATING)) {
            Reading read = Reading.of(connector(other.address()), "users", Cursor.START, context());
            assertThat(read.complete()).isFalse();
            assertThat(read.findings()).anyMatch(finding -> finding.contains("repeated"));
        }
    }

    @Test
    @DisplayName("C-13 after a reading that did not come to its end everything is read, not only events since")
    void after_a_repeated_page_everything_is_read_again() {
        Cursor end;
        try (Simulator other = play(Deviation.REPEATING)) {
            end = Reading.of(connector(other.address()), "users", Cursor.START, context())
                    .end();
        }
        try (Simulator other = play()) {
            Reading again = Reading.of(connector(other.address()), "users", end, context());
            assertThat(again.rows()).hasSize(USERS);
            assertThat(again.complete()).isTrue();
        }
    }

    @Test
    @DisplayName("C-13 where Clever does not know the last event any more, everything is read at once")
    void a_forgotten_event_leads_to_everything() {
        try (Simulator other = play(Deviation.FORGETTING)) {
            Connector connector = connector(other.address());
            Cursor end = Reading.of(connector, "users", Cursor.START, context()).end();
            clever.delete("users", 103);
            Reading again = Reading.of(connector, "users", end, context());
            assertThat(again.rows()).hasSize(USERS - 1);
            assertThat(again.complete()).isTrue();
            assertThat(again.findings()).anyMatch(finding -> finding.contains("404"));
        }
    }

    @Test
    @DisplayName("C-13 attendance that is not shared is a finding")
    void attendance_that_is_not_shared_is_a_finding() {
        try (Simulator other = play(Deviation.NOT_SHARED)) {
            Reading read = Reading.of(connector(other.address()), "attendance", Cursor.START, context());
            assertThat(read.rows()).isEmpty();
            assertThat(read.findings()).singleElement().asString().contains("not shared");
        }
    }

    @Test
    @DisplayName("C-13 pages of attendance that lead in a circle come to an end")
    void attendance_that_leads_in_a_circle_comes_to_an_end() {
        AtomicInteger pages = new AtomicInteger();
        Simulator.Site site = call -> {
            if (!call.path().contains("/attendance/")) {
                boolean schools =
                        call.path().endsWith("/schools") && !call.query().containsKey("starting_after");
                return Reply.json(Map.of("data", schools ? List.of(Map.of("data", Map.of("id", "10"))) : List.of()));
            }
            int page = pages.incrementAndGet();
            Map<String, Object> row =
                    Map.of("student_id", "1", "attendance_date", "2026-02-0" + (1 + page % 2), "school_id", "10");
            Object next = Map.of("rel", "next", "uri", "/v3.1/attendance?starting_after=" + page % 2);
            return Reply.json(Map.of("data", List.of(row), "links", page > 40 ? List.of() : List.of(next)));
        };
        try (Simulator other = Simulator.of(site)) {
            Reading read = Reading.of(connector(other.address()), "attendance", Cursor.START, context());
            assertThat(pages).hasValueLessThan(10);
            assertThat(read.findings()).anyMatch(finding -> finding.contains("read before"));
        }
    }
}
