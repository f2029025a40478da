// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.susten.engine.Alerts;

/** Alerts in memory. */
final class RecordedAlerts implements Alerts {
    private final Map<String, Alert> open = new LinkedHashMap<>();
    /** Everything that was opened, in order; one that is open already is not opened again. */
    final List<String> opened = new ArrayList<>();
    /** Everything that was said, in order. */
    final List<String> messages = new ArrayList<>();
    /** Everything that was closed, in order. */
    final List<String> closed = new ArrayList<>();

    @Override
    public synchronized void open(String subject, String message) {
        Alert before = open.get(subject);
        if (before == null) {
            opened.add(subject);
        }
        messages.add(subject + " " + message);
        long times = before == null ? 1 : before.times() + 1;
        open.put(subject, new Alert(opened.size(), subject, message, Instant.EPOCH, Optional.empty(), times));
    }

    @Override
    public synchronized void close(String subject) {
        if (open.remove(subject) != null) {
            closed.add(subject);
        }
    }

    @Override
    public synchronized List<Alert> open() {
        return List.copyOf(open.values());
    }

    @Override
    public List<Alert> latest(int limit) {
        return open();
    }

    /** The message of an open alert, or nothing. */
    synchronized String message(String subject) {
        Alert alert = open.get(subject);
        return alert == null ? "" : alert.message();
    }

    synchronized boolean said(String words) {
        return messages.stream().anyMatch(m -> m.contains(words));
    }

    synchronized long times(String subject) {
        Alert alert = open.get(subject);
        return alert == null ? 0 : alert.times();
    }
}
