// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.testing.MovableClock;

class LockoutTest {

    private final MovableClock clock = new MovableClock();
    private final Lockout lockout = new Lockout(clock);

    @Test
    @DisplayName("S-23 five wrong attempts lock the name at that address, longer each time")
    void five_wrong_attempts_lock_longer_each_time() {
        fail(5);
        Duration first = lockout.wait("dana", "10.0.0.1").orElseThrow();
        clock.forward(first);
        assertThat(lockout.wait("dana", "10.0.0.1")).isEmpty();
        fail(1);
        assertThat(lockout.wait("dana", "10.0.0.1").orElseThrow()).isGreaterThan(first);
    }

    @Test
    @DisplayName("S-23 nobody locks out somebody else")
    void the_same_name_from_another_address_may_try() {
        fail(50);
        assertThat(lockout.wait("dana", "10.0.0.2")).isEmpty();
    }

    @Test
    void four_wrong_attempts_lock_nothing() {
        fail(4);
        assertThat(lockout.wait("dana", "10.0.0.1")).isEmpty();
    }

    @Test
    void a_right_attempt_clears_the_count() {
        fail(4);
        lockout.succeeded("dana", "10.0.0.1");
        fail(4);
        assertThat(lockout.wait("dana", "10.0.0.1")).isEmpty();
    }

    @Test
    void the_longest_wait_is_a_quarter_of_an_hour() {
        fail(60);
        assertThat(lockout.wait("dana", "10.0.0.1").orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(15));
    }

    @Test
    @DisplayName("R-26 wrong attempts while the clock was ahead lock nobody out once it is right")
    void a_lock_of_the_future_does_not_last() {
        clock.forward(Duration.ofDays(366));
        fail(50);
        assertThat(lockout.wait("dana", "10.0.0.1")).isPresent();
        clock.forward(Duration.ofDays(-366));
        assertThat(lockout.wait("dana", "10.0.0.1")).isEmpty();
        fail(1);
        assertThat(lockout.wait("dana", "10.0.0.1"))
                .as("it is slowed down all the same")
                .isPresent();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            lockout.failed("dana", "10.0.0.1");
        }
    }
}
