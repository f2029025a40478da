// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.susten.transport.door.TransportException;

/**
 * One circuit per partner: after a few failures in a row, or when the partner asks for time, it is left alone for a while that
 * doubles each time, so that others are served meanwhile. Safe for any thread.
 */
public final class Circuits {
    private static final int PATIENCE = 3;
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final Clock clock;
    private final RandomGenerator random;

    /** How often it failed in a row, and how long it is left alone. */
    private record State(int failures, Pause pause) {}

    /** All closed; {@code random} spreads the pauses. */
    public Circuits(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Refuses while the partner is left alone. */
    public void enter(String partner) {
        State state = states.get(partner);
        Instant now = clock.instant();
        if (state != null && !state.pause().over(now)) {
            Duration left = Duration.between(now, state.pause().ends());
            throw TransportException.leftAlone(
                    partner + " did not answer " + state.failures() + " times in a row and is left alone until "
                            + state.pause().ends().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                    left);
        }
    }

    /** All is well again. */
    void succeeded(String partner) {
        states.remove(partner);
    }

    /** Counts a failure; a partner that said when to come back is left alone until then. */
    public void failed(String partner, TransportException failure) {
        if (failure.kind() != TransportException.Kind.UNAVAILABLE) {
            return;
        }
        Duration asked = failure.after().orElse(Duration.ZERO);
        states.compute(partner, (p, before) -> {
            int failures = before == null ? 1 : before.failures() + 1;
            Duration own = failures < PATIENCE ? Duration.ZERO : pause(failures - PATIENCE, FIRST, LONGEST);
            return new State(failures, Pause.from(clock.instant(), asked.compareTo(own) > 0 ? asked : own));
        });
    }

    /** A pause that doubles each time up to the longest, and differs by up to a quarter so that not all come back at once. */
    public Duration pause(int doublings, Duration first, Duration longest) {
        long millis = Math.min(longest.toMillis(), first.toMillis() << Math.min(doublings, 20));
        return Duration.ofMillis(millis * 3 / 4 + random.nextLong(millis / 4 + 1));
    }
}
