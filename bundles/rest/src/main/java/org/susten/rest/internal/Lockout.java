// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slows guessing down: after five failures of one name from one address that pair waits, twice as long each time, up to fifteen
 * minutes. The pair, not the name, is locked, so that nobody locks out somebody else. Safe for any thread.
 */
final class Lockout {

    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST_PAIRS = 10_000;

    private record Failures(int count, Instant last, Instant until) {
        static Failures of(int count, Instant now, Duration delay) {
            return new Failures(count, now, now.plus(delay));
        }

        /** Over too where the clock was set back since: nobody is locked out for as long as it was ahead. */
        boolean over(Instant now) {
            return !now.isBefore(until) || now.isBefore(last);
        }
    }

    private final Clock clock;
    private final Map<String, Failures> pairs = new ConcurrentHashMap<>();

    Lockout(Clock clock) {
        this.clock = clock;
    }

    /** How long this name must wait at this address; empty where it may try. */
    Optional<Duration> wait(String name, String address) {
        Failures failures = pairs.get(key(name, address));
        if (failures == null || failures.count < FREE_FAILURES) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return failures.over(now) ? Optional.empty() : Optional.of(Duration.between(now, failures.until));
    }

    /** A wrong password or token. */
    void failed(String name, String address) {
        if (pairs.size() >= MOST_PAIRS) {
            forgetOld();
        }
        Instant now = clock.instant();
        pairs.merge(key(name, address), Failures.of(1, now, LONGEST), (old, first) -> {
            int count = old.count + 1;
            long factor = 1L << Math.min(10, Math.max(0, count - FREE_FAILURES));
            Duration delay = FIRST.multipliedBy(factor);
            return Failures.of(count, now, delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
        });
    }

    /** A right one. */
    void succeeded(String name, String address) {
        pairs.remove(key(name, address));
    }

    private void forgetOld() {
        Instant now = clock.instant();
        pairs.values().removeIf(f -> f.over(now));
        if (pairs.size() >= MOST_PAIRS) {
            // An attack from very many addresses: memory stays bounded, the attackers start at zero again.
            pairs.clear();
        }
    }

    private static String key(String name, String address) {
        return address + '\n' + name;
    }
}
