// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    @DisplayName("R-05 a partner may be down for 72 hours before what waits for it is dead, and not for a week")
    void a_partner_may_be_down_for_three_days() {
        assertThat(LongStream.range(0, 1000).mapToObj(BackoffTest::patience))
                .allSatisfy(patience -> assertThat(patience).isBetween(Duration.ofHours(72), Duration.ofHours(7 * 24)));
    }

    /** From the first attempt to the last. */
    private static Duration patience(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, JdbcDeliveries.ATTEMPTS - 1)
                .mapToObj(attempt -> Backoff.after(attempt, random))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
