// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ConsentRecord;
import org.susten.model.Enrollment;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.Reading;
import org.susten.testkit.TestContext;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.Reply;
import org.susten.testkit.simulator.SifSimulator;
import org.susten.testkit.simulator.SifSimulator.Deviation;
import org.susten.testkit.simulator.Simulator;

/** Australia, JSON, token and secret. */
class SifAuConnectorTest extends ApiConnectorContract {

    private static final int STUDENTS = 8;

    private SifSimulator provider;

    private Simulator play(Deviation... deviations) {
        provider = new SifSimulator(false, "au", deviations);
        return Simulator.of(provider);
    }

    @Override
    protected Simulator simulator() {
        return play();
    }

    @Override
    protected Connector connector(String address) {
        return connector(address, "json");
    }

    private static Connector connector(String address, String format) {
        return new SifConnector(config(
                SifConnector.Config.class,
                "site=bellweather",
                "baseUrl=" + address,
                "family=au",
                "authentication=basic",
                "applicationKey=" + Gate.ID,
                "sharedSecret=key",
                "attendanceCodes=113=Tardy",
                "parties=Lantern Makers Club=lantern,TINDER Sports Club=tinder,https://tinder.example.org=tinder,"
                        + "Homework help=homework,Club One=a-b,Club Two=ab",
                "format=" + format,
                "pageSize=3"));
    }

    @Override
    protected String largest() {
        return "StudentPersonals";
    }

    @Test
    @DisplayName("C-13 objects that nobody gives (503) are left out at once, and close nothing")
    void objects_that_nobody_gives_are_left_out() {
        try (Simulator other = play(Deviation.NOBODY_GIVES)) {
            TestContext context = context();
            Reading reading = Reading.of(connector(other.address()), "StudentDailyAttendances", Cursor.START, context);
            assertThat(reading.rows()).isEmpty();
            assertThat(reading.complete()).isFalse();
            assertThat(reading.findings()).anyMatch(finding -> finding.contains("nobody gives these objects"));
            assertThat(context.pauses()).isEmpty();
        }
    }

    @Test
    @DisplayName("C-13 an environment that was there before is used again")
    void a_known_environment_is_used_again() {
        try (Simulator other = play(Deviation.KNOWN)) {
            connector(other.address()).check(context());
        }
    }

    @Test
    void a_solution_is_said_where_the_key_is_registered_with_one() {
        try (Simulator other = play(Deviation.SOLUTION)) {
            assertThatThrownBy(() -> connector(other.address()).check(context()))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("solution");
            new SifConnector(config(
                            SifConnector.Config.class,
                            "site=bellweather",
                            "baseUrl=" + other.address(),
                            "family=au",
                            "authentication=basic",
                            "applicationKey=" + Gate.ID,
                            "sharedSecret=key",
                            "solution=harbor"))
                    .check(context());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xml,NO_MARKERS",
        "json,PESC",
        "xml,NO_HEADERS",
        "json,NO_HEADERS",
        "json,CLAMPED",
        "xml,SHORT_PAGE",
        "xml,NO_CONTENT"
    })
    @DisplayName("C-13 every dialect and every deviation gives the same meaning of every row")
    void every_dialect_means_the_same(String format, Deviation deviation) {
        try (Simulator other = play(deviation)) {
            Connector one = connector();
            Connector two = connector(other.address(), format);
            for (Catalogue.Stream stream : one.catalogue().streams()) {
                Reading expected = Reading.of(one, stream.name(), Cursor.START, context());
                Reading read = Reading.of(two, stream.name(), Cursor.START, context());
                assertThat(read.complete()).as(stream.name()).isTrue();
                assertThat(read.rows().keySet())
                        .as(stream.name())
                        .isEqualTo(expected.rows().keySet());
                for (SourceRecord row : read.rows().values()) {
                    assertThat(two.map(row)).isEqualTo(one.map(expected.rows().get(row.key())));
                }
            }
        }
    }

    @Test
    @DisplayName("C-07 what changed since the marker, and what is gone, and nothing else")
    void changes_since_the_marker() {
        Connector connector = connector();
        Reading all = Reading.of(connector, "StudentPersonals", Cursor.START, context());
        assertThat(all.rows()).hasSize(STUDENTS);
        assertThat(all.complete()).isTrue();
        assertThat(Reading.of(connector, "StudentPersonals", all.end(), context())
                        .rows())
                .isEmpty();
        List<String> ids = List.copyOf(all.rows().keySet());
        provider.put("StudentPersonals", Map.of("@RefId", ids.get(1)));
        provider.put("StudentPersonals", Map.of("@RefId", ids.get(2), "LocalId", "799"));
        Reading changes = Reading.of(connector, "StudentPersonals", all.end(), context());
        assertThat(changes.complete()).isFalse();
        assertThat(changes.rows()).containsOnlyKeys(ids.get(1), ids.get(2));
        assertThat(changes.rows().get(ids.get(1)).presence()).isEqualTo(Presence.DELETED);
        assertThat(Reading.of(connector, "StudentPersonals", changes.end(), context())
                        .rows())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Deviation.class,
            names = {"NO_MARKERS", "FORGETTING"})
    @DisplayName("C-13 where changes cannot be asked for, everything is read and compared")
    void without_changes_everything_is_compared(Deviation deviation) {
        try (Simulator other = play(deviation)) {
            Connector connector = connector(other.address());
            Cursor end = Reading.of(connector, "StudentPersonals", Cursor.START, context())
                    .end();
            Reading again = Reading.of(connector, "StudentPersonals", end, context());
            assertThat(again.rows()).hasSize(STUDENTS);
            assertThat(again.complete()).isTrue();
            assertThat(again.findings()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Deviation.class,
            names = {"REPEATING", "NOT_GRANTED"})
    @DisplayName("C-13 a repeated page and a missing right close nothing")
    void a_repeated_page_and_a_missing_right_close_nothing(Deviation deviation) {
        try (Simulator other = play(deviation)) {
            String stream = deviation == Deviation.REPEATING ? "StudentPersonals" : "StudentDailyAttendances";
            Reading read = Reading.of(connector(other.address()), stream, Cursor.START, context());
            assertThat(read.complete()).isFalse();
            assertThat(read.findings()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("C-13 after a reading that did not come to its end everything is read, not only what changed since")
    void after_a_repeated_page_everything_is_read_again() {
        Cursor end;
        try (Simulator other = play(Deviation.REPEATING)) {
            end = Reading.of(connector(other.address()), "StudentPersonals", Cursor.START, context())
                    .end();
        }
        try (Simulator other = play()) {
            Reading again = Reading.of(connector(other.address()), "StudentPersonals", end, context());
            assertThat(again.rows()).hasSize(STUDENTS);
            assertThat(again.complete()).isTrue();
        }
    }

    @Test
    @DisplayName("C-13 where fewer changes come than the provider counts, everything is read and compared next time")
    void changes_that_do_not_come_are_not_passed_over() {
        SifSimulator whole = new SifSimulator(false, "au");
        Simulator.Site site = call -> {
            Reply reply = whole.answer(call);
            return call.query().containsKey("changesSinceMarker") ? reply.header("navigationCount", "2") : reply;
        };
        try (Simulator other = Simulator.of(site)) {
            Connector connector = connector(other.address());
            Reading all = Reading.of(connector, "StudentPersonals", Cursor.START, context());
            whole.put(
                    "StudentPersonals",
                    Map.of("@RefId", all.rows().keySet().iterator().next(), "LocalId", "799"));
            Reading changes = Reading.of(connector, "StudentPersonals", all.end(), context());
            assertThat(changes.rows()).hasSize(1);
            Reading again = Reading.of(connector, "StudentPersonals", changes.end(), context());
            assertThat(again.rows()).hasSize(STUDENTS);
            assertThat(again.complete()).isTrue();
        }
    }

    @Test
    void attendance_codes_and_statuses_are_understood() {
        Connector connector = connector();
        assertThat(Reading.of(connector, "StudentDailyAttendances", Cursor.START, context())
                        .rows()
                        .values())
                .extracting(row -> ((Attendance) connector.map(row).get(0)).category())
                .containsExactly(
                        AttendanceCategory.PRESENT,
                        AttendanceCategory.EXCUSED_ABSENCE,
                        AttendanceCategory.UNEXCUSED_ABSENCE,
                        AttendanceCategory.TARDY);
    }

    @Test
    void ref_ids_are_the_same_with_and_without_hyphens() {
        Connector connector = connector();
        Enrollment stay = (Enrollment) connector
                .map(Reading.of(connector, "StudentSchoolEnrollments", Cursor.START, context())
                        .rows()
                        .values()
                        .iterator()
                        .next())
                .get(0);
        assertThat(Reading.of(connector, "StudentPersonals", Cursor.START, context())
                        .rows())
                .containsKey(stay.person().key());
    }

    @Test
    @DisplayName("C-13 what may be shared with whom is heard, and a refusal of whom nobody knows is heard for all")
    void obligations_are_heard() {
        assertThat(words(connector()))
                .containsExactly("101 refusal tinder", "101 consent lantern", "102 refusal null", "103 refusal tinder");
        Reading read = Reading.of(connector(), Obligations.STREAM, Cursor.START, context());
        assertThat(read.findings()).singleElement().satisfies(finding -> assertThat(finding)
                .startsWith("1 rows name somebody"));
        ConsentRecord first = consents(connector()).get(0);
        assertThat(first.begin()).isEqualTo("2026-01-28");
        assertThat(first.end()).isEqualTo("2026-12-18");
        assertThat(first.person().stream()).isEqualTo("StudentPersonals");
    }

    @Test
    @DisplayName("C-13 a consent for somebody nobody knows is a consent for nobody, and his refusal one for all")
    void unknown_parties_get_nothing() {
        try (Simulator other = play()) {
            Connector connector = new SifConnector(config(
                    SifConnector.Config.class,
                    "site=bellweather",
                    "baseUrl=" + other.address(),
                    "family=au",
                    "authentication=basic",
                    "applicationKey=" + Gate.ID,
                    "sharedSecret=key"));
            assertThat(words(connector)).containsExactly("101 refusal null", "102 refusal null", "103 refusal null");
        }
    }

    private void form(Map<String, Object> sharing) {
        provider.put(
                Obligations.STREAM, Map.of("@RefId", "f1", "ParentRefId", "0109", "ConsentToSharingOfData", sharing));
    }

    @Test
    @DisplayName(
            "C-13 who is named and not known stays unknown, though the purpose is known, for a refusal and for a consent")
    void a_known_purpose_makes_nobody_known() {
        form(Map.of(
                "DataDomainObligationList",
                Map.of(
                        "DataDomainObligation",
                        Map.of(
                                "ShareWithList",
                                Map.of("ShareWith", with("ShareWith", "A club nobody knows")),
                                "DoNotShareWithList",
                                Map.of("DoNotShareWith", with("DoNotShareWith", "Another one"))))));
        assertThat(said(connector(), "f1")).containsExactly("refusal null");
    }

    @Test
    @DisplayName("C-13 two names that differ by a hyphen are two, and a party that is a bare word is heard as well")
    void no_refusal_takes_anothers_place() {
        form(Map.of(
                "NeverShareWithList",
                Map.of("NeverShareWith", List.of("Club One", Map.of("NeverShareWithName", "Club Two")))));
        assertThat(said(connector(), "f1")).containsExactly("refusal a-b", "refusal ab");
    }

    private static Map<String, Object> with(String prefix, String name) {
        return Map.of(prefix + "Name", name, prefix + "Purpose", "Homework help");
    }

    private List<String> said(Connector connector, String refId) {
        return Reading.of(connector, Obligations.STREAM, Cursor.START, context()).rows().entrySet().stream()
                .filter(row -> row.getKey().equals(refId))
                .flatMap(row -> connector.map(row.getValue()).stream())
                .map(ConsentRecord.class::cast)
                .collect(Collectors.toMap(
                        ConsentRecord::id,
                        word -> word.kind().code() + ' ' + word.scope(),
                        (one, other) -> one,
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    @Test
    void obligations_of_people_who_are_not_read_are_put_aside() {
        provider.put(
                Obligations.STREAM,
                Map.of("@RefId", "f1", "ParentRefId", "f2", "ParentObjectTypeName", "StudentContactPersonal"));
        Connector connector = connector();
        assertThat(Reading.of(connector, Obligations.STREAM, Cursor.START, context())
                        .rows())
                .hasSize(4)
                .hasEntrySatisfying("f1", row -> assertThatExceptionOfType(MappingException.class)
                        .isThrownBy(() -> connector.map(row))
                        .withMessageContaining("reads nobody else"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lantern Makers Club", "=lantern", "Lantern Makers Club="})
    void a_party_needs_words_and_a_name(String entry) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> new SifConnector(config(
                        SifConnector.Config.class,
                        "site=bellweather",
                        "baseUrl=https://sif.example.org",
                        "family=au",
                        "applicationKey=" + Gate.ID,
                        "sharedSecret=key",
                        "parties=" + entry)))
                .withMessageContaining("parties has");
    }

    private List<ConsentRecord> consents(Connector connector) {
        return Reading.of(connector, Obligations.STREAM, Cursor.START, context()).rows().values().stream()
                .flatMap(row -> connector.map(row).stream())
                .map(ConsentRecord.class::cast)
                .toList();
    }

    private List<String> words(Connector connector) {
        return consents(connector).stream()
                .map(word ->
                        word.person().key().substring(29) + ' ' + word.kind().code() + ' ' + word.scope())
                .toList();
    }
}
