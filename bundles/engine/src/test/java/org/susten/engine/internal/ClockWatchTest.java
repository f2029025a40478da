// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.Sql;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Alerts.Alert;
import org.susten.engine.Run;
import org.susten.engine.Run.State;

/** What a hub does not believe its clock. */
class ClockWatchTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private Hub hub;
    private JdbcClockWatch watch;
    private Housekeeping housekeeping;

    @BeforeEach
    void a_hub_that_has_looked_at_its_clock() {
        hub = new Hub(postgres.database(), folder, clock);
        hub.database.inTransaction(connection -> Sql.run(connection, "truncate engine.clock, engine.alert"));
        start();
        assertThat(watch.believed()).isTrue();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void start() {
        watch = new JdbcClockWatch(hub.database, hub.alerts, clock);
        housekeeping = new Housekeeping(hub.runs, watch, List.of());
    }

    private boolean told() {
        return hub.alerts.open().stream().map(Alert::subject).anyMatch("clock:jump"::equals);
    }

    @Test
    @DisplayName(
            "R-26 a clock that is a year ahead for a while deletes no raw input and ends no hold, and an alert says why")
    void nothing_is_deleted_by_a_clock_that_is_ahead() throws IOException {
        hub.connect("jump", "retention", "30", "hold.days", "7");
        hub.receive("jump", "students.csv", Hub.students(0, 50, i -> true));
        hub.runAll("jump");
        hub.receive("jump", "students.csv", Hub.students(0, 50, i -> i < 10));
        Run held = hub.runAll("jump");
        assertThat(held.state()).isEqualTo(State.HELD);

        clock.forward(Duration.ofDays(365));
        housekeeping.look(clock.instant());
        assertThat(told()).isTrue();
        clock.forward(Duration.ofHours(6));
        housekeeping.look(clock.instant());
        clock.forward(Duration.ofDays(-365));
        housekeeping.look(clock.instant());
        assertThat(hub.runs.find(held.id()).orElseThrow().state()).isEqualTo(State.HELD);
        assertThat(kept()).isEqualTo(2);

        clock.forward(Duration.ofHours(12));
        housekeeping.look(clock.instant());
        assertThat(told()).isFalse();
        assertThat(kept()).isEqualTo(2);
        for (int day = 0; day < 31; day++) {
            clock.forward(Duration.ofHours(23));
            housekeeping.look(clock.instant());
        }
        assertThat(hub.runs.find(held.id()).orElseThrow().state()).isEqualTo(State.REJECTED);
        clock.forward(Duration.ofHours(23));
        housekeeping.look(clock.instant());
        assertThat(kept()).as("R-27 in their time they go").isLessThan(2);
    }

    @Test
    @DisplayName(
            "R-27 what somebody says must be preserved is asked anew before anything is deleted, and nothing is where they cannot say")
    void whoever_preserves_is_asked_before_anything_is_deleted() throws IOException {
        AtomicReference<Map<String, String>> preserved = new AtomicReference<>();
        housekeeping = new Housekeeping(hub.runs, watch, List.of(Map::of, () -> requireNonNull(preserved.get())));
        hub.connect("jump", "retention", "1");
        hub.receive("jump", "students.csv", Hub.students(0, 50, i -> true));
        hub.runAll("jump");
        clock.forward(Duration.ofHours(20));
        assertThat(watch.believed()).isTrue();
        clock.forward(Duration.ofHours(20));
        assertThatThrownBy(() -> housekeeping.look(clock.instant())).isInstanceOf(NullPointerException.class);
        assertThat(kept()).isEqualTo(1);
        preserved.set(Map.of("jump", "somebody asks"));
        housekeeping.look(clock.instant());
        assertThat(kept()).isEqualTo(1);
        preserved.set(Map.of());
        housekeeping.look(clock.instant());
        assertThat(kept()).isZero();
    }

    private long kept() {
        return hub.database.inTransaction(connection -> Sql.first(
                        connection,
                        "select count(*) from engine.arrival where connection = 'jump' and pruned is null",
                        row -> row.getLong(1))
                .orElseThrow());
    }

    @Test
    @DisplayName(
            "R-26 a hub whose machine slept for two hours believes its clock, and one that was off for days does so half a day later")
    void a_hub_that_was_off_believes_its_clock_again() {
        clock.forward(Duration.ofHours(2));
        assertThat(watch.believed()).isTrue();
        clock.forward(Duration.ofDays(5));
        start();
        assertThat(watch.believed()).isFalse();
        assertThat(told()).as("who turned it on knows").isFalse();
        clock.forward(Duration.ofHours(11));
        assertThat(watch.believed()).isFalse();
        clock.forward(Duration.ofHours(1));
        assertThat(watch.believed()).isTrue();
    }

    @Test
    @DisplayName("R-26 a clock that was set back is told, and small steps are not")
    void a_clock_that_was_set_back_is_told() {
        clock.forward(Duration.ofMinutes(-9));
        assertThat(watch.believed()).isTrue();
        clock.forward(Duration.ofMinutes(-11));
        assertThat(watch.believed()).isFalse();
        assertThat(told()).isTrue();
        start();
        clock.forward(Duration.ofHours(12));
        assertThat(watch.believed()).isTrue();
        assertThat(told()).isFalse();
    }
}
