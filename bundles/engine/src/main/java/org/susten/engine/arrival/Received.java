// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/** The latest arrival of each connection that this hub has acknowledged since it was started. Safe for any thread. */
@Component(service = Received.class)
public final class Received {

    private final Map<String, ArrivalTable.Arrival> latest = new ConcurrentHashMap<>();

    void note(String connection, ArrivalTable.Arrival arrival) {
        // not by their numbers: a copy of an earlier moment counts on from where it was
        latest.merge(connection, arrival, (one, other) -> one.received().isAfter(other.received()) ? one : other);
    }

    Map<String, ArrivalTable.Arrival> latest() {
        return new TreeMap<>(latest);
    }
}
