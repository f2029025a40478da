// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.engine.run.Failure;
import org.susten.model.Person;
import org.susten.spi.ConnectorException.Kind;

class FailureTest extends OnHub {

    private Hub another() {
        Hub other = new Hub(postgres.database(), store, clock);
        other.wired.putAll(hub.wired);
        return other;
    }

    @Test
    @DisplayName("R-07 a source that is down is tried again, later and later, with one alert that opens and closes")
    void a_source_that_is_down_is_tried_again_later_and_later() {
        Counter source = new Counter("down");
        hub.connect("down", source, "arrive", "");
        source.fail(Kind.UNAVAILABLE);
        hub.runs.request("down", "operator");

        Run first = hub.run("down").orElseThrow();
        assertThat(first.state()).isEqualTo(State.FAILED);
        assertThat(first.failure()).contains(Kind.UNAVAILABLE);
        assertThat(first.message()).contains("the source says UNAVAILABLE", "Tried again by itself in");
        assertThat(hub.run("down")).isEmpty();
        clock.forward(Duration.ofSeconds(25));
        assertThat(hub.run("down")).isPresent();
        clock.forward(Duration.ofSeconds(25));
        assertThat(hub.run("down")).as("the pause has doubled").isEmpty();
        clock.forward(Duration.ofSeconds(25));
        source.failure = null;

        assertThat(hub.run("down")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        assertThat(hub.run("down")).isEmpty();
        assertThat(hub.alerts.latest(10))
                .filteredOn(alert -> alert.subject().equals("connection:down"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.times()).isEqualTo(2);
                    assertThat(alert.closed()).isPresent();
                });
    }

    @Test
    @DisplayName("a secret that others may read is named, and the run goes on by itself once nobody else can")
    void a_secret_that_others_may_read() {
        AtomicReference<String> secret = new AtomicReference<>(Hub.OPEN);
        AtomicReference<Misbehaving> self = new AtomicReference<>();
        self.set(new Misbehaving(
                "open",
                Misbehaving.in(Misbehaving.Place.READ, () -> self.get().lent().secret(secret.get()))));
        hub.connect("open", self.get(), "arrive", "");
        hub.runs.request("open", "operator");

        Run failed = hub.run("open").orElseThrow();
        assertThat(failed.failure()).contains(Kind.CONFIG);
        assertThat(failed.message())
                .contains("etc/secrets/open-to-all is open to other users: chmod 600 it")
                .contains("hub operator", "Tried again by itself in");
        secret.set("raw-key");
        clock.forward(Duration.ofSeconds(25));
        assertThat(hub.run("open")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
    }

    @Test
    @DisplayName(
            "whoever asks again, as the cause is mended, does not wait for the next attempt of what they asked for before")
    void whoever_asks_again_does_not_wait() {
        Counter source = new Counter("again");
        hub.connect("again", source, "arrive", "");
        source.fail(Kind.UNAVAILABLE);
        hub.runs.request("again", "operator");
        assertThat(hub.run("again")).get().extracting(Run::state).isEqualTo(State.FAILED);
        assertThat(hub.run("again")).isEmpty();
        hub.runs.request("again", "another");
        assertThat(hub.run("again")).get().extracting(Run::state).isEqualTo(State.FAILED);
        assertThat(hub.run("again")).as("asked once more, and not twice").isEmpty();
        source.failure = null;
        hub.runs.request("again", "operator");
        hub.runs.request("again", "another");

        assertThat(hub.run("again")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        assertThat(hub.run("again")).isEmpty();
    }

    @Test
    void a_refused_login_is_not_tried_again_until_somebody_asks() {
        Counter source = new Counter("access");
        hub.connect("access", source, "arrive", "");
        source.fail(Kind.ACCESS);
        hub.runs.request("access", "operator");
        assertThat(hub.run("access")).get().extracting(Run::state).isEqualTo(State.FAILED);
        source.failure = null;
        clock.forward(Duration.ofDays(3));
        assertThat(hub.run("access")).isEmpty();
        hub.runs.request("access", "operator");
        assertThat(hub.run("access")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
    }

    @Test
    void wrong_settings_stop_a_connection_until_they_change_and_nothing_is_lost() throws IOException {
        hub.connect("settings");
        hub.receive("settings", "students.csv", "!CONFIG", "s1,Ada,Alder,,");
        assertThat(hub.run("settings")).get().extracting(Run::failure).isEqualTo(Optional.of(Kind.CONFIG));
        assertThat(hub.run("settings")).isEmpty();

        hub.connect("settings", "owner", "registrar");

        assertThat(hub.run("settings")).as("tried once more").isPresent();
        assertThat(hub.run("settings")).isEmpty();
    }

    @Test
    @DisplayName("R-12 a file that cannot be read is set aside and does not block the next one")
    void a_broken_file_is_set_aside_and_can_be_replayed() throws IOException {
        hub.connect("broken");
        hub.receive("broken", "students.csv", "s1,Ada,Alder,,", "!BROKEN");
        hub.receive("broken", "students.csv", "s1,Ada,Alder,,", "s2,Bo,Birch,,");

        Run broken = hub.run("broken").orElseThrow();
        Run good = hub.run("broken").orElseThrow();

        assertThat(broken.failure()).contains(Kind.BROKEN);
        assertThat(good.state()).isEqualTo(State.COMMITTED);
        assertThat(hub.run("broken")).isEmpty();
        assertThat(hub.alerts.open()).noneMatch(alert -> alert.subject().equals("connection:broken"));
        hub.runs.replay(broken.id(), false, "operator");
        assertThat(hub.run("broken")).get().extracting(Run::trigger).isEqualTo("replay");
        assertThat(hub.open(Person.class, "broken", "students")).isEqualTo(2);
    }

    @Test
    @DisplayName("R-12 input on which the hub itself fails is set aside after a few tries")
    void input_on_which_a_reader_fails_again_and_again_is_set_aside() throws IOException {
        hub.connect("poison");
        hub.receive("poison", "students.csv", "s1,Ada,Alder,,", "!fault");
        for (int i = 0; i < 5; i++) {
            assertThat(hub.run("poison")).get().extracting(Run::state).isEqualTo(State.FAILED);
            assertThat(hub.run("poison")).isEmpty();
            clock.forward(Duration.ofHours(1));
        }
        assertThat(hub.run("poison")).isEmpty();
        hub.receive("poison", "students.csv", "s1,Ada,Alder,,");
        assertThat(hub.run("poison")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
    }

    @Test
    @DisplayName("R-01 a run whose hub dies while it reads leaves nothing behind and repeats by itself")
    void a_run_that_is_interrupted_while_reading_repeats_by_itself() throws IOException {
        hub.connect("dies");
        hub.receive("dies", "students.csv", Hub.students(0, 30, i -> true));
        Run dead = hub.intake.open("dies").orElseThrow();
        hub.stage(dead);
        hub.close();

        hub = another();
        assertThat(hub.runs.find(dead.id())).get().extracting(Run::state).isEqualTo(State.FAILED);
        Run again = hub.run("dies").orElseThrow();

        assertThat(again.id()).isNotEqualTo(dead.id());
        assertThat(again.state()).isEqualTo(State.COMMITTED);
        assertThat(hub.open(Person.class, "dies", "students")).isEqualTo(30);
        assertThat(stageTables(dead)).isZero();
        assertThat(hub.alerts.open()).noneMatch(alert -> alert.subject().equals("connection:dies"));
    }

    @Test
    @DisplayName(
            "R-10 an arrival that was noted when the hub died is worked off after its start, and sent again changes nothing")
    void an_arrival_that_was_noted_when_the_hub_died_is_worked_off() throws IOException {
        hub.connect("noted");
        hub.receive("noted", "students.csv", Hub.students(0, 30, i -> true));
        hub.close();

        hub = another();
        Run first = hub.run("noted").orElseThrow();
        assertThat(first.state()).isEqualTo(State.COMMITTED);
        assertThat(hub.open(Person.class, "noted", "students")).isEqualTo(30);
        hub.receive("noted", "students.csv", Hub.students(0, 30, i -> true));
        Run again = hub.runAll("noted");
        assertThat(again.state()).isEqualTo(State.COMMITTED);
        assertThat(again.id() == first.id() || again.commit().isEmpty()).isTrue();
        assertThat(hub.open(Person.class, "noted", "students")).isEqualTo(30);
    }

    @Test
    @DisplayName("R-01 a run whose hub dies after screening and resolving repeats by itself")
    void a_run_that_is_interrupted_before_its_commit_repeats_by_itself() throws IOException {
        hub.connect("late");
        hub.receive("late", "students.csv", Hub.students(0, 30, i -> true));
        Run dead = hub.intake.open("late").orElseThrow();
        hub.stage(dead);
        hub.intake.screen(dead.id());
        hub.intake.resolve(dead.id());
        hub.close();

        hub = another();
        assertThat(hub.run("late")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        assertThat(hub.open(Person.class, "late", "students")).isEqualTo(30);
    }

    @Test
    @DisplayName("R-21 a hub that lost its lock cannot commit what another has taken over")
    void a_hub_that_lost_its_lock_cannot_commit() throws IOException {
        hub.connect("fence");
        hub.receive("fence", "students.csv", Hub.students(0, 30, i -> true));
        Run stale = hub.intake.open("fence").orElseThrow();
        hub.stage(stale);
        hub.intake.screen(stale.id());
        hub.intake.resolve(stale.id());
        hub.intake.close();
        try (Hub other = another()) {
            assertThat(other.run("fence")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        }
        assertThatThrownBy(() -> hub.intake.commit(stale.id())).isInstanceOf(IllegalStateException.class);
        Run failed = hub.intake.fail(stale.id(), new IllegalStateException());
        assertThat(failed.message()).contains("the hub stopped during this run");
        assertThat(hub.run("fence")).isEmpty();
    }

    @Test
    void an_approval_survives_a_hub_that_dies_before_the_commit() throws IOException {
        hub.connect("approved");
        hub.receive("approved", "students.csv", Hub.students(0, 50, i -> true));
        hub.runAll("approved");
        hub.receive("approved", "students.csv", Hub.students(0, 50, i -> i < 20));
        Run held = hub.runAll("approved");
        hub.runs.approve(held.id(), "registrar", "closed");
        Run dead = hub.intake.open("approved").orElseThrow();
        hub.stage(dead);
        assertThat(hub.intake.screen(dead.id()).state()).isEqualTo(State.SCREENED);
        hub.close();

        hub = another();
        Run run = hub.run("approved").orElseThrow();
        assertThat(run.id()).isEqualTo(held.id());
        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(hub.open(Person.class, "approved", "students")).isEqualTo(20);
    }

    @Test
    void a_hold_whose_stage_is_lost_is_read_again() throws IOException {
        hub.connect("lost");
        hub.receive("lost", "students.csv", Hub.students(0, 50, i -> true));
        hub.runAll("lost");
        hub.receive("lost", "students.csv", Hub.students(0, 50, i -> i < 20));
        Run held = hub.runAll("lost");
        hub.records.stage(held.id()).drop();
        hub.runs.approve(held.id(), "registrar", "closed");

        Run failed = hub.run("lost").orElseThrow();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        clock.forward(Duration.ofMinutes(1));
        Run again = hub.run("lost").orElseThrow();

        assertThat(again.id()).isNotEqualTo(held.id());
        assertThat(again.state()).isEqualTo(State.HELD);
        assertThat(hub.open(Person.class, "lost", "students")).isEqualTo(50);
    }

    @Test
    void two_runs_of_one_connection_at_once_are_one() throws Exception {
        hub.connect("race");
        hub.receive("race", "students.csv", Hub.students(0, 5, i -> true));
        CyclicBarrier together = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Hub other = another()) {
            Callable<Optional<Run>> here = () -> {
                together.await();
                return hub.intake.open("race");
            };
            Callable<Optional<Run>> there = () -> {
                together.await();
                return other.intake.open("race");
            };
            List<Future<Optional<Run>>> opened = threads.invokeAll(List.of(here, there, here, there));
            int runs = 0;
            for (Future<Optional<Run>> run : opened) {
                runs += run.get().isPresent() ? 1 : 0;
            }
            assertThat(runs).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @DisplayName("R-04 a full database is no verdict on the file: it waits and is read again")
    void a_database_without_room_is_waited_for() throws IOException {
        hub.connect("room");
        hub.receive("room", "students.csv", "s1,Ada,Alder,,");
        Run run = hub.intake.open("room").orElseThrow();

        Run failed = hub.intake.fail(run.id(), DatabaseException.of(new SQLException("full", "53100")));

        assertThat(failed.failure()).contains(Kind.UNAVAILABLE);
        assertThat(failed.message()).contains("no room left", "store/postgres", "make room");
        clock.forward(Duration.ofMinutes(1));
        assertThat(hub.run("room")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
    }

    @Test
    void what_is_wrapped_by_a_route_is_recognized() {
        assertThat(Failure.of(new IllegalStateException(new RuntimeException(
                                new org.susten.spi.ConnectorException(Kind.BROKEN, "cut in the middle"))))
                        .kind())
                .contains(Kind.BROKEN);
    }

    private int stageTables(Run run) {
        return hub.database
                .inTransaction(connection -> Sql.list(
                        connection,
                        "select 1 from pg_class where relnamespace = 'store'::regnamespace and relname like ?",
                        row -> 1,
                        "%\\_" + run.id() + "\\_%"))
                .size();
    }
}
