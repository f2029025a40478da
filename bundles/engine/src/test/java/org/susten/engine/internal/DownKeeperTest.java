// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;

/** Whoever keeps a hub hears of a connection that does not come up. */
final class DownKeeperTest {

    private static final Instant NOW = Instant.parse("2026-10-05T06:00:00Z");

    private static final Connections.Disabled CLUBS =
            new Connections.Disabled("clubs", "tabular", "it waits for its mapping people");

    private final List<Connections.Disabled> down = new ArrayList<>();
    private final ToldAlerts alerts = new ToldAlerts();
    private DownKeeper keeper = keeper();

    private DownKeeper keeper() {
        return new DownKeeper(
                new Connections() {
                    @Override
                    public List<Connection> all() {
                        return List.of();
                    }

                    @Override
                    public Optional<Connection> find(String name) {
                        return Optional.empty();
                    }

                    @Override
                    public List<Disabled> disabled() {
                        return List.copyOf(down);
                    }

                    @Override
                    public List<String> check(String name) {
                        return List.of();
                    }
                },
                alerts);
    }

    @Test
    void a_connection_that_is_down_at_two_looks_is_one_alert_that_says_why() {
        down.add(CLUBS);
        keeper.look(NOW);
        assertThat(alerts.open()).as("the hub may be starting").isEmpty();

        keeper.look(NOW);
        keeper.look(NOW);

        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("down:clubs");
            assertThat(alert.times()).isEqualTo(1);
            assertThat(alert.message())
                    .startsWith("Connection clubs is not up")
                    .contains(
                            "it waits for its mapping people",
                            "delete its file, etc/org.susten.connector.tabular-clubs.cfg");
        });
    }

    @Test
    void one_that_comes_up_between_is_no_alert_and_one_that_comes_up_late_closes_it() {
        down.add(CLUBS);
        keeper.look(NOW);
        down.clear();
        keeper.look(NOW);
        down.add(CLUBS);
        keeper.look(NOW);
        assertThat(alerts.open()).as("it was up at the look before").isEmpty();
        keeper.look(NOW);
        assertThat(alerts.open()).hasSize(1);

        down.clear();
        keeper.look(NOW);

        assertThat(alerts.open()).isEmpty();
    }

    @Test
    void what_was_open_when_the_hub_was_stopped_stays_open_and_is_not_told_again() {
        down.add(CLUBS);
        keeper.look(NOW);
        keeper.look(NOW);
        keeper = keeper();

        keeper.look(NOW);
        assertThat(alerts.open()).hasSize(1);
        keeper.look(NOW);

        assertThat(alerts.open()).extracting(Alerts.Alert::times).containsExactly(1L);
        alerts.open("connection:clubs", "run 3: failed");
        down.clear();
        keeper.look(NOW);
        assertThat(alerts.open()).extracting(Alerts.Alert::subject).containsExactly("connection:clubs");
    }
}
