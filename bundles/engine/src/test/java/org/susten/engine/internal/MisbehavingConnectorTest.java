// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.engine.connection.ConnectorThreads;
import org.susten.engine.internal.Misbehaving.Place;
import org.susten.model.Person;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;

/** A connector that blocks, waits for long or leaks is given up or not, and touches no other. */
class MisbehavingConnectorTest extends OnMisbehaving {

    /** Looks after which one that moves would long be given up if its moving were not seen; a busy machine pauses for less. */
    private static final String LONG = "40";

    @ParameterizedTest
    @EnumSource(names = {"READ", "MAP"})
    @DisplayName(
            "R-25 a connector that blocks is given up: its run fails, its place is free, and it is read again by itself")
    void a_connector_that_blocks_is_given_up(Place place) throws IOException {
        String name = "blocks-" + place.ordinal();
        AtomicBoolean blocking = new AtomicBoolean(true);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Misbehaving connector = new Misbehaving(name, Misbehaving.in(place, () -> {
            try {
                if (blocking.get()) {
                    never.await();
                }
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException(e);
            }
        }));
        hub.connect(name, connector, "stall.minutes", "3");
        feed(name);

        Run failed = hub.run(name).orElseThrow();

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.message()).contains("did nothing", "given up", "stall.minutes", "Tried again by itself");
        assertThat(hub.alerts.open()).anyMatch(alert -> alert.subject().equals("connection:" + name));
        assertThat(await(interrupted)).isTrue();
        assertOthersGoOn("beside-" + name);
        blocking.set(false);
        assertThat(comeBack(name).state()).isEqualTo(State.COMMITTED);
    }

    @Test
    @DisplayName(
            "R-25 a connector that does not even answer an interrupt holds nothing but its own connection, which says so")
    void a_connector_that_cannot_be_interrupted_costs_one_thread() throws IOException {
        CountDownLatch let = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        hub.connect(
                "deaf",
                new Misbehaving("deaf", Misbehaving.in(Place.READ, () -> {
                    calls.incrementAndGet();
                    while (!await(let)) {
                        // hears nothing
                    }
                })),
                "stall.minutes",
                "3");
        feed("deaf");
        assertThat(hub.run("deaf").orElseThrow().message()).contains("given up");

        clock.forward(Duration.ofMinutes(1));
        Run again = hub.run("deaf").orElseThrow();
        assertThat(again.failure()).contains(Kind.UNAVAILABLE);
        assertThat(again.message()).contains("still has not come back", "restart the hub");
        assertThat(calls).as("no second thread is lost to it").hasValue(1);
        assertOthersGoOn("beside-deaf");

        let.countDown();
        assertThat(comeBack("deaf").state()).isEqualTo(State.COMMITTED);
        assertThat(hub.open(Person.class, "deaf", "students")).isEqualTo(30);
    }

    /** Runs until what was given up has come back, within reason; each time is some minutes later. */
    private Run comeBack(String name) {
        clock.forward(Duration.ofHours(1));
        Run run = hub.run(name).orElseThrow();
        for (int tries = 0; tries < 300 && run.message().contains("still has not come back"); tries++) {
            clock.forward(Duration.ofHours(1));
            run = hub.run(name).orElseThrow();
        }
        return run;
    }

    @Test
    @DisplayName("R-25 R-14 a slow connector that moves is not given up, however far the clock jumps meanwhile")
    void a_slow_connector_is_not_given_up() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        hub.connect(
                "slow",
                new Misbehaving("slow", Misbehaving.in(Place.MAP, () -> {
                    clock.forward(Duration.ofHours(2));
                    awaitFor(never, 2 * LOOK.toMillis());
                })),
                "stall.minutes",
                LONG);
        feed("slow");
        assertThat(hub.run("slow")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
    }

    /** What a connector may do for long before it has a row. */
    enum Patience {
        WAITS {
            @Override
            void once(Context lent) {
                lent.pause(LOOK);
            }
        },
        SEARCHES_A_FILE {
            @Override
            void once(Context lent) throws IOException {
                try (InputStream in = lent.inlet().open("students.csv")) {
                    in.read();
                }
            }
        },
        SEARCHES_FROM_ANYWHERE {
            @Override
            void once(Context lent) throws IOException {
                try (SeekableByteChannel in = lent.inlet().channel("students.csv")) {
                    in.read(ByteBuffer.allocate(1));
                }
            }
        };

        abstract void once(Context lent) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R-25 a connector that waits as its source asks, or reads on without a row, is not given up")
    void a_patient_connector_is_not_given_up(Patience patience) throws IOException {
        String name = "patient-" + patience.ordinal();
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Misbehaving> self = new AtomicReference<>();
        self.set(new Misbehaving(name, Misbehaving.in(Place.READ, () -> {
            try {
                for (int i = 0; i < 60; i++) {
                    patience.once(self.get().lent());
                    awaitFor(never, LOOK.toMillis());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        })));
        hub.connect(name, self.get(), "stall.minutes", LONG);
        feed(name);
        assertThat(hub.run(name)).get().extracting(Run::state).isEqualTo(State.COMMITTED);
    }

    @Test
    @DisplayName("R-25 what was given up gives no further row its meaning once it comes back")
    void what_was_given_up_stops_as_it_comes_back() throws IOException {
        CountDownLatch let = new CountDownLatch(1);
        AtomicReference<Thread> first = new AtomicReference<>();
        AtomicInteger rows = new AtomicInteger();
        hub.connect(
                "back",
                new Misbehaving("back", Misbehaving.in(Place.MAP, () -> {
                    if (first.compareAndSet(null, Thread.currentThread()) || first.get() == Thread.currentThread()) {
                        rows.incrementAndGet();
                        while (!await(let)) {
                            // hears nothing
                        }
                    }
                })),
                "stall.minutes",
                "3");
        feed("back");
        assertThat(hub.run("back").orElseThrow().message()).contains("given up");

        let.countDown();
        Run again = comeBack("back");

        assertThat(again.state()).isEqualTo(State.COMMITTED);
        assertThat(again.rows().quarantined()).isZero();
        assertThat(rows).hasValue(1);
        assertThat(hub.open(Person.class, "back", "students")).isEqualTo(30);
    }

    @Test
    @DisplayName("R-25 a connector that leaves threads behind is stopped long before the hub has none left")
    void a_connector_that_leaks_threads_is_stopped() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        List<Future<?>> leaked = new ArrayList<>();
        hub.connect("leaks", new Misbehaving("leaks", Misbehaving.in(Place.READ, () -> {
            for (int i = 0; i < 25; i++) {
                leaked.add(Executors.newSingleThreadExecutor().submit(() -> await(end)));
            }
        })));
        try {
            Run run;
            int runs = 0;
            do {
                hub.receive("leaks", "students.csv", Hub.students(0, 30 + runs++, i -> true));
                run = hub.run("leaks").orElseThrow();
            } while (run.state() == State.COMMITTED && runs < 10);
            assertThat(run.state()).isEqualTo(State.FAILED);
            assertThat(run.message()).contains("threads running", "restart the hub", "connector's author");
            assertThat(leaked).hasSizeLessThan(2 * ConnectorThreads.MOST);
            assertOthersGoOn("beside-leaks");
        } finally {
            end.countDown();
        }
    }

    @Test
    @SuppressWarnings("removal")
    @DisplayName("R-25 a connection is read again and again, whatever threads the hub asks from")
    void is_read_again_from_threads_of_a_group_of_daemons() throws Exception {
        hub.connect("again");
        ThreadGroup daemons = new ThreadGroup("daemons");
        daemons.setDaemon(true);
        List<State> states = new ArrayList<>();
        Thread asking = new Thread(daemons, () -> {
            for (int run = 0; run < 2; run++) {
                try {
                    hub.receive("again", "students.csv", Hub.students(0, 30 + run, i -> true));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                states.add(hub.run("again").orElseThrow().state());
            }
        });
        asking.start();
        asking.join();
        assertThat(states).containsExactly(State.COMMITTED, State.COMMITTED);
    }

    static boolean await(CountDownLatch latch) {
        return awaitFor(latch, 10_000);
    }

    private static boolean awaitFor(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
