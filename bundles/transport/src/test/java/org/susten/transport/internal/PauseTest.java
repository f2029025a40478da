// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.MovableClock;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;
import org.susten.transport.courier.Circuits;
import org.susten.transport.courier.Pause;
import org.susten.transport.door.TransportException;

/** What the transport waits for, while the hub's clock is set forward and back. */
@DisplayName("A clock that is a year ahead for a while")
class PauseTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final RecordedAlerts alerts = new RecordedAlerts();

    @Test
    @DisplayName("R-26 keeps no partner waiting once it is right")
    void a_partner_is_not_left_alone_for_a_year() {
        Circuits circuits = new Circuits(clock, new Random(7));
        clock.forward(YEAR);
        for (int i = 0; i < 5; i++) {
            circuits.failed("bridges", TransportException.later("503", Duration.ofHours(1)));
        }
        assertThatThrownBy(() -> circuits.enter("bridges")).hasMessageContaining("left alone");
        clock.forward(YEAR.negated());
        assertThatCode(() -> circuits.enter("bridges")).doesNotThrowAnyException();
        circuits.failed("bridges", TransportException.later("503", Duration.ofHours(1)));
        assertThatThrownBy(() -> circuits.enter("bridges")).as("nor hurries it").hasMessageContaining("left alone");
    }

    @Test
    @DisplayName("R-26 keeps no file waiting once it is right")
    void a_file_is_settled_in_its_time() {
        Sights sights = new Sights(clock, Duration.ofSeconds(10));
        clock.forward(YEAR);
        assertThat(sights.settled("a.csv", 1L, false)).isFalse();
        clock.forward(YEAR.negated());
        assertThat(sights.settled("a.csv", 1L, false)).isFalse();
        clock.forward(Duration.ofSeconds(10));
        assertThat(sights.settled("a.csv", 1L, false)).isTrue();
    }

    @Test
    @DisplayName("R-26 keeps no alert open once it is right")
    void an_alert_is_closed_in_its_time() {
        Troubles troubles = new Troubles(alerts, clock);
        troubles.open("arrival:riverside:file", "one file was not taken");
        clock.forward(YEAR);
        troubles.closeAfter("arrival:riverside:file", Duration.ofMinutes(1));
        clock.forward(YEAR.negated());
        troubles.closeAfter("arrival:riverside:file", Duration.ofMinutes(1));
        clock.forward(Duration.ofMinutes(1));
        troubles.closeAfter("arrival:riverside:file", Duration.ofMinutes(1));
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("R-26 keeps no alert of what is gone open once it is right")
    void a_left_over_alert_is_closed_in_its_time() {
        alerts.open("arrival:gone", "trouble");
        Leftovers leftovers = new Leftovers(alerts, new Nobody(), new RecordedDeliveries(folder), clock);
        clock.forward(YEAR);
        leftovers.look();
        clock.forward(YEAR.negated());
        leftovers.look();
        assertThat(alerts.open()).extracting(Alerts.Alert::subject).containsExactly("arrival:gone");
        clock.forward(Duration.ofMinutes(5));
        leftovers.look();
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("R-26 keeps nothing that is fetched or packed waiting once it is right")
    void a_pause_of_the_future_is_over() {
        clock.forward(YEAR);
        Pause pause = Pause.from(clock.instant(), Duration.ofHours(1));
        assertThat(pause.over(clock.instant())).isFalse();
        clock.forward(Duration.ofHours(1));
        assertThat(pause.over(clock.instant())).isTrue();
        clock.forward(YEAR.negated());
        assertThat(pause.over(clock.instant())).isTrue();
        assertThat(Pause.NONE.over(clock.instant())).isTrue();
    }

    private static final class Nobody implements Connections {
        @Override
        public List<Connection> all() {
            return List.of();
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
