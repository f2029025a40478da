// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.Sql;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.arrival.CopyWatch;
import org.susten.governance.Anchor;
import org.susten.governance.Ledger;

final class CopyWatchTest {

    private static final Instant NOW = Instant.parse("2026-10-05T06:00:00Z");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path store;

    private final MovableClock clock = new MovableClock();
    private final AnchorKeeperTest.Toy anchors = new AnchorKeeperTest.Toy();
    private final ToldAlerts alerts = new ToldAlerts();
    private Hub hub;
    private CopyWatch watch;

    @BeforeEach
    void start() {
        hub = new Hub(postgres.database(), store, clock);
        watch = new CopyWatch(anchors, hub.received, hub.database, alerts);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    @DisplayName("P-10 a ledger that has lost what the hub saw of it is one alert until it leads there again")
    void a_ledger_that_lost_what_was_seen_is_one_alert() {
        anchors.lost = Optional.of(
                new Anchor(LocalDate.of(2026, 10, 5), NOW.minusSeconds(600), new Ledger.Head(220, "a".repeat(64))));
        watch.look(NOW);
        watch.look(NOW);
        assertThat(alerts.opened)
                .singleElement()
                .asString()
                .contains("220 entries", "2026-10-05T05:50:00Z", "Database administrator", "restart the hub")
                .doesNotContain("aaaa");

        anchors.lost = Optional.empty();
        watch.look(NOW);
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    void files_that_a_copy_knows_nothing_of_are_one_alert_until_their_sources_send_again() throws IOException {
        hub.connect("kept");
        hub.connect("losing");
        hub.receive("kept", "students.csv", Hub.students(0, 3, i -> true));
        hub.receive("losing", "students.csv", Hub.students(0, 3, i -> true));
        Instant last = clock.instant();
        clock.forward(Duration.ofMinutes(5));
        hub.receive("losing", "students.csv", Hub.students(0, 4, i -> true));
        hub.receive("losing", "students.csv", Hub.students(0, 6, i -> true));
        watch.look(NOW);
        assertThat(alerts.open()).isEmpty();

        hub.database.inTransaction(connection ->
                Sql.run(connection, "delete from engine.arrival where connection = 'losing' and received > ?", last));
        // a copy counts on from where it was
        hub.database.inTransaction(
                connection -> Sql.run(connection, "alter table engine.arrival alter column arrival restart with 3"));
        watch.look(NOW);
        watch.look(NOW);
        assertThat(alerts.opened)
                .singleElement()
                .asString()
                .contains(
                        "losing after " + last,
                        "Database administrator",
                        "hub operator: have these sources send it again")
                .doesNotContain("kept", "students.csv");

        clock.forward(Duration.ofMinutes(5));
        hub.receive("losing", "students.csv", Hub.students(0, 5, i -> true));
        watch.look(NOW);
        assertThat(alerts.open()).isEmpty();
    }
}
