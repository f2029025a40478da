// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.susten.engine.Alerts;

/** Open alerts in memory, how often each was told, and all that was ever told. */
final class ToldAlerts implements Alerts {

    /** Messages, in order. */
    final List<String> opened = new ArrayList<>();

    private final List<Alert> open = new ArrayList<>();

    @Override
    public void open(String subject, String message) {
        opened.add(message);
        long times = 1
                + open.stream()
                        .filter(alert -> alert.subject().equals(subject))
                        .mapToLong(Alert::times)
                        .sum();
        close(subject);
        open.add(new Alert(1, subject, message, Instant.EPOCH, Optional.empty(), times));
    }

    @Override
    public void close(String subject) {
        open.removeIf(alert -> alert.subject().equals(subject));
    }

    @Override
    public List<Alert> open() {
        return List.copyOf(open);
    }

    @Override
    public List<Alert> latest(int limit) {
        return open();
    }
}
