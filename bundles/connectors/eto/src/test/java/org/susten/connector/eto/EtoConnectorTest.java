// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.eto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.model.Person;
import org.susten.model.ServiceContact;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.ChildrenAndVisits;
import org.susten.testkit.Reading;
import org.susten.testkit.Settings;
import org.susten.testkit.simulator.EtoSimulator;
import org.susten.testkit.simulator.EtoSimulator.Deviation;
import org.susten.testkit.simulator.Simulator;

class EtoConnectorTest extends ApiConnectorContract {

    private static final int CHILDREN = 8;
    private static final int VISITS = 2 * CHILDREN;

    private EtoSimulator server;

    private Simulator play(Deviation... deviations) {
        server = new EtoSimulator(deviations);
        return Simulator.of(server);
    }

    @Override
    protected Simulator simulator() {
        return play();
    }

    private static EtoConnection.Config settings(String address, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "site=lighthouse",
                "mapping=lighthouse",
                "baseUrl=" + address + "/API",
                "email=" + EtoSimulator.EMAIL,
                "passwordSecret=key",
                "etoSite=north",
                "program=" + EtoSimulator.PROGRAM));
        all.addAll(List.of(lines));
        return config(EtoConnection.Config.class, all.toArray(String[]::new));
    }

    @Override
    protected Connector connector(String address) {
        return new EtoConnector(TouchPoints.mapping(), settings(address));
    }

    @Override
    protected String largest() {
        return "visits";
    }

    @Test
    void participants_and_their_responses_become_what_the_mapping_says() {
        Connector connector = connector();
        Reading children = Reading.of(connector, "children", Cursor.START, context());
        Reading visits = Reading.of(connector, "visits", Cursor.START, context());
        assertThat(children.rows()).hasSize(CHILDREN);
        assertThat(visits.rows()).hasSize(VISITS);
        Person child = (Person) connector.map(children.rows().get("502")).get(0);
        assertThat(child.birthDate()).isEqualTo("2015-04-03");
        ServiceContact visit =
                (ServiceContact) connector.map(visits.rows().get("903")).get(0);
        assertThat(visit.person().key()).isEqualTo("503");
        assertThat(visit.day()).isEqualTo("2026-02-10");
        assertThat(visit.minutes()).isEqualTo(45);
    }

    @Test
    @DisplayName("C-07 what was added and taken away is found by reading everything")
    void everything_is_read_each_time() {
        Connector connector = connector();
        Reading all = Reading.of(connector, "visits", Cursor.START, context());
        server.visit(501, 990, 30);
        server.remove(502, 902);
        Reading again =
                Reading.of(connector, "visits", all.end(), context().now(Instant.parse("2026-03-03T12:00:00Z")));
        assertThat(again.complete()).isTrue();
        assertThat(again.rows()).hasSize(VISITS).containsKey("990").doesNotContainKey("902");
    }

    @ParameterizedTest
    @EnumSource(Deviation.class)
    @DisplayName("C-13 what deviates is read, and where a participant is missing nothing is closed")
    void what_deviates_is_read(Deviation deviation) {
        try (Simulator other = play(deviation)) {
            Reading read = Reading.of(connector(other.address()), "visits", Cursor.START, context());
            boolean missing = deviation == Deviation.ONE_MISSING;
            assertThat(read.rows()).hasSize(missing ? VISITS - 2 : VISITS);
            assertThat(read.complete()).isEqualTo(!missing);
            assertThat(read.findings().isEmpty()).isEqualTo(!missing);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "etoSite=, CONFIG, etoSite must say which",
        "etoSite=West, CONFIG, etoSite is not one",
        "enterprise=Elsewhere, CONFIG, enterprise is not one",
        "program=8, ACCESS, program 8",
        "email=somebody@example.org, ACCESS, does not accept the login"
    })
    @DisplayName("C-01 a login that leads elsewhere is told as what it is, without its token")
    void a_login_that_leads_elsewhere_is_told(String line, Kind kind, String said) {
        try (Simulator other = play()) {
            Connector connector = new EtoConnector(TouchPoints.mapping(), settings(other.address(), line));
            assertThatThrownBy(() -> connector.check(context()))
                    .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                            .isEqualTo(kind))
                    .hasMessageContaining(said)
                    .hasMessageNotContaining("5f0d1c3a");
        }
    }

    @Test
    void a_source_that_cannot_be_asked_is_refused_with_its_stream() {
        for (Map<String, String> wrong : List.of(
                Map.<String, String>of(),
                Map.of("path", "../users"),
                Map.of("path", "Actor.svc/participant/{id}"),
                Map.of("path", "Staff.svc/1", "query", "x"),
                Map.of("path", "Staff.svc/1", "program", "north"))) {
            ChildrenAndVisits points = TouchPoints.mapping()
                    .from("children", wrong)
                    .from("visits", Map.of("path", "Activity.svc/Activities"));
            assertThatThrownBy(() -> new EtoConnector(points, settings("https://eto.example.org")))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("children");
        }
    }

    @Test
    void settings_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> EtoConnection.check(config(EtoConnection.Config.class, "site=lighthouse")))
                .isInstanceOf(ConnectorException.class);
    }

    @Test
    @DisplayName("C-14 README explains each setting")
    void readme_explains_each_setting() throws IOException {
        String page = Files.readString(readme());
        assertThat(Settings.keys(EtoConnection.Config.class))
                .allSatisfy(key -> assertThat(page).contains('`' + key + '`'));
    }
}
