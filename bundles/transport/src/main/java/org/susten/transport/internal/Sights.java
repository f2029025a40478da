// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How long files have stayed the same, as seen from look to look by this hub's clock: the other side's clock does not count, and no
 * file waits for another. An empty file has to stay so for some seconds even where the others do not wait: every file is empty when
 * it is made, and who writes it may be slow. One thread.
 */
final class Sights {
    private static final Duration FORGET = Duration.ofDays(1);
    private static final Duration EMPTY = Duration.ofSeconds(3);

    private final Clock clock;
    private final Duration settle;
    private final Map<String, Sight> sights = new HashMap<>();

    private record Sight(Object stamp, Instant first) {}

    Sights(Clock clock, Duration settle) {
        this.clock = clock;
        this.settle = settle;
    }

    /**
     * Whether the file has stayed the same for long enough.
     *
     * @param stamp what tells it from another of the same name
     * @param justMade whether it is empty, and should not be
     */
    boolean settled(String name, Object stamp, boolean justMade) {
        Instant now = clock.instant();
        sights.values().removeIf(s -> s.first().isBefore(now.minus(FORGET)));
        Sight before = sights.get(name);
        // A sight of the future is of a clock that was set back since.
        if (before == null || !before.stamp().equals(stamp) || before.first().isAfter(now)) {
            before = new Sight(stamp, now);
            sights.put(name, before);
        }
        Duration patience = justMade && settle.compareTo(EMPTY) < 0 ? EMPTY : settle;
        return !before.first().plus(patience).isAfter(now);
    }

    void forget(String name) {
        sights.remove(name);
    }

    void forgetAll() {
        sights.clear();
    }
}
