// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Person;

class HoldExpiryTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private Hub hub;

    @BeforeEach
    void start() {
        hub = new Hub(postgres.database(), folder, clock);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    @DisplayName("R-16 a hold that nobody decided in time is rejected, changes nothing and can be replayed")
    void a_hold_that_nobody_decided_expires() throws IOException {
        hub.connect("expire", "hold.days", "7");
        Run held = hold("expire");
        clock.forward(Duration.ofDays(7));
        hub.runs.prune(Set.of());
        assertThat(state(held)).isEqualTo(State.HELD);

        clock.forward(Duration.ofMinutes(1));
        hub.runs.prune(Set.of());

        assertThat(state(held)).isEqualTo(State.REJECTED);
        assertThat(hub.runs.holds()).extracting(Run::id).doesNotContain(held.id());
        assertThat(hub.alerts.open()).noneMatch(alert -> alert.subject().equals("hold:expire"));
        assertThat(hub.open(Person.class, "expire", "students")).isEqualTo(50);
        hub.runs.replay(held.id(), false, "registrar");
        assertThat(hub.runAll("expire").rows().read()).isEqualTo(held.rows().read());
    }

    @Test
    @DisplayName("R-16 where hold.days is zero a hold waits for ever")
    void a_hold_may_wait_for_ever() throws IOException {
        hub.connect("patient", "hold.days", "0");
        Run held = hold("patient");
        clock.forward(Duration.ofDays(80));
        hub.runs.prune(Set.of());
        assertThat(state(held)).isEqualTo(State.HELD);
        assertThat(hub.runs.approve(held.id(), "registrar", "late")).isTrue();
        assertThat(hub.runAll("patient").state()).isEqualTo(State.COMMITTED);
    }

    @Test
    @DisplayName("R-16 on a blackout day a run that changes anything waits for a person, and a day later it would not")
    void a_blackout_day_holds_every_change() throws IOException {
        String today = clock.instant().toString().substring(0, 10);
        hub.connect("quiet", "hold.blackout", today);
        hub.receive("quiet", "students.csv", Hub.students(0, 3, i -> true));
        Run held = hub.runAll("quiet");
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.message()).contains("hold.blackout", "added");
        assertThat(hub.runs.approve(held.id(), "registrar", "needed today")).isTrue();
        assertThat(hub.runAll("quiet").state()).isEqualTo(State.COMMITTED);
    }

    private Run hold(String connection) throws IOException {
        hub.receive(connection, "students.csv", Hub.students(0, 50, i -> true));
        hub.runAll(connection);
        hub.receive(connection, "students.csv", Hub.students(0, 50, i -> i < 10));
        Run held = hub.runAll(connection);
        assertThat(held.state()).isEqualTo(State.HELD);
        return held;
    }

    private State state(Run run) {
        return hub.runs.find(run.id()).orElseThrow().state();
    }
}
