// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.engine.Intake;
import org.susten.engine.Run;
import org.susten.model.Person;

/** A connection that nobody asks for two hours: its file is away, its hub is down, or the machine sleeps. */
class PausedConnectionTest extends OnHub {

    private static final Duration PAUSE = Duration.ofHours(2);
    private static final String EVERY_TEN_MINUTES = "*/10 * * * *";

    private Counter connected(String name) {
        Counter source = new Counter(name);
        connect(name, source);
        clock.forward(Duration.ofMinutes(10));
        assertThat(hub.runAll(name).rows().read()).isEqualTo(3);
        return source;
    }

    private void connect(String name, Counter source) {
        hub.connect(name, source, "arrive", "", "schedule", EVERY_TEN_MINUTES);
        // A new connection is due from its next time on.
        hub.run(name);
    }

    @Test
    @DisplayName(
            "R-14 a connection that was taken away for two hours goes on after its last row: none anew, none lost, one run")
    void taken_away_and_put_back_it_goes_on() {
        Counter source = connected("away");
        hub.wired.remove("away");
        source.rows = 7;
        clock.forward(PAUSE);
        assertThat(hub.run("away")).isEmpty();
        hub.connect("away", source, "arrive", "", "schedule", EVERY_TEN_MINUTES);
        goesOn("away", source);
    }

    @Test
    @DisplayName("R-14 a hub that was down for two hours goes on after its last row: none anew, none lost, one run")
    void a_hub_that_was_down_goes_on() {
        Counter source = connected("down");
        hub.close();
        source.rows = 7;
        clock.forward(PAUSE);
        hub = new Hub(postgres.database(), store, clock);
        hub.connect("down", source, "arrive", "", "schedule", EVERY_TEN_MINUTES);
        goesOn("down", source);
    }

    @Test
    @DisplayName("R-14 a machine that sleeps for two hours in the midst of a run ends that run as if nothing had been")
    void a_run_that_slept_is_the_same_run() {
        Counter source = connected("asleep");
        source.rows = 7;
        clock.forward(Duration.ofMinutes(10));
        Run run = hub.intake.open("asleep").orElseThrow();
        try (Intake.Batches batches = hub.intake.read(run.id())) {
            assertThat(batches.hasNext()).isTrue();
            clock.forward(PAUSE);
            while (batches.hasNext()) {
                hub.intake.stage(hub.intake.map(batches.next()));
            }
        }
        hub.intake.screen(run.id());
        hub.intake.resolve(run.id());
        assertThat(hub.intake.commit(run.id()).rows().read()).isEqualTo(4);
        assertThat(source.askedSince).containsExactly("", "3");
        assertThat(hub.open(Person.class, "asleep", "people")).isEqualTo(7);
        assertThat(hub.runAll("asleep").rows().read())
                .as("what was missed meanwhile, and is nothing")
                .isZero();
        assertThat(source.askedSince).containsExactly("", "3", "7");
    }

    @Test
    @DisplayName(
            "R-14 a hub that ended in the midst of a run and came back after two hours asks for the same rows once more")
    void a_run_that_was_cut_is_made_again_from_where_it_began() {
        Counter source = connected("cut");
        source.rows = 7;
        clock.forward(Duration.ofMinutes(10));
        Run run = hub.intake.open("cut").orElseThrow();
        hub.stage(run);
        hub.close();
        clock.forward(PAUSE);
        hub = new Hub(postgres.database(), store, clock);
        hub.connect("cut", source, "arrive", "", "schedule", EVERY_TEN_MINUTES);
        Run last = hub.runAll("cut");
        assertThat(last.state()).isEqualTo(Run.State.COMMITTED);
        assertThat(source.askedSince).startsWith("", "3", "3").doesNotContainSubsequence("3", "");
        assertThat(hub.open(Person.class, "cut", "people")).isEqualTo(7);
    }

    private void goesOn(String name, Counter source) {
        Optional<Run> run = hub.run(name);
        assertThat(run).get().extracting(Run::state).isEqualTo(Run.State.COMMITTED);
        assertThat(run.orElseThrow().rows().read()).isEqualTo(4);
        assertThat(hub.run(name)).as("once for all that was missed").isEmpty();
        assertThat(source.askedSince).containsExactly("", "3");
        assertThat(hub.open(Person.class, name, "people")).isEqualTo(7);
    }
}
