// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.susten.engine.Alerts;

/** Remembers what is open. */
final class ToyAlerts implements Alerts {

    final Map<String, String> open = new TreeMap<>();

    @Override
    public void open(String subject, String message) {
        open.put(subject, message);
    }

    @Override
    public void close(String subject) {
        open.remove(subject);
    }

    @Override
    public List<Alert> open() {
        return latest(Integer.MAX_VALUE);
    }

    @Override
    public List<Alert> latest(int limit) {
        List<Alert> all = new ArrayList<>();
        open.forEach((subject, message) ->
                all.add(new Alert(all.size() + 1L, subject, message, Instant.EPOCH, Optional.empty(), 1)));
        return all;
    }
}
