// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.model.Credential;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.Supplement;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord.Presence;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.Reading;
import org.susten.testkit.simulator.EdFiSimulator;
import org.susten.testkit.simulator.EdFiSimulator.Deviation;
import org.susten.testkit.simulator.EdFiSimulator.SnapshotStyle;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.Reply;
import org.susten.testkit.simulator.Simulator;

class EdFiConnectorTest extends ApiConnectorContract {

    private static final String FEW =
            "[{\"id\":\"1\",\"studentUniqueId\":\"604001\",\"firstName\":\"Ada\",\"lastSurname\":\"Alder\"}]";

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private EdFiSimulator api;

    @Override
    protected Simulator simulator() {
        return play(true);
    }

    private Simulator play(boolean counts) {
        api = new EdFiSimulator(new Gate(Gate.Kind.OAUTH2_BASIC, NOW), counts);
        Simulator simulator = Simulator.of(api);
        api.at(simulator.address());
        return simulator;
    }

    @Override
    protected Connector connector(String address) {
        return connector(address, 3);
    }

    static Connector connector(String address, int pageSize) {
        return new EdFiConnector(config(
                EdFiConnector.Config.class,
                "site=bellweather",
                "baseUrl=" + address,
                "clientId=" + Gate.ID,
                "clientSecret=key",
                "pageSize=" + pageSize));
    }

    @Override
    protected String largest() {
        return "students";
    }

    private Reading read(Connector connector, String stream, Cursor since) {
        return Reading.of(connector, stream, since, context());
    }

    @ParameterizedTest
    @EnumSource(Deviation.class)
    @DisplayName("C-13 an API whose discovery document is missing, behind a proxy or of another form is found and read")
    void an_api_is_found_whatever_its_discovery_document_says(Deviation deviation) {
        for (boolean counts : new boolean[] {true, false}) {
            api = new EdFiSimulator(new Gate(Gate.Kind.OAUTH2_BASIC, NOW), counts, deviation);
            try (Simulator simulator = Simulator.of(api)) {
                api.at(simulator.address());
                String base = deviation == Deviation.BY_YEAR ? "/data/v3/2026" : "";
                Connector connector = connector(simulator.address() + base, 500);
                if (deviation == Deviation.SEVERAL) {
                    assertThatThrownBy(() -> connector.check(context()))
                            .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                                    .isEqualTo(ConnectorException.Kind.CONFIG))
                            .hasMessageContaining("by tenant or school year");
                    continue;
                }
                connector.check(context());
                Reading all = read(connector, "students", Cursor.START);
                assertThat(all.rows()).hasSize(7);
                assertThat(all.complete()).isTrue();
                assertThat(read(connector(simulator.address() + base, 3), "students", Cursor.START)
                                .rows())
                        .hasSize(7);
                boolean smaller = all.findings().stream().anyMatch(finding -> finding.contains("asked for by 100"));
                assertThat(smaller).isEqualTo(deviation == Deviation.AT_MOST_100);
                api.delete("students", "604002", "{\"studentUniqueId\":\"604002\"}");
                assertThat(read(connector, "students", all.end()).rows()).hasSize(counts ? 1 : 6);
            }
        }
    }

    @Test
    @DisplayName("R-19 pages by token go on over rows that come and go, and past a page without rows")
    void pages_by_token_go_on_over_rows_that_come_and_go() {
        api = new EdFiSimulator(new Gate(Gate.Kind.OAUTH2_BASIC, NOW), true, Deviation.BY_TOKEN);
        try (Simulator simulator = Simulator.of(api)) {
            api.at(simulator.address());
            Connector connector = connector(simulator.address(), 2);
            Reading all = read(connector, "students", Cursor.START);
            assertThat(all.rows()).hasSize(7);
            assertThat(all.complete()).isTrue();
            assertThat(all.findings()).isEmpty();
            assertThat(simulator.calls())
                    .filteredOn(call -> call.path().endsWith("/students"))
                    .hasSizeGreaterThan(4)
                    .noneMatch(call -> call.query().containsKey("offset"));
            api.delete("students", "604002", "{\"studentUniqueId\":\"604002\"}");
            assertThat(read(connector, "students", all.end()).rows()).containsOnlyKeys("604002");
        }
    }

    private Connector ofSnapshot(String address) {
        return new EdFiConnector(config(
                EdFiConnector.Config.class,
                "site=bellweather",
                "baseUrl=" + address,
                "clientId=" + Gate.ID,
                "clientSecret=key",
                "useSnapshot=true",
                "pageSize=3"));
    }

    @ParameterizedTest
    @EnumSource(SnapshotStyle.class)
    void a_snapshot_is_read_as_it_was_made(SnapshotStyle style) {
        try (Simulator simulator = play(true)) {
            Connector connector = ofSnapshot(simulator.address());
            api.freeze(style);
            api.delete("students", "604002", "{\"studentUniqueId\":\"604002\"}");
            Reading all = read(connector, "students", Cursor.START);
            assertThat(all.rows()).hasSize(7).containsKey("604002");
            assertThat(all.complete()).isTrue();
            assertThat(read(connector, "students", all.end()).rows()).isEmpty();
            api.thaw();
            assertThatThrownBy(() -> read(connector, "students", all.end()))
                    .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                            .isEqualTo(ConnectorException.Kind.UNAVAILABLE))
                    .hasMessageContaining("no snapshot")
                    .hasMessageContaining("useSnapshot = false");
        }
    }

    @Test
    @DisplayName("R-13 a snapshot that goes while it is read closes nothing")
    void a_snapshot_that_goes_while_it_is_read_closes_nothing() {
        try (Simulator simulator = play(true)) {
            Connector connector = ofSnapshot(simulator.address());
            api.freeze(SnapshotStyle.FLAG);
            Catalogue.Stream stream = connector.catalogue().stream("educationOrganizations");
            try (SourceReader reader = connector.read(stream, Cursor.START, context())) {
                assertThat(reader.hasNext()).isTrue();
                api.thaw();
                reader.forEachRemaining(row -> {});
                assertThat(reader.extent().complete()).isFalse();
                assertThat(reader.findings().toString()).contains("snapshot that went meanwhile");
            }
        }
    }

    @Test
    @DisplayName("C-13 an address that is not the API's root says what is missing there")
    void an_address_above_or_below_the_root_says_so() {
        try (Simulator simulator = play(true)) {
            assertThatThrownBy(() -> connector(simulator.address() + "/local").check(context()))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("no discovery document")
                    .hasMessageContaining("baseUrl")
                    .hasMessageContaining("/local/oauth/token");
        }
    }

    @Test
    void the_system_of_source_ids_stays_what_it_was() {
        assertThat(connector().catalogue().id()).isEqualTo("edfi");
    }

    @Test
    void references_lead_to_rows_of_the_same_key() {
        Connector connector = connector();
        assertThat(read(connector, "sections", Cursor.START).rows()).containsOnlyKeys("2559|2026|Spring|RD-5|RD-5-1");
        assertThat(read(connector, "educationOrganizations", Cursor.START).rows())
                .containsOnlyKeys("255", "2559", "777");
        assertThat(read(connector, "programs", Cursor.START).rows())
                .containsOnlyKeys("255|Extended day/child care|After Bell");
        assertThat(read(connector, "studentProgramAssociations", Cursor.START).rows())
                .hasSize(2);
    }

    @Test
    @DisplayName("C-13 what a profile keeps back is missing from its row, and the row is read")
    void what_a_profile_keeps_back_is_missing_and_the_row_is_read() {
        Connector connector = connector();
        api.put("students", "{\"studentUniqueId\":\"604099\"}");
        api.put(
                "studentSchoolAssociations",
                "{\"studentReference\":{\"studentUniqueId\":\"604099\"},\"schoolReference\":{\"schoolId\":2559},\"entryDate\":\"2025-08-18\"}");
        assertThat(entities(connector, "students", "604099"))
                .filteredOn(Person.class::isInstance)
                .singleElement()
                .satisfies(entity -> {
                    Person child = (Person) entity;
                    assertThat(child.familyName()).isNull();
                    assertThat(child.birthDate()).isNull();
                    assertThat(child.identifiers()).singleElement().satisfies(id -> assertThat(id.value())
                            .isEqualTo("604099"));
                });
        assertThat(entities(connector, "studentSchoolAssociations", "604099|2559|2025-08-18"))
                .filteredOn(Enrollment.class::isInstance)
                .singleElement()
                .satisfies(entity -> assertThat(((Enrollment) entity).grade()).isNull());
    }

    private List<Entity> entities(Connector connector, String stream, String key) {
        return connector.map(read(connector, stream, Cursor.START).rows().get(key));
    }

    @Test
    void a_diploma_in_an_academic_record_is_a_credential() {
        Connector connector = connector();
        List<Entity> record = read(connector, "studentAcademicRecords", Cursor.START).rows().values().stream()
                .flatMap(row -> connector.map(row).stream())
                .toList();
        assertThat(record)
                .filteredOn(Credential.class::isInstance)
                .singleElement()
                .satisfies(entity -> {
                    Credential diploma = (Credential) entity;
                    assertThat(diploma.kind()).isEqualTo("Regular diploma");
                    assertThat(diploma.title()).isEqualTo("Bellweather Diploma");
                    assertThat(diploma.day()).isEqualTo("2026-02-20");
                    assertThat(diploma.person().key()).isEqualTo("604002");
                    assertThat(diploma.organization()).isNotNull();
                });
        assertThat(record)
                .filteredOn(Supplement.class::isInstance)
                .singleElement()
                .satisfies(left ->
                        assertThat(((Supplement) left).values()).containsEntry("CumulativeEarnedCredits", "24"));
    }

    @Test
    @DisplayName("C-07 changes, changed keys and deletions between two change versions, and nothing else")
    void changes_between_two_versions() {
        Connector connector = connector();
        Reading all = read(connector, "students", Cursor.START);
        assertThat(all.complete()).isTrue();
        assertThat(read(connector, "students", all.end()).rows()).isEmpty();
        api.delete("students", "604002", "{\"studentUniqueId\":\"604002\"}");
        api.rekey(
                "students", "604003", "604093", "{\"studentUniqueId\":\"604003\"}", "{\"studentUniqueId\":\"604093\"}");
        Reading changes = read(connector, "students", all.end());
        assertThat(changes.complete()).isFalse();
        assertThat(changes.rows()).containsOnlyKeys("604002", "604093");
        assertThat(changes.rows().get("604002").presence()).isEqualTo(Presence.DELETED);
        assertThat(changes.rows().get("604093").formerKey()).isEqualTo("604003");
        assertThat(read(connector, "students", changes.end()).rows()).isEmpty();
    }

    @Test
    @DisplayName("C-07 a deletion is known by the natural key of what was deleted")
    void deletions_are_known_by_natural_key() {
        Connector connector = connector();
        Reading all = read(connector, "studentSectionAssociations", Cursor.START);
        api.delete(
                "studentSectionAssociations",
                "604004",
                "{\"beginDate\":\"2026-01-05\",\"localCourseCode\":\"RD-5\",\"schoolId\":2559,\"schoolYear\":2026,"
                        + "\"sectionIdentifier\":\"RD-5-1\",\"sessionName\":\"Spring\",\"studentUniqueId\":\"604004\"}");
        Reading changes = read(connector, "studentSectionAssociations", all.end());
        assertThat(changes.rows().keySet()).hasSize(1).isSubsetOf(all.rows().keySet());
    }

    @Test
    @DisplayName("C-13 deletions known by id only lead to a full comparison")
    void deletions_by_id_only_lead_to_a_full_comparison() {
        Connector connector = connector();
        Reading all = read(connector, "students", Cursor.START);
        api.delete("students", "604002", "{}");
        api.rekey(
                "students", "604003", "604003", "{\"studentUniqueId\":\"604003\"}", "{\"studentUniqueId\":\"604003\"}");
        Reading changes = read(connector, "students", all.end());
        assertThat(changes.findings()).anyMatch(finding -> finding.contains("known by id only"));
        assertThat(read(connector, "students", changes.end()).complete()).isTrue();
    }

    @Test
    @DisplayName("C-13 a deletion told without all that the hub's key is made of leads to a full comparison")
    void a_deletion_without_the_whole_key_leads_to_a_full_comparison() {
        Connector connector = connector();
        api.put("gradingPeriods", gradingPeriod("P1", "First Six Weeks", "2025-08-18"));
        Reading all = read(connector, "gradingPeriods", Cursor.START);
        assertThat(all.rows()).containsKey("2559|First Six Weeks|2025-08-18");
        api.delete(
                "gradingPeriods",
                "\"P1\"",
                "{\"gradingPeriodDescriptor\":\"uri://ed-fi.org/GradingPeriodDescriptor#First Six Weeks\","
                        + "\"gradingPeriodName\":\"P1\",\"schoolId\":2559,\"schoolYear\":2026}");
        api.put("gradingPeriods", gradingPeriod("P2", "Second Six Weeks", "2025-09-29"));
        Reading changes = read(connector, "gradingPeriods", all.end());
        assertThat(changes.rows()).containsOnlyKeys("2559|Second Six Weeks|2025-09-29");
        assertThat(changes.findings()).anyMatch(finding -> finding.contains("are deleted"));
        Reading again = read(connector, "gradingPeriods", changes.end());
        assertThat(again.complete()).isTrue();
        assertThat(again.rows()).isNotEmpty().doesNotContainKey("2559|First Six Weeks|2025-08-18");
    }

    @Test
    void a_deletion_that_cannot_be_followed_leads_to_a_full_comparison_where_it_is_all_that_happened() {
        Connector connector = connector();
        api.put("gradingPeriods", gradingPeriod("P1", "First Six Weeks", "2025-08-18"));
        Reading all = read(connector, "gradingPeriods", Cursor.START);
        api.delete("gradingPeriods", "\"P1\"", "{\"gradingPeriodName\":\"P1\",\"schoolId\":2559}");

        Reading changes = read(connector, "gradingPeriods", all.end());
        assertThat(changes.rows()).isEmpty();
        Reading again = read(connector, "gradingPeriods", changes.end());
        assertThat(again.complete()).isTrue();
        assertThat(again.rows()).doesNotContainKey("2559|First Six Weeks|2025-08-18");

        Reading nothing = read(connector, "gradingPeriods", again.end());
        assertThat(nothing.findings()).noneMatch(finding -> finding.contains("are deleted"));
    }

    private static String gradingPeriod(String name, String which, String begin) {
        return """
                {"gradingPeriodDescriptor": "uri://ed-fi.org/GradingPeriodDescriptor#%s", "gradingPeriodName": "%s",
                 "schoolReference": {"schoolId": 2559}, "schoolYearTypeReference": {"schoolYear": 2026},
                 "beginDate": "%s", "endDate": "2025-12-20", "totalInstructionalDays": 29}"""
                .formatted(which, name, begin);
    }

    @Test
    void an_api_without_change_queries_is_compared_in_full() {
        try (Simulator plain = play(false)) {
            Connector connector = connector(plain.address());
            Reading all = read(connector, "students", Cursor.START);
            assertThat(all.findings()).isNotEmpty();
            assertThat(read(connector, "students", all.end()).complete()).isTrue();
        }
    }

    @Test
    @DisplayName(
            "C-13 after a reading to which not all promised rows came everything is read, not only what changed since")
    void after_a_reading_with_too_few_rows_everything_is_read_again() {
        EdFiSimulator whole = new EdFiSimulator(new Gate(Gate.Kind.OAUTH2_BASIC, NOW), true);
        AtomicBoolean cut = new AtomicBoolean(true);
        Simulator.Site site = call -> {
            Reply reply = whole.answer(call);
            boolean rows =
                    call.path().endsWith("/ed-fi/students") && reply.headers().containsKey("Total-Count");
            return rows && cut.get() ? new Reply(200, reply.headers(), FEW) : reply;
        };
        try (Simulator simulator = Simulator.of(site)) {
            whole.at(simulator.address());
            Connector connector = connector(simulator.address(), 500);
            Reading few = read(connector, "students", Cursor.START);
            assertThat(few.rows()).containsOnlyKeys("604001");
            assertThat(few.complete()).isFalse();
            cut.set(false);
            Reading again = read(connector, "students", few.end());
            assertThat(again.rows()).hasSize(7);
            assertThat(again.complete()).isTrue();
        }
    }

    @Test
    @DisplayName("C-13 tokens that lead in a circle come to an end and close nothing")
    void tokens_that_lead_in_a_circle_come_to_an_end() {
        EdFiSimulator whole = new EdFiSimulator(new Gate(Gate.Kind.OAUTH2_BASIC, NOW), true, Deviation.BY_TOKEN);
        AtomicInteger pages = new AtomicInteger();
        Simulator.Site site = call -> {
            Reply reply = whole.answer(call);
            if (!call.path().endsWith("/ed-fi/students") || reply.status() != 200) {
                return reply;
            }
            int page = pages.incrementAndGet();
            Reply few = new Reply(200, Map.of("Content-Type", "application/json"), FEW);
            return page > 40 ? few : few.header("Next-Page-Token", String.valueOf(page % 2));
        };
        try (Simulator simulator = Simulator.of(site)) {
            whole.at(simulator.address());
            Reading read = read(connector(simulator.address(), 1), "students", Cursor.START);
            assertThat(pages).hasValueLessThan(10);
            assertThat(read.complete()).isFalse();
        }
    }
}
