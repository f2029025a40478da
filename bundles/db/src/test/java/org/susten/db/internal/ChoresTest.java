// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.susten.db.Chore;

class ChoresTest {

    private static final Instant NOW = Instant.parse("2026-10-05T06:00:00Z");

    private final Chores chores = new Chores(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void a_chore_is_done_again_and_again_by_the_hubs_clock() throws Exception {
        BlockingQueue<Instant> looks = new LinkedBlockingQueue<>();
        Chore chore = chore(looks::add);
        chores.add(chore);
        for (int look = 0; look < 3; look++) {
            assertThat(looks.poll(10, TimeUnit.SECONDS)).isEqualTo(NOW);
        }
        chores.remove(chore);
    }

    @Test
    void a_chore_ends_with_the_service_and_others_go_on() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Chore gone = chore(now -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ended.countDown();
            }
        });
        CountDownLatch others = new CountDownLatch(1);
        Chore other = chore(now -> {
            if (ended.getCount() == 0) {
                others.countDown();
            }
        });
        chores.add(gone);
        chores.add(other);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        chores.remove(gone);

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
        chores.remove(other);
    }

    private static Chore chore(Consumer<Instant> work) {
        return new Chore() {
            @Override
            public String what() {
                return "a chore of the test";
            }

            @Override
            public Duration first() {
                return Duration.ZERO;
            }

            @Override
            public Duration pause() {
                return Duration.ofMillis(1);
            }

            @Override
            public void look(Instant now) {
                work.accept(now);
            }
        };
    }
}
