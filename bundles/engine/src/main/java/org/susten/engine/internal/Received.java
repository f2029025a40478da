// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/** The latest arrival of each connection that this hub has acknowledged since it was started. Safe for any thread. */
@Component(service = Received.class)
public final class Received {

    private final Map<String, ArrivalTable.Arrival> latest = new ConcurrentHashMap<>();

    void note(String connection, ArrivalTable.Arrival arrival) {
        latest.merge(connection, arrival, (one, other) -> one.id() > other.id() ? one : other);
    }

    Map<String, ArrivalTable.Arrival> latest() {
        return new TreeMap<>(latest);
    }
}
