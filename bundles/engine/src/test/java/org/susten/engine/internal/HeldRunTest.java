// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.DatabaseException;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Person;

/** Runs that wait for a person's word. */
class HeldRunTest extends OnHub {

    @Test
    @DisplayName("R-16 R-13 a snapshot with 40 % missing is held; approved, it commits as it was staged")
    void a_snapshot_with_many_rows_missing_is_held_until_approved() throws IOException {
        hub.connect("hold");
        hub.receive("hold", "students.csv", Hub.students(0, 50, i -> true));
        hub.runAll("hold");
        hub.receive("hold", "students.csv", Hub.students(0, 50, i -> i % 5 < 3));

        Run held = hub.runAll("hold");

        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.message()).contains("students: 20 of 50 Person rows (40.0 %) would close", "approve run");
        assertThat(hub.alerts.open()).anyMatch(alert -> alert.subject().equals("hold:hold"));
        assertThat(hub.open(Person.class, "hold", "students")).isEqualTo(50);
        assertThat(hub.runs.holds()).extracting(Run::id).contains(held.id());
        hub.receive("hold", "students.csv", Hub.students(0, 49, i -> true));
        assertThat(hub.run("hold")).as("later arrivals wait for the decision").isEmpty();

        // The hub restarts meanwhile: hold and stage are still there.
        hub.close();
        hub = new Hub(postgres.database(), store, clock);
        hub.connect("hold");
        assertThat(hub.runs.approve(held.id(), "registrar", "school closed")).isTrue();
        assertThat(hub.runs.approve(held.id(), "registrar", "again")).isFalse();
        Run approved = hub.run("hold").orElseThrow();

        assertThat(approved.id()).isEqualTo(held.id());
        assertThat(approved.state()).isEqualTo(State.COMMITTED);
        assertThat(approved.rows()).isEqualTo(held.rows());
        assertThat(hub.open(Person.class, "hold", "students")).isEqualTo(30);
        assertThat(hub.alerts.open()).noneMatch(alert -> alert.subject().equals("hold:hold"));
        assertThat(hub.run("hold").orElseThrow().rows().read()).isEqualTo(49);
    }

    @Test
    @DisplayName("R-16 an approved run that finds no room on the disk says so, is an alert, and goes on by itself")
    void an_approved_run_that_fails_says_so() throws IOException {
        hub.connect("full");
        hub.receive("full", "students.csv", Hub.students(0, 50, i -> true));
        hub.runAll("full");
        hub.receive("full", "students.csv", Hub.students(0, 50, i -> i < 30));
        Run held = hub.runAll("full");
        hub.runs.approve(held.id(), "registrar", "school closed");
        Run approved = hub.intake.open("full").orElseThrow();

        hub.intake.fail(approved.id(), DatabaseException.of(new SQLException("no room", "53100")));

        assertThat(hub.runs.find(held.id())).get().satisfies(run -> {
            assertThat(run.state()).isEqualTo(State.HELD);
            assertThat(run.message())
                    .contains(
                            "It is approved, and failed",
                            "no room left on the database's disk",
                            "Tried again by itself in");
        });
        assertThat(hub.alerts.open())
                .filteredOn(alert -> alert.subject().equals("connection:full"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message()).contains("no room left"));
        clock.forward(Duration.ofSeconds(25));
        assertThat(hub.run("full")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        assertThat(hub.alerts.open()).noneMatch(alert -> alert.subject().equals("connection:full"));
    }

    @Test
    @DisplayName(
            "R-16 a row that comes again in a run that is held answers for the one in quarantine, once it is approved")
    void rows_that_come_again_in_a_held_run_are_quarantined_no_more() throws IOException {
        hub.connect("again");
        hub.receive("again", "students.csv", Hub.students(0, 1, i -> true));
        hub.runAll("again");
        hub.receive("again", "visits.csv", Hub.and(visits(30), "bad,s0,no day,30"));
        assertThat(hub.runAll("again").rows().quarantined()).isEqualTo(1);
        hub.receive("again", "visits.csv", Hub.and(visits(45), "bad,s0,2026-09-01,30"));
        Run held = hub.runAll("again");
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(hub.runs.openProblems())
                .anyMatch(problem -> problem.connection().equals("again"));

        hub.runs.approve(held.id(), "registrar", "minutes were counted anew");

        assertThat(hub.run("again")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        assertThat(hub.runs.openProblems())
                .noneMatch(problem -> problem.connection().equals("again"));
    }

    private static String[] visits(int minutes) {
        return IntStream.range(0, 25)
                .mapToObj(i -> "v" + i + ",s0,2026-09-01," + minutes)
                .toArray(String[]::new);
    }

    @Test
    @DisplayName("R-16 a held run that is rejected changes nothing")
    void a_held_run_that_is_rejected_changes_nothing() throws IOException {
        hub.connect("reject");
        hub.receive("reject", "students.csv", Hub.students(0, 50, i -> true));
        hub.runAll("reject");
        hub.receive("reject", "students.csv", Hub.students(0, 50, i -> i < 10));
        Run held = hub.runAll("reject");

        assertThat(hub.runs.reject(held.id(), "registrar", "half an export")).isTrue();

        assertThat(hub.runs.find(held.id())).get().extracting(Run::state).isEqualTo(State.REJECTED);
        assertThat(hub.runs.reject(held.id(), "registrar", "again")).isFalse();
        assertThat(hub.open(Person.class, "reject", "students")).isEqualTo(50);
        assertThat(hub.run("reject")).isEmpty();
        assertThat(hub.runs.holds()).extracting(Run::id).doesNotContain(held.id());
    }

    @Test
    @DisplayName("R-13 an empty snapshot closes nothing without a person's word")
    void an_empty_snapshot_is_held_whatever_its_size() throws IOException {
        hub.connect("empty");
        hub.receive("empty", "students.csv", Hub.students(0, 5, i -> true));
        hub.runAll("empty");
        hub.receive("empty", "students.csv", "");

        Run held = hub.runAll("empty");

        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.message()).contains("the source sent nothing");
        assertThat(hub.open(Person.class, "empty", "students")).isEqualTo(5);
    }
}
