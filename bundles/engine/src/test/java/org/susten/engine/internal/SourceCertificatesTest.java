// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;
import org.susten.engine.connection.SourceCertificates;
import org.susten.files.testing.MemorySecrets;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;
import org.susten.testkit.simulator.SelfSigned;

class SourceCertificatesTest {

    @TempDir
    private Path etc;

    private final MemorySecrets secrets = new MemorySecrets();
    private final ToldAlerts alerts = new ToldAlerts();
    private Instant end;

    @BeforeEach
    void a_certificate() throws Exception {
        SelfSigned certificate = SelfSigned.of("hub.example.org", etc);
        end = certificate.certificate().getNotAfter().toInstant();
        secrets.kept.put("hub-at-state", certificate.pem() + certificate.key());
        Files.writeString(etc.resolve("state.pem"), certificate.pem());
    }

    private List<String> alertsOf(String key, String value, Instant now) {
        SourceCertificates.in(etc, new One(Map.of(key, value)), secrets, alerts).look(now);
        return alerts.open().stream().map(Alerts.Alert::message).toList();
    }

    @Test
    @DisplayName(
            "S-25 a month before a client certificate ends, and once it has, whoever must act is told, until there is another")
    void a_client_certificate_that_ends() {
        String key = "clientCertificate";
        assertThat(alertsOf(key, "hub-at-state", end.minus(Duration.ofDays(31))))
                .isEmpty();
        assertThat(alertsOf(key, "hub-at-state", end.minus(Duration.ofDays(29))))
                .singleElement()
                .asString()
                .contains("connection state shows, etc/secrets/hub-at-state, ends on ", "Hub operator: ");
        assertThat(alertsOf(key, "hub-at-state", end.plus(Duration.ofDays(1))))
                .singleElement()
                .asString()
                .contains("has ended on ");
        assertThat(alertsOf(key, "hub-at-state", end.minus(Duration.ofDays(31))))
                .isEmpty();
    }

    @Test
    void a_certificate_that_is_trusted_and_ends() {
        assertThat(alertsOf("trust", "state.pem", end.minus(Duration.ofDays(31))))
                .isEmpty();
        assertThat(alertsOf("trust", "state.pem", end.minus(Duration.ofDays(29))))
                .singleElement()
                .asString()
                .contains("connection state trusts, etc/state.pem, ends on ");
    }

    @Test
    void what_cannot_be_read_is_told_by_runs_and_not_here() {
        secrets.kept.put("hub-at-state", "nothing");
        assertThat(alertsOf("clientCertificate", "hub-at-state", end)).isEmpty();
        assertThat(alertsOf("clientCertificate", "no-such-secret", end)).isEmpty();
        assertThat(alertsOf("trust", "nowhere.pem", end)).isEmpty();
    }

    /** One connection that is asked. */
    private record One(Map<String, String> settings) implements Connections {

        @Override
        public List<Connection> all() {
            return List.of(new Connection(
                    "state",
                    "clever",
                    Catalogue.of("clever", "Clever", Sector.AFTERSCHOOL).build(),
                    "",
                    "",
                    settings));
        }

        @Override
        public Optional<Connection> find(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> check(String name) {
            return List.of();
        }
    }
}
