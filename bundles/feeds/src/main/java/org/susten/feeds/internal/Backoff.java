// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double from half a minute to an hour, each shortened by chance so that deliveries do not come in step. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** Nothing waits for longer, whatever the other side asks for. */
    static final Duration LONGEST_ASKED = Duration.ofDays(1);

    private static final int DOUBLINGS = 7;

    private Backoff() {}

    static Duration after(int attempts, RandomGenerator random) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        long millis = (pause.compareTo(LONGEST) > 0 ? LONGEST : pause).toMillis();
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }
}
