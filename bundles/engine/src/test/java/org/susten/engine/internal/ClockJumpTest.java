// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Person;
import org.susten.spi.ConnectorException.Kind;

/** Runs of a hub whose clock is set forward and back. */
class ClockJumpTest extends OnHub {

    @Test
    @DisplayName("R-26 a source is asked every night again once a clock that was a year ahead is right")
    void a_schedule_goes_on_when_the_clock_is_right_again() {
        clock.set("2026-10-05T12:00:00Z");
        hub.connect("ahead", new Counter("ahead"), "arrive", "", "schedule", "0 2 * * *");
        assertThat(hub.run("ahead")).isEmpty();
        clock.set("2027-10-05T12:00:00Z");
        assertThat(hub.run("ahead"))
                .as("asked once for the year that seems to have passed")
                .isPresent();
        assertThat(hub.run("ahead")).isEmpty();

        clock.set("2026-10-05T12:01:00Z");
        assertThat(hub.run("ahead")).isEmpty();
        clock.set("2026-10-06T01:59:59Z");
        assertThat(hub.run("ahead")).isEmpty();
        clock.set("2026-10-06T02:00:01Z");
        assertThat(hub.run("ahead")).get().extracting(Run::trigger).isEqualTo("schedule");
        assertThat(hub.run("ahead")).isEmpty();
    }

    @Test
    @DisplayName("R-26 a connection that was made while the clock was ahead keeps its schedule")
    void a_connection_of_the_future_keeps_its_schedule() {
        clock.set("2030-01-01T12:00:00Z");
        hub.connect("early", new Counter("early"), "arrive", "", "schedule", "0 2 * * *");
        assertThat(hub.run("early")).isEmpty();
        clock.set("2026-10-05T12:00:00Z");
        assertThat(hub.run("early")).isEmpty();
        clock.set("2026-10-06T02:00:01Z");
        assertThat(hub.run("early")).isPresent();
    }

    @Test
    @DisplayName("R-26 a clock that is set back by a few seconds asks no source twice")
    void a_small_step_back_asks_nobody_twice() {
        clock.set("2026-10-05T12:00:00Z");
        hub.connect("step", new Counter("step"), "arrive", "", "schedule", "0 2 * * *");
        hub.run("step");
        clock.set("2026-10-06T02:00:01Z");
        assertThat(hub.run("step")).isPresent();
        clock.set("2026-10-06T01:59:58Z");
        assertThat(hub.run("step")).isEmpty();
        clock.set("2026-10-06T02:00:02Z");
        assertThat(hub.run("step")).isEmpty();
        clock.set("2026-10-07T02:00:00Z");
        assertThat(hub.run("step")).isPresent();
    }

    @Test
    @DisplayName("R-26 a failure while the clock was ahead keeps a source waiting no longer than any failure")
    void a_failure_of_the_future_is_tried_again_soon() {
        Counter source = new Counter("down");
        hub.connect("down", source, "arrive", "");
        clock.set("2027-10-05T12:00:00Z");
        source.fail(Kind.UNAVAILABLE);
        hub.runs.request("down", "operator");
        assertThat(hub.run("down")).get().extracting(Run::state).isEqualTo(State.FAILED);
        source.failure = null;

        clock.set("2026-10-05T12:00:00Z");
        assertThat(hub.run("down")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
    }

    @Test
    @DisplayName(
            "R-26 what is read while the clock is ahead or behind is committed in its order, and files arrive and are read")
    void commits_keep_their_order_whatever_the_clock_says() throws IOException {
        hub.connect("order");
        String[] times = {"2026-10-05T12:00:00Z", "2031-01-01T00:00:00Z", "2001-01-01T00:00:00Z", "2026-10-05T12:05:00Z"
        };
        long before = 0;
        for (int turn = 0; turn < times.length; turn++) {
            clock.set(times[turn]);
            hub.receive("order", "students.csv", Hub.students(0, 30 + turn, i -> true));
            Run run = hub.run("order").orElseThrow();
            assertThat(run.state()).as(times[turn]).isEqualTo(State.COMMITTED);
            assertThat(run.commit().orElseThrow()).isGreaterThan(before);
            before = run.commit().orElseThrow();
            assertThat(hub.open(Person.class, "order", "students")).isEqualTo(30 + turn);
        }
    }

    @Test
    @DisplayName("R-26 files that are gathered until it is quiet are read although their times lie ahead")
    void gathered_files_of_the_future_are_read() throws IOException {
        hub.connect("gather", "gather", "true");
        clock.set("2027-10-05T12:00:00Z");
        hub.receive("gather", "students.csv", Hub.students(0, 5, i -> true));
        assertThat(hub.run("gather")).isEmpty();
        clock.set("2026-10-05T12:00:00Z");
        assertThat(hub.run("gather")).isPresent();
    }

    @Test
    @DisplayName("R-26 raw input that came while the clock was ahead is kept no longer than other input")
    void retention_counts_from_the_right_time() throws IOException {
        hub.connect("keep", "retention", "30");
        clock.set("2030-10-05T12:00:00Z");
        hub.receive("keep", "students.csv", Hub.students(0, 5, i -> true));
        hub.runAll("keep");
        clock.set("2026-10-05T12:00:00Z");
        assertThat(hub.runs.prune(Set.of())).isZero();
        clock.forward(Duration.ofDays(29));
        assertThat(hub.runs.prune(Set.of())).isZero();
        clock.forward(Duration.ofDays(2));
        assertThat(hub.runs.prune(Set.of())).isPositive();
    }
}
