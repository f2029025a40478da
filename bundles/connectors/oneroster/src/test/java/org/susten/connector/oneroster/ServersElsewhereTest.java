// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.OneRosterSimulator;
import org.susten.testkit.simulator.OneRosterSimulator.Deviation;
import org.susten.testkit.simulator.OneRosterSimulator.Version;
import org.susten.testkit.simulator.Simulator;

/** Servers whose address, scopes and references are not quite where the standard has them. */
class ServersElsewhereTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final String SCOPE = "https://purl.imsglobal.org/spec/or/v1p2/scope/";

    @TempDir
    private Path nothing;

    private Gate gate;
    private Simulator simulator;

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void play(Version version, Deviation... deviations) {
        gate = new Gate(Gate.Kind.OAUTH2_FORM, NOW);
        simulator = Simulator.of(new OneRosterSimulator(version, gate, deviations));
    }

    private OneRosterConnector connector(String base) {
        return new OneRosterConnector(Settings.of(
                OneRosterConnector.Config.class,
                "site=riverside",
                "baseUrl=" + simulator.address() + base,
                "clientId=" + Gate.ID,
                "clientSecret=key",
                "tokenUrl=" + simulator.address() + "/token"));
    }

    private TestContext context() {
        return new TestContext(new FolderInlet(nothing)).secret("key", Gate.SECRET);
    }

    private List<SourceRecord> read(OneRosterConnector connector, String stream) {
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = connector.read(connector.catalogue().stream(stream), Cursor.START, context())) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/ims/oneroster", "/ims/oneroster/v1p1", "/ims/oneroster/v1p1/"})
    @DisplayName("C-13 the version may be left out of the address, or the standard's whole path")
    void an_address_without_version_is_found(String base) {
        for (Deviation deviation : List.of(Deviation.PAGE_ELSEWHERE, Deviation.FORBIDDEN_ELSEWHERE)) {
            play(Version.V1_1, deviation);
            assertThat(read(connector(base), "orgs")).isNotEmpty();
            simulator.close();
        }
        play(Version.V1_1);
        assertThat(read(connector(base), "orgs")).isNotEmpty();
    }

    @Test
    void an_address_with_nothing_behind_it_says_what_to_write() {
        play(Version.V1_1, Deviation.PAGE_ELSEWHERE);
        assertThatThrownBy(() -> connector("/elsewhere").check(context()))
                .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                        .isEqualTo(Kind.CONFIG))
                .hasMessageContaining("neither orgs nor schools")
                .hasMessageContaining("/ims/oneroster/v1p1");
    }

    @Test
    @DisplayName("C-13 a server that refuses the gradebook's scopes is asked for fewer")
    void fewer_scopes_are_asked_for() {
        play(Version.V1_2);
        gate.knowing(SCOPE + "roster-core.readonly", SCOPE + "roster.readonly", SCOPE + "roster-demographics.readonly");
        assertThat(read(connector(Version.V1_2.path()), "demographics")).isNotEmpty();
        assertThat(gate.scopes()).contains("roster-demographics").doesNotContain("gradebook");
    }

    @Test
    @DisplayName("C-13 a server that knows no scopes is asked without")
    void no_scopes_are_asked_for() {
        play(Version.V1_2);
        gate.knowing();
        assertThat(read(connector(Version.V1_2.path()), "users")).isNotEmpty();
        assertThat(gate.scopes()).isEmpty();
    }

    @Test
    @DisplayName("C-13 references that are ids alone lead to the same rows")
    void plain_ids_are_references() {
        play(Version.V1_1);
        OneRosterConnector connector = connector(Version.V1_1.path());
        List<List<Object>> whole = meaning(connector);
        simulator.close();
        play(Version.V1_1, Deviation.PLAIN_IDS);
        assertThat(meaning(connector(Version.V1_1.path()))).isEqualTo(whole);
    }

    private List<List<Object>> meaning(OneRosterConnector connector) {
        List<List<Object>> all = new ArrayList<>();
        for (String stream : List.of("orgs", "classes", "users", "enrollments", "results")) {
            read(connector, stream).forEach(row -> all.add(List.copyOf(connector.map(row))));
        }
        return all;
    }
}
