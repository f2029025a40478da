// SPDX-License-Identifier: Apache-2.0
package org.susten.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AllowancesTest {

    /** Shortly before such a clock overflows. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final Allowances allowances = new Allowances(new Bounds(3, 10), () -> now);

    @Test
    @DisplayName("S-28 whoever has as many requests at work as they may is refused another one, and nobody else is")
    void whoever_has_all_that_is_theirs_keeps_nobody_else_out() {
        List<Admission> at = List.of(allowances.admit("bridges"), allowances.admit("bridges"));
        Admission third = allowances.admit("bridges");
        assertThat(at).allMatch(Admission::granted);
        assertThat(third.granted()).isTrue();
        Admission fourth = allowances.admit("bridges");
        assertThat(fourth.granted()).isFalse();
        assertThat(fourth.refusal()).contains("No more than 3");
        assertThat(fourth.retryAfterSeconds()).isEqualTo(1);
        assertThat(allowances.admit("lanternclub").granted()).isTrue();
        fourth.close();
        assertThat(allowances.admit("bridges").granted())
                .as("who was refused gives nothing back")
                .isFalse();
        third.close();
        third.close();
        assertThat(allowances.admit("bridges").granted()).isTrue();
        assertThat(allowances.admit("bridges").granted())
                .as("closed twice, and given back once")
                .isFalse();
    }

    @Test
    @DisplayName("S-28 whoever asks too often hears when to come again, and may then")
    void whoever_asks_too_often_hears_when_to_come_again() {
        for (int i = 0; i < 10; i++) {
            ask("bridges", true);
        }
        Admission refused = allowances.admit("bridges");
        assertThat(refused.granted()).isFalse();
        assertThat(refused.refusal()).contains("No more than 10", "ten seconds");
        assertThat(refused.retryAfterSeconds()).isEqualTo(1);
        ask("lanternclub", true);
        pass(Duration.ofMillis(999));
        ask("bridges", false);
        pass(Duration.ofMillis(1));
        ask("bridges", true);
        ask("bridges", false);
        pass(Duration.ofDays(1));
        for (int i = 0; i < 10; i++) {
            ask("bridges", true);
        }
        ask("bridges", false);
    }

    @Test
    void other_bounds_count_from_the_next_request_on() {
        Admission one = allowances.admit("bridges");
        allowances.change(new Bounds(1, 10));
        ask("bridges", false);
        one.close();
        ask("bridges", true);
    }

    @Test
    void those_who_ask_for_nothing_are_forgotten_and_those_at_work_are_not() {
        for (int i = 0; i < 3; i++) {
            allowances.admit("bridges");
        }
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < 25_000; i++) {
            ask("stranger " + i, true);
            pass(Duration.ofMillis(1));
        }
        ask("bridges", false);
    }

    @Test
    void bounds_always_let_one_request_in() {
        assertThat(new Bounds(0, -1)).isEqualTo(new Bounds(1, 1));
        assertThat(new Allowances(new Bounds(0, 0)).admit("bridges").granted()).isTrue();
    }

    @Test
    void many_threads_never_have_more_than_the_bound() throws Exception {
        Allowances shared = new Allowances(new Bounds(4, 1_000_000));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    for (int asked = 0; asked < 2_000; asked++) {
                        try (Admission admission = shared.admit("bridges")) {
                            if (admission.granted()) {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                Thread.yield();
                                inside.decrementAndGet();
                            }
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValueBetween(1, 4);
        List<Admission> after = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            after.add(shared.admit("bridges"));
        }
        assertThat(after.stream().filter(Admission::granted))
                .as("all was given back")
                .hasSize(4);
    }

    private void ask(String who, boolean granted) {
        try (Admission admission = allowances.admit(who)) {
            assertThat(admission.granted()).as(who).isEqualTo(granted);
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
