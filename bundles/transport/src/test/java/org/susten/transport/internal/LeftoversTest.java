// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.MovableClock;
import org.susten.engine.Connections;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;

/** Alerts of connections and feeds that are no more. */
class LeftoversTest {

    @TempDir
    Path folder;

    private final RecordedAlerts alerts = new RecordedAlerts();
    private final MovableClock clock = new MovableClock();
    private final Named connections = new Named();

    @Test
    void an_alert_is_closed_some_minutes_after_its_connection_or_feed_has_gone() throws Exception {
        RecordedDeliveries deliveries = new RecordedDeliveries(folder);
        deliveries.due("attendance", "d-1", "file:outbox");
        connections.up.add("riverside");
        connections.disabled.add("cove");
        for (String subject : List.of(
                "arrival:riverside",
                "arrival:cove:file",
                "connection:gone",
                "arrival:gone:file",
                "delivery:attendance",
                "delivery:gone",
                "announcement:attendance",
                "announcement:gone",
                "hold:gone")) {
            alerts.open(subject, "trouble");
        }
        Leftovers leftovers = new Leftovers(alerts, connections, deliveries, clock);
        leftovers.look();
        clock.forward(Duration.ofMinutes(4));
        leftovers.look();
        assertThat(alerts.closed).as("it may come back").isEmpty();
        clock.forward(Duration.ofMinutes(1));
        leftovers.look();
        assertThat(alerts.closed)
                .containsExactly("connection:gone", "arrival:gone:file", "delivery:gone", "announcement:gone");
    }

    @Test
    void a_connection_that_is_away_while_its_file_is_saved_keeps_its_alert() {
        Leftovers leftovers = new Leftovers(alerts, connections, new RecordedDeliveries(folder), clock);
        alerts.open("arrival:riverside", "trouble");
        leftovers.look();
        connections.up.add("riverside");
        clock.forward(Duration.ofMinutes(4));
        leftovers.look();
        connections.up.clear();
        clock.forward(Duration.ofMinutes(4));
        leftovers.look();
        assertThat(alerts.closed).isEmpty();
    }

    private static final class Named implements Connections {
        private final List<String> up = new ArrayList<>();
        private final List<String> disabled = new ArrayList<>();

        @Override
        public List<Connection> all() {
            Catalogue catalogue =
                    Catalogue.of("tabular", "Table", Sector.AFTERSCHOOL).build();
            return up.stream()
                    .map(name -> new Connection(name, "tabular", catalogue, "", "", Map.of()))
                    .toList();
        }

        @Override
        public Optional<Connection> find(String name) {
            return all().stream().filter(c -> c.name().equals(name)).findFirst();
        }

        @Override
        public List<Disabled> disabled() {
            return disabled.stream()
                    .map(name -> new Disabled(name, "cove", "not installed"))
                    .toList();
        }

        @Override
        public List<String> check(String name) {
            return List.of();
        }
    }
}
