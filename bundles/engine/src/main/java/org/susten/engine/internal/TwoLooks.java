// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.db.Chore;
import org.susten.engine.Alerts;

/**
 * Alerts about what two looks in a row find: while the hub starts, or somebody writes a file, much is so for a moment only. What was open
 * when the hub was stopped is open until it is known to be over.
 */
abstract class TwoLooks implements Chore {

    private final Alerts alerts;
    private final String prefix;
    /** At the look before; null before the first. */
    private @Nullable Set<String> before;

    /** Of subjects that begin so. */
    TwoLooks(Alerts alerts, String prefix) {
        this.alerts = alerts;
        this.prefix = prefix;
    }

    /** What is so now: the message by what stands behind the prefix. */
    abstract Map<String, String> found();

    @Override
    public final Duration pause() {
        return Duration.ofMinutes(2);
    }

    @Override
    public final Duration first() {
        return pause();
    }

    @Override
    public final void look(Instant now) {
        Map<String, String> found = found();
        Set<String> last = before;
        before = Set.copyOf(found.keySet());
        if (last != null) {
            Map<String, String> due = new HashMap<>();
            found.forEach((name, message) -> {
                if (last.contains(name)) {
                    due.put(prefix + name, message);
                }
            });
            alerts.settle(prefix, due);
        }
    }
}
