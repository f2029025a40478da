// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.engine.Alerts;

/**
 * Alerts about what two looks in a row find: while the hub starts, or somebody writes a file, much is so for a moment only. What was open
 * when the hub was stopped is open until it is known to be over. For one thread.
 */
final class TwoLooks {

    private final Alerts alerts;
    private final String prefix;
    /** At the look before; null before the first. */
    private @Nullable Set<String> before;

    /** Of subjects that begin so. */
    TwoLooks(Alerts alerts, String prefix) {
        this.alerts = alerts;
        this.prefix = prefix;
    }

    /** What a look found: the message by what stands behind the prefix. */
    void found(Map<String, String> now) {
        Set<String> last = before;
        before = Set.copyOf(now.keySet());
        if (last != null) {
            Map<String, String> due = new HashMap<>();
            now.forEach((name, message) -> {
                if (last.contains(name)) {
                    due.put(prefix + name, message);
                }
            });
            alerts.settle(prefix, due);
        }
    }
}
