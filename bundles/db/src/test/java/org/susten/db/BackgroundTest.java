// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    private static final Duration SOON = Duration.ofMillis(1);

    private @Nullable Background background;

    @AfterEach
    void close() {
        if (background != null) {
            background.close();
        }
    }

    @Test
    void work_that_fails_is_done_again_whatever_it_failed_with() throws Exception {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch fifth = new CountDownLatch(1);
        background = Background.of("failing on purpose", SOON, SOON, () -> {
            switch (times.incrementAndGet()) {
                case 1 -> throw new UncheckedIOException(new IOException("told as it is"));
                case 2 -> throw new NullPointerException("a row that must not be told");
                case 3 -> throw new IllegalArgumentException("caused", new ArithmeticException("also not told"));
                case 4 -> throw new NoClassDefFoundError("invented/Missing");
                default -> fifth.countDown();
            }
        });
        assertThat(fifth.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_same_failure_again_and_again_is_told_once_and_again_after_a_success() throws Exception {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch eighth = new CountDownLatch(1);
        String said = logOf(() -> {
            background = Background.of("asking", SOON, SOON, () -> {
                switch (times.incrementAndGet()) {
                    case 1, 2, 3, 6 -> throw new UncheckedIOException("nobody answers", new IOException());
                    case 4 -> throw new UncheckedIOException("no room", new IOException());
                    case 8 -> eighth.countDown();
                    default -> {}
                }
            });
            assertThat(eighth.await(10, TimeUnit.SECONDS)).isTrue();
        });
        assertThat(said.lines().filter(line -> line.contains("asking did not succeed")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("nobody answers"),
                        other -> assertThat(other).contains("no room"),
                        anew -> assertThat(anew).contains("nobody answers"));
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static String logOf(Work what) throws InterruptedException {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            what.run();
        } finally {
            System.setErr(err);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_is_done_once_and_fails_ends_nothing() throws Exception {
        CountDownLatch again = new CountDownLatch(2);
        background = Background.of("counting", SOON, SOON, again::countDown);
        background.execute(() -> {
            throw new UnsupportedOperationException("on purpose");
        });
        assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
