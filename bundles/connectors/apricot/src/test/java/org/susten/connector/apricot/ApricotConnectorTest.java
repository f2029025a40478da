// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.apricot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.ChildrenAndVisits;
import org.susten.testkit.Reading;
import org.susten.testkit.Settings;
import org.susten.testkit.simulator.ApricotSimulator;
import org.susten.testkit.simulator.ApricotSimulator.Deviation;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.Simulator;

class ApricotConnectorTest extends ApiConnectorContract {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final int CHILDREN = 8;

    private ApricotSimulator server;

    private Simulator play(Deviation... deviations) {
        server = new ApricotSimulator(new Gate(Gate.Kind.OAUTH2_FORM, NOW), deviations);
        return Simulator.of(server);
    }

    @Override
    protected Simulator simulator() {
        return play();
    }

    private static ApricotConnection.Config settings(String address) {
        return config(
                ApricotConnection.Config.class,
                "site=lighthouse",
                "mapping=lighthouse",
                "baseUrl=" + address,
                "tokenUrl=" + address + "/token",
                "clientId=" + Gate.ID,
                "clientSecret=key",
                "pageSize=3");
    }

    @Override
    protected Connector connector(String address) {
        return new ApricotConnector(Forms.mapping(), settings(address));
    }

    @Override
    protected String largest() {
        return "children";
    }

    @Test
    @DisplayName("C-07 what changed since the newest change that was read, and nothing else")
    void changes_since_the_newest_one() {
        Connector connector = connector();
        Reading all = Reading.of(connector, "children", Cursor.START, context());
        assertThat(all.rows()).hasSize(CHILDREN);
        assertThat(all.complete()).isTrue();
        assertThat(Reading.of(connector, "children", all.end(), context()).rows())
                .isEmpty();
        server.put("forms/12/records", 503, "2026-02-20 09:00:00", "name_first", "Ventia", "active", 1);
        server.put("forms/12/records", 510, "2026-02-21 09:00:00", "name_first", "Novelia", "active", 1);
        Reading changes = Reading.of(connector, "children", all.end(), context());
        assertThat(changes.rows()).containsOnlyKeys("510", "503");
        assertThat(changes.complete()).isFalse();
        assertThat(Reading.of(connector, "children", changes.end(), context()).rows())
                .isEmpty();
        Reading later =
                Reading.of(connector, "children", changes.end(), context().now(NOW.plus(Duration.ofDays(1))));
        assertThat(later.complete())
                .as("deletions are found by comparing everything")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Deviation.class,
            names = {"NO_COUNT", "UNSORTED", "NO_TIMES", "CLAMPED", "SHORT_PAGE"})
    @DisplayName("C-13 a server that deviates is read completely")
    void a_server_that_deviates_is_read_completely(Deviation deviation) {
        try (Simulator other = play(deviation)) {
            Connector connector = connector(other.address());
            Reading all = Reading.of(connector, "children", Cursor.START, context());
            assertThat(all.rows()).hasSize(CHILDREN);
            assertThat(all.complete()).isTrue();
            boolean full = deviation == Deviation.NO_TIMES || deviation == Deviation.UNSORTED;
            assertThat(Reading.of(connector, "children", all.end(), context()).rows())
                    .hasSize(full ? CHILDREN : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Deviation.class,
            names = {"REPEATING", "WRONG_COUNT"})
    @DisplayName("C-13 a repeated page and a count that is not reached close nothing")
    void a_repeated_page_closes_nothing(Deviation deviation) {
        try (Simulator other = play(deviation)) {
            Reading read = Reading.of(connector(other.address()), "children", Cursor.START, context());
            assertThat(read.complete()).isFalse();
            assertThat(read.findings()).isNotEmpty();
        }
    }

    @Test
    void a_source_that_cannot_be_asked_is_refused_with_its_stream() {
        for (Map<String, String> wrong : List.of(
                Map.<String, String>of(),
                Map.of("path", "../users"),
                Map.of("path", "users", "filter", "active"),
                Map.of("path", "users", "query", "x"))) {
            ChildrenAndVisits forms =
                    Forms.mapping().from("children", wrong).from("visits", Map.of("path", "forms/14/records"));
            assertThatThrownBy(() -> new ApricotConnector(forms, settings("https://api.example.org")))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("children");
        }
    }

    @Test
    void settings_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> ApricotConnection.check(config(ApricotConnection.Config.class, "site=lighthouse")))
                .isInstanceOf(ConnectorException.class);
    }

    @Test
    @DisplayName("C-14 README explains each setting")
    void readme_explains_each_setting() throws IOException {
        String page = Files.readString(readme());
        assertThat(Settings.keys(ApricotConnection.Config.class))
                .allSatisfy(key -> assertThat(page).contains('`' + key + '`'));
    }
}
