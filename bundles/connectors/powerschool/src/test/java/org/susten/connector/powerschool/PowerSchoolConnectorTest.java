// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.powerschool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ClassMembership;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Person;
import org.susten.model.Race;
import org.susten.spi.Catalogue;
import org.susten.spi.Columns;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.Reading;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.PowerSchoolSimulator;
import org.susten.testkit.simulator.PowerSchoolSimulator.Deviation;
import org.susten.testkit.simulator.Simulator;

class PowerSchoolConnectorTest extends ApiConnectorContract {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final int STUDENTS = 8;

    private PowerSchoolSimulator server;

    private Simulator play(Deviation... deviations) {
        server = new PowerSchoolSimulator(new Gate(Gate.Kind.OAUTH2_BASIC, NOW), deviations);
        return Simulator.of(server);
    }

    @Override
    protected Simulator simulator() {
        return play();
    }

    @Override
    protected Connector connector(String address) {
        return connector(address, "queries");
    }

    private static Connector connector(String address, String source) {
        return new PowerSchoolConnector(config(
                PowerSchoolConnector.Config.class,
                "site=bellweather",
                "baseUrl=" + address,
                "clientId=" + Gate.ID,
                "clientSecret=key",
                "source=" + source,
                "crosswalk=attendance/E=ExcusedAbsence, attendance/T=Tardy, race/H=White",
                "pageSize=3"));
    }

    @Override
    protected String largest() {
        return "students";
    }

    private <T extends Entity> List<T> entities(Connector connector, String stream, String key, Class<T> type) {
        SourceRecord row =
                Reading.of(connector, stream, Cursor.START, context()).rows().get(key);
        return connector.map(row).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void a_student_is_a_person_and_enrolled_unless_only_registered() {
        Connector connector = connector();
        Person person = entities(connector, "students", "101", Person.class).get(0);
        assertThat(person.races()).containsExactlyInAnyOrder(Race.ASIAN, Race.WHITE);
        assertThat(person.hispanic()).isTrue();
        assertThat(person.identifiers())
                .extracting(id -> id.system() + '=' + id.value())
                .containsExactly("districtId:bellweather=70001", "stateStudentId=99001");
        assertThat(entities(connector, "students", "102", Enrollment.class)
                        .get(0)
                        .grade())
                .isEqualTo(GradeLevel.KG);
        assertThat(entities(connector, "students", "103", Enrollment.class)).isEmpty();
        assertThat(entities(connector, "enrollments", "901", Enrollment.class)
                        .get(0)
                        .exit())
                .isEqualTo("2025-06-06");
    }

    @Test
    void a_dropped_class_keeps_its_section_and_one_never_attended_says_nothing() {
        Connector connector = connector();
        ClassMembership dropped =
                entities(connector, "memberships", "62", ClassMembership.class).get(0);
        assertThat(dropped.section().key()).isEqualTo("41");
        assertThat(dropped.end()).isEqualTo("2025-10-01");
        assertThat(entities(connector, "memberships", "63", ClassMembership.class))
                .isEmpty();
    }

    @Test
    void attendance_codes_mean_what_the_connection_says_and_else_whether_the_student_was_there() {
        Connector connector = connector();
        List<AttendanceCategory> categories =
                Reading.of(connector, "attendance", Cursor.START, context()).rows().values().stream()
                        .map(row -> ((Attendance) connector.map(row).get(0)).category())
                        .toList();
        assertThat(categories)
                .containsExactly(
                        AttendanceCategory.UNEXCUSED_ABSENCE,
                        AttendanceCategory.EXCUSED_ABSENCE,
                        AttendanceCategory.TARDY);
    }

    @Test
    void a_code_that_nobody_explains_is_the_hubs_to_explain_and_a_blank_one_the_sources() {
        assertThat(causes("Q", "Elsewhere")).isEqualTo("att_code code:attendance");
        assertThat(causes(null, "Elsewhere")).isEqualTo("presence presence");
    }

    private String causes(@Nullable String code, String presence) {
        SourceRecord row = SourceRecord.present(
                "attendance",
                "1",
                new Cursor("1"),
                Columns.of(List.of("id", "studentid", "att_date", "att_code", "presence")),
                new Object[] {"1", "7", "2026-03-02", code, presence});
        MappingException cause =
                catchThrowableOfType(MappingException.class, () -> connector("http://127.0.0.1:9", "queries")
                        .map(row));
        return cause.column() + ' ' + cause.rule();
    }

    @Test
    @DisplayName("C-07 what changed since the data version of the last reading, and nothing else")
    void changes_since_the_data_version() {
        Connector connector = connector();
        Reading all = Reading.of(connector, "students", Cursor.START, context());
        assertThat(all.rows()).hasSize(STUDENTS);
        assertThat(all.complete()).isTrue();
        assertThat(Reading.of(connector, "students", all.end(), context()).rows())
                .isEmpty();
        server.change("students", 104, "grade_level", "6");
        Reading changes = Reading.of(connector, "students", all.end(), context());
        assertThat(changes.rows()).containsOnlyKeys("104");
        assertThat(changes.complete()).isFalse();
        assertThat(Reading.of(connector, "students", changes.end(), context()).rows())
                .isEmpty();
        Reading later =
                Reading.of(connector, "students", changes.end(), context().now(NOW.plus(Duration.ofDays(1))));
        assertThat(later.complete())
                .as("deletions are found by comparing everything")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Deviation.class,
            names = {"NO_VERSIONS", "NO_CHANGES", "CLAMPED", "SHORT_PAGE", "NESTED", "NO_RECORD"})
    @DisplayName("C-13 a server that deviates is read completely")
    void a_server_that_deviates_is_read_completely(Deviation deviation) {
        try (Simulator other = play(deviation)) {
            Connector connector = connector(other.address());
            for (Catalogue.Stream stream : connector.catalogue().streams()) {
                Reading read = Reading.of(connector, stream.name(), Cursor.START, context());
                assertThat(read.complete()).as(stream.name()).isTrue();
                read.rows().values().forEach(connector::map);
            }
            Reading all = Reading.of(connector, "students", Cursor.START, context());
            assertThat(all.rows()).hasSize(STUDENTS);
            Reading again = Reading.of(connector, "students", all.end(), context());
            boolean full = deviation == Deviation.NO_VERSIONS || deviation == Deviation.NO_CHANGES;
            assertThat(again.rows()).hasSize(full ? STUDENTS : 0);
            assertThat(again.complete()).isEqualTo(full);
        }
    }

    @Test
    @DisplayName("C-13 a page that is repeated ends the reading and closes nothing")
    void a_repeated_page_ends_the_reading() {
        try (Simulator other = play(Deviation.REPEATING)) {
            Reading read = Reading.of(connector(other.address()), "students", Cursor.START, context());
            assertThat(read.complete()).isFalse();
            assertThat(read.findings()).anyMatch(finding -> finding.contains("repeated"));
        }
    }

    @Test
    @DisplayName("C-13 a query that is not granted is a finding, one without which nothing is left ends the run")
    void a_query_that_is_not_granted_is_a_finding() {
        try (Simulator other = play(Deviation.NOT_GRANTED)) {
            Reading read = Reading.of(connector(other.address()), "attendance", Cursor.START, context());
            assertThat(read.rows()).isEmpty();
            assertThat(read.complete()).isFalse();
            assertThat(read.findings()).singleElement().asString().contains("403");
            assertThatThrownBy(() -> connector(other.address() + "/elsewhere").check(context()))
                    .isInstanceOf(ConnectorException.class);
        }
    }

    @Test
    void tables_hold_the_same_rows_without_what_is_joined() {
        try (Simulator other = play()) {
            Connector tables = connector(other.address(), "tables");
            assertThat(tables.catalogue().streams())
                    .extracting(Catalogue.Stream::name)
                    .doesNotContain("attendance");
            for (Catalogue.Stream stream : tables.catalogue().streams()) {
                Reading read = Reading.of(tables, stream.name(), Cursor.START, context());
                assertThat(read.rows().keySet())
                        .as(stream.name())
                        .isNotEmpty()
                        .isEqualTo(Reading.of(connector(), stream.name(), Cursor.START, context())
                                .rows()
                                .keySet());
            }
        }
    }
}
