// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnsTest {

    @ParameterizedTest(name = "of {0} connections feeds take {1}")
    @CsvSource({"16, 4", "8, 2", "3, 1"})
    void feeds_that_read_leave_most_connections_to_others(int connections, int atOnce) throws Exception {
        Turns turns = Turns.of(connections);
        CountDownLatch reading = new CountDownLatch(atOnce);
        CountDownLatch oneMore = new CountDownLatch(atOnce + 1);
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService feeds = Executors.newCachedThreadPool();
        try {
            for (int feed = 0; feed <= atOnce; feed++) {
                feeds.execute(() -> turns.get(() -> {
                    reading.countDown();
                    oneMore.countDown();
                    return awaited(done);
                }));
            }
            assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(oneMore.await(200, TimeUnit.MILLISECONDS))
                    .as("one more reads, too")
                    .isFalse();
            done.countDown();
            assertThat(oneMore.await(10, TimeUnit.SECONDS))
                    .as("the last one's turn comes")
                    .isTrue();
        } finally {
            done.countDown();
            feeds.shutdown();
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
