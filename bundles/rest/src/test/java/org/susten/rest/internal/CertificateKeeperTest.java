// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.engine.Alerts;
import org.susten.files.testing.MemorySecrets;

/** The certificate that the hub made for itself, as its end comes nearer. */
class CertificateKeeperTest {

    private static final String PASSWORD = "harbor-light";

    @TempDir
    Path etc;

    private final Told told = new Told();
    private Path keystore;
    private Instant end;

    @BeforeEach
    void a_hub_with_a_certificate() throws Exception {
        keystore = etc.resolve("keystore.p12");
        Certificate.ensure(keystore, PASSWORD.toCharArray());
        end = Certificate.ends(Files.readAllBytes(keystore), PASSWORD.toCharArray())
                .orElseThrow();
    }

    @Test
    void thirty_days_before_its_end_an_alert_is_open_and_closes_once_it_is_renewed() {
        look(end.minus(Duration.ofDays(30)).minusSeconds(1));
        assertThat(told.open).isEmpty();

        look(end.minus(Duration.ofDays(30)));
        assertThat(told.open).hasEntrySatisfying("certificate:etc/keystore.p12", message -> assertThat(message)
                .contains("ends on " + end.toString().substring(0, 10), "Hub operator"));

        look(end);
        assertThat(told.open.values()).singleElement().asString().contains("has ended on");

        look(end.minus(Duration.ofDays(1_000)));
        assertThat(told.open).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_opened_opens_and_closes_nothing() throws Exception {
        look(end);
        Files.writeString(keystore, "no keystore");
        look(end.minus(Duration.ofDays(1_000)));
        assertThat(told.open).hasSize(1);
    }

    private void look(Instant now) {
        new CertificateKeeper(keystore, MemorySecrets.of("keystore-password", PASSWORD), told).look(now);
    }

    /** What is open now. */
    private static final class Told implements Alerts {

        private final Map<String, String> open = new TreeMap<>();

        @Override
        public void open(String subject, String message) {
            open.put(subject, message);
        }

        @Override
        public void close(String subject) {
            open.remove(subject);
        }

        @Override
        public List<Alert> latest(int limit) {
            return open();
        }

        @Override
        public List<Alert> open() {
            List<Alert> alerts = new ArrayList<>();
            open.forEach((subject, message) ->
                    alerts.add(new Alert(alerts.size(), subject, message, Instant.EPOCH, Optional.empty(), 1)));
            return alerts;
        }
    }
}
