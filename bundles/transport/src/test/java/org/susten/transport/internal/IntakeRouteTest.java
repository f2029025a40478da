// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.engine.Run;

class IntakeRouteTest {
    @RegisterExtension
    final TestHub hub = new TestHub();

    @Test
    void a_run_passes_every_step_in_order() throws Exception {
        hub.intake.due("district", 1);
        hub.connect("district", "");
        Await.until("committed", () -> hub.intake.calls.contains("commit 1"));
        Await.until("closed", () -> hub.intake.calls.contains("close 1"));
        assertThat(hub.intake.calls)
                .containsExactlyInAnyOrder(
                        "read 1", "stage 1 1", "stage 1 2", "stage 1 3", "screen 1", "resolve 1", "commit 1", "close 1")
                .containsSubsequence("read 1", "screen 1", "resolve 1", "commit 1");
        assertThat(hub.intake.calls.indexOf("screen 1")).isEqualTo(4);
        assertThat(hub.intake.failed).isEmpty();
    }

    @Test
    void a_run_without_batches_is_committed_too() throws Exception {
        hub.intake.batches = 0;
        hub.intake.due("district", 1);
        hub.connect("district", "");
        Await.until("committed", () -> hub.intake.calls.contains("commit 1"));
    }

    @Test
    void only_a_few_batches_are_in_memory_however_many_there_are() throws Exception {
        hub.intake.batches = 2_000;
        hub.intake.due("district", 1);
        hub.connect("district", "");
        Await.until("committed", () -> hub.intake.calls.contains("commit 1"));
        assertThat(hub.intake.mostInMemory.get()).isBetween(2, 5);
        assertThat(hub.intake.calls.stream().filter(c -> c.startsWith("stage"))).hasSize(2_000);
    }

    @Test
    void a_held_run_stops_before_it_is_resolved() throws Exception {
        hub.intake.screened = Run.State.HELD;
        hub.intake.due("district", 1);
        hub.connect("district", "");
        Await.until("closed", () -> hub.intake.calls.contains("close 1"));
        assertThat(hub.intake.calls).contains("screen 1").doesNotContain("resolve 1", "commit 1", "fail 1");
    }

    @Test
    @DisplayName("R-12 a batch that cannot be staged fails its run once nothing of it is in hand; the next run goes on")
    void a_failing_batch_fails_its_run_only() throws Exception {
        hub.intake.batches = 50;
        hub.intake.onStage = batch -> {
            if (batch.run() == 1 && batch.first() == 7) {
                throw new IllegalStateException("staging broke");
            }
        };
        hub.intake.due("district", 1);
        hub.intake.due("district", 2);
        hub.connect("district", "");
        Await.until("second run committed", () -> hub.intake.calls.contains("commit 2"));
        assertThat(hub.intake.failed.get(1L))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("staging broke");
        assertThat(hub.intake.inHandWhenFailed).isZero();
        assertThat(hub.intake.calls).doesNotContain("screen 1", "commit 1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("R-25 an error of Java's in any step fails its run only, and the connection is asked again")
    void an_error_fails_its_run_only(boolean reading) throws Exception {
        hub.intake.onNext = batch -> {
            if (reading && batch.run() == 1 && batch.first() == 2) {
                throw new StackOverflowError();
            }
        };
        hub.intake.onStage = batch -> {
            if (!reading && batch.run() == 1 && batch.first() == 2) {
                throw new NoClassDefFoundError("org/example/Gone");
            }
        };
        hub.intake.due("district", 1);
        hub.intake.due("district", 2);
        hub.connect("district", "");
        Await.until("second run committed", () -> hub.intake.calls.contains("commit 2"));
        assertThat(hub.intake.failed.get(1L))
                .isInstanceOf(reading ? StackOverflowError.class : NoClassDefFoundError.class);
        assertThat(hub.intake.inHandWhenFailed).isZero();
        assertThat(hub.intake.calls).contains("close 1").doesNotContain("screen 1", "commit 1");
    }

    @Test
    void a_failing_connection_does_not_touch_another() throws Exception {
        hub.intake.onStage = batch -> {
            if (batch.run() < 10) {
                throw new IllegalStateException("broken source");
            }
        };
        for (int run = 1; run < 5; run++) {
            hub.intake.due("broken", run);
        }
        hub.intake.due("good", 10);
        hub.connect("broken", "");
        hub.connect("good", "");
        Await.until("good one committed", () -> hub.intake.calls.contains("commit 10"));
        Await.until("broken one failed", () -> hub.intake.failed.containsKey(4L));
    }

    @Test
    @DisplayName("Stopping a route waits for the step in hand, then gives up")
    void stopping_waits_for_the_step_in_hand() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        hub.intake.batches = 1_000;
        hub.intake.onStage = batch -> {
            begun.countDown();
            try {
                go.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        hub.intake.due("district", 1);
        hub.connect("district", "");
        begun.await(10, TimeUnit.SECONDS);
        var stopped = java.util.concurrent.CompletableFuture.runAsync(
                () -> hub.line.carrier().went("district"));
        go.countDown();
        stopped.get(10, TimeUnit.SECONDS);
        assertThat(hub.line.context().getRoute("intake:district")).isNull();
        assertThat(hub.intake.failed.get(1L)).hasMessageContaining("was stopped between two steps");
        assertThat(hub.intake.inHandWhenFailed).isZero();
        assertThat(hub.intake.calls.stream().filter(c -> c.startsWith("stage")).count())
                .isLessThan(1_000);
    }

    @Test
    void an_operators_route_that_ends_early_fails_its_run() throws Exception {
        hub.connect("district", "");
        Path file = Files.writeString(
                hub.base.resolve("own.yaml"),
                """
                - route:
                    id: intake:district
                    from:
                      uri: susten:source/district
                      steps:
                        - split:
                            simple: ${body}
                            streaming: true
                            steps:
                              - to: susten:map
                              - to: susten:stage
                """);
        hub.line.files().accept("own.yaml", file);
        hub.intake.due("district", 1);
        Await.until("failed", () -> hub.intake.failed.containsKey(1L));
        assertThat(hub.intake.failed.get(1L)).hasMessageContaining("let it end with susten:commit");
        hub.line.files().withdraw("own.yaml");
        hub.intake.due("district", 2);
        Await.until("our own route is back", () -> hub.intake.calls.contains("commit 2"));
    }
}
