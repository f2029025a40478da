// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.engine.connection.Places;
import org.susten.engine.internal.Misbehaving.Place;

@Timeout(30)
class PlacesTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "S-28 a run whose source wants to be asked later lets others be worked on meanwhile, and goes on after them")
    void others_are_read_while_a_source_is_down() throws Exception {
        CountDownLatch down = new CountDownLatch(1);
        AtomicReference<Misbehaving> self = new AtomicReference<>();
        self.set(new Misbehaving("down", Misbehaving.in(Place.READ, () -> {
            while (down.getCount() > 0) {
                self.get().lent().pause(Duration.ofMillis(20));
            }
        })));
        try (Hub hub = new Hub(postgres.database(), folder, new MovableClock(), 100, 1)) {
            hub.connect("down", self.get());
            hub.connect("up");
            hub.receive("down", "students.csv", Hub.students(0, 3, i -> true));
            Run waiting = hub.intake.open("down").orElseThrow();
            CompletableFuture<Run> worked = CompletableFuture.supplyAsync(() -> hub.work(waiting));

            hub.receive("up", "students.csv", Hub.students(0, 3, i -> true));
            Optional<Run> up = Optional.empty();
            while (up.isEmpty() && !Thread.currentThread().isInterrupted()) {
                up = hub.intake.open("up");
            }
            down.countDown();
            assertThat(up).as("a place for another").isPresent();
            assertThat(hub.work(up.get()).state()).isEqualTo(State.COMMITTED);
            assertThat(worked.get().state()).isEqualTo(State.COMMITTED);

            hub.receive("down", "students.csv", Hub.students(0, 4, i -> true));
            hub.receive("up", "students.csv", Hub.students(0, 4, i -> true));
            Run next = hub.intake.open("up").orElseThrow();
            assertThat(hub.intake.open("down")).as("one place as before").isEmpty();
            hub.work(next);
            assertThat(hub.intake.open("down")).as("and none is lost").isPresent();
        }
    }

    @Test
    void whoever_lent_his_place_waits_for_it_and_comes_before_newcomers() throws Exception {
        Places places = new Places(1);
        Places.Place lent = places.take().orElseThrow();
        lent.lend();
        Places.Place other = places.take().orElseThrow();
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Void> back = CompletableFuture.runAsync(() -> back(lent, waiting::countDown));
        waiting.await();
        assertThat(places.take()).isEmpty();
        other.leave();
        back.get();
        assertThat(places.take()).isEmpty();
        lent.leave();
        lent.leave();
        assertThat(places.take()).isPresent();
        assertThat(places.take()).as("given back once").isEmpty();
    }

    @Test
    void a_run_that_has_rows_keeps_its_place() {
        Places places = new Places(1);
        Places.Place place = places.take().orElseThrow();
        place.need();
        place.lend();
        assertThat(places.take()).isEmpty();
    }

    @Test
    void a_run_that_ends_while_it_waits_takes_nobodys_place() throws Exception {
        Places places = new Places(1);
        Places.Place lent = places.take().orElseThrow();
        lent.lend();
        Places.Place other = places.take().orElseThrow();
        assertThatThrownBy(() -> lent.back(() -> {
                    throw new IllegalStateException("given up");
                }))
                .hasMessage("given up");
        lent.leave();
        assertThat(places.take()).as("the other has it").isEmpty();

        CountDownLatch waiting = new CountDownLatch(1);
        Places.Place late = new Places(1).take().orElseThrow();
        late.lend();
        late.leave();
        late.back(waiting::countDown);
        assertThat(waiting.getCount()).as("does not wait").isEqualTo(1);
        other.leave();
        assertThat(places.take()).isPresent();
    }

    private static void back(Places.Place place, Runnable waiting) {
        try {
            place.back(waiting);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
