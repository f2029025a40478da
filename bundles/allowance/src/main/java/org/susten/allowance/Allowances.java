// SPDX-License-Identifier: Apache-2.0
package org.susten.allowance;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Counts for each who asks how many of their requests are being answered and how many came lately. Whoever has all that is theirs is told
 * so at once: nothing waits, so that a refusal costs the others nothing. It counts by a clock that nobody sets. Safe for any thread.
 */
public final class Allowances {

    /** How many are remembered before those are forgotten who ask for nothing now. */
    private static final int MANY = 10_000;

    private static final long WINDOW = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanos;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();
    private volatile Bounds bounds;

    /**
     * What one has of the hub now. Changed only under its key in the map.
     *
     * @param atOnce requests that are not answered yet
     * @param paid until when the requests that came would last, were they spread evenly
     */
    private record Use(int atOnce, long paid) {}

    /** Counts from nothing. */
    public Allowances(Bounds bounds) {
        this(bounds, System::nanoTime);
    }

    Allowances(Bounds bounds, LongSupplier nanos) {
        this.bounds = bounds;
        this.nanos = nanos;
    }

    /** Other bounds, for requests that come from now on. */
    public void change(Bounds other) {
        bounds = other;
    }

    /** Lets one more request of somebody in, or says why not and for how long. Whoever gets the answer closes it. */
    public Admission admit(String who) {
        Bounds now = bounds;
        long time = nanos.getAsLong();
        if (uses.size() >= MANY) {
            uses.values().removeIf(use -> use.atOnce == 0 && use.paid - time <= 0);
        }
        Admission[] answer = new Admission[1];
        uses.compute(who, (key, use) -> {
            Use before = use == null ? new Use(0, time) : use;
            // Compared by difference: such a clock may overflow.
            long owed = Math.max(0, before.paid - time);
            long each = Math.max(1, WINDOW / now.inTenSeconds());
            if (before.atOnce >= now.atOnce()) {
                answer[0] = Admission.refused(
                        "No more than " + now.atOnce() + " of your requests are answered at the same time.",
                        Duration.ofSeconds(1));
                return before;
            }
            if (owed + each > WINDOW) {
                answer[0] = Admission.refused(
                        "No more than " + now.inTenSeconds() + " of your requests are answered in ten seconds.",
                        Duration.ofNanos(owed + each - WINDOW));
                return before;
            }
            answer[0] = Admission.granted(() -> left(key));
            return new Use(before.atOnce + 1, time + owed + each);
        });
        return answer[0];
    }

    private void left(String who) {
        uses.computeIfPresent(who, (key, use) -> new Use(use.atOnce - 1, use.paid));
    }
}
