// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.DatabaseException;
import org.susten.db.internal.Access;
import org.susten.db.internal.PooledDatabase;
import org.susten.db.internal.Reach;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Intake;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Person;

/** Two hubs on one database, between which and one of them the network is cut while it works. */
class PartitionTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static final Reach SHORT = new Reach(2, 1, 1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    Path store;

    private final MovableClock clock = new MovableClock();
    private final ExecutorService aside = Executors.newSingleThreadExecutor();
    /** Why the leader failed. */
    private final AtomicReference<RuntimeException> why = new AtomicReference<>();

    private Relay network;
    private PooledDatabase beyond;
    private Hub leader;
    private Hub other;

    @BeforeEach
    void two_hubs() throws Exception {
        Access direct = postgres.access();
        network = new Relay(direct.url(), SHORT.seconds());
        beyond = new PooledDatabase(
                new Access(network.through(direct.url()), direct.user(), direct.password(), direct.tls(), SHORT),
                6,
                "beyond a network");
        leader = new Hub(beyond, store, clock, 10);
        other = new Hub(postgres.database(), store, clock, 10);
    }

    @AfterEach
    void end() throws Exception {
        network.close();
        aside.shutdownNow();
        leader.close();
        other.close();
        beyond.close();
    }

    private Run opened(String connection) throws Exception {
        leader.connect(connection);
        other.wired.putAll(leader.wired);
        leader.receive(connection, "students.csv", Hub.students(0, 30, i -> true));
        Run run = leader.intake.open(connection).orElseThrow();
        assertThat(other.run(connection)).as("while the leader has the lock").isEmpty();
        return run;
    }

    /** What a route does with a run, while the test goes on. */
    private CompletableFuture<Run> goesOn(Run run, Runnable steps) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        steps.run();
                        return again(() -> leader.intake.commit(run.id()));
                    } catch (RuntimeException e) {
                        why.set(e);
                        return failed(run, e);
                    }
                },
                aside);
    }

    /** The leader's pool may still hold connections that ended while it could not hear of it. */
    private Run failed(Run run, RuntimeException why) {
        try {
            return leader.intake.fail(run.id(), why);
        } catch (DatabaseException e) {
            assertThat(e.kind()).isEqualTo(DatabaseException.Kind.UNAVAILABLE);
            return other.runs.find(run.id()).orElseThrow();
        }
    }

    private Run takenOver(String connection) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Optional<Run> run = other.run(connection);
        while (run.isEmpty()) {
            assertThat(System.nanoTime()).as("the leader is given up in time").isLessThan(deadline);
            run = other.run(connection);
        }
        return run.get();
    }

    private void refused(CompletableFuture<Run> stale, String connection) throws Exception {
        assertThat(stale).as("the leader hears nothing").isNotDone();
        network.heal();
        Run refused = stale.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message()).contains("the hub stopped during this run");
        assertThat(other.open(Person.class, connection, "students")).isEqualTo(30);
        assertThat(leader.runs.latest(connection, 0, 10))
                .extracting(Run::state)
                .containsExactlyInAnyOrder(State.FAILED, State.COMMITTED);
        assertThat(other.run(connection)).as("nothing waits").isEmpty();
        goesOnAfterwards(connection);
    }

    private void goesOnAfterwards(String connection) throws Exception {
        again(() -> {
            try {
                return leader.receive(connection, "students.csv", Hub.students(0, 40, i -> true));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(again(() -> leader.run(connection)))
                .get()
                .extracting(Run::state)
                .isEqualTo(State.COMMITTED);
        assertThat(other.open(Person.class, connection, "students")).isEqualTo(40);
    }

    /** As everything in a hub is tried again that found the database away. */
    private static <T> T again(Supplier<T> work) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                return work.get();
            } catch (DatabaseException e) {
                assertThat(e.kind()).isEqualTo(DatabaseException.Kind.UNAVAILABLE);
                assertThat(System.nanoTime()).as("the database is back in time").isLessThan(deadline);
            }
        }
    }

    @Test
    @DisplayName(
            "R-21 a hub that is cut off while it stages is taken over, and its writes are refused when it comes back")
    void cut_off_while_it_stages() throws Exception {
        Run run = opened("staging");
        CompletableFuture<Void> staged = new CompletableFuture<>();
        CompletableFuture<Run> stale = goesOn(run, () -> {
            try (Intake.Batches batches = leader.intake.read(run.id())) {
                leader.intake.stage(leader.intake.map(batches.next()));
                network.cut();
                staged.complete(null);
                while (batches.hasNext()) {
                    leader.intake.stage(leader.intake.map(batches.next()));
                }
            }
        });
        staged.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        Run after = takenOver("staging");
        assertThat(after.state()).isEqualTo(State.COMMITTED);
        assertThat(after.id()).isNotEqualTo(run.id());
        refused(stale, "staging");
    }

    @Test
    @DisplayName(
            "R-21 a hub that is cut off just before its commit is taken over, and its commit is refused when it comes back")
    void cut_off_before_its_commit() throws Exception {
        Run run = opened("commit");
        leader.stage(run);
        leader.intake.screen(run.id());
        leader.intake.resolve(run.id());
        network.cut();
        CompletableFuture<Run> stale = goesOn(run, () -> {});
        Run after = takenOver("commit");
        assertThat(after.state()).isEqualTo(State.COMMITTED);
        assertThat(after.id()).isNotEqualTo(run.id());
        refused(stale, "commit");
        assertThat(why.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("ended by somebody else");
    }
}
