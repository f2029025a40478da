// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.susten.feeds.internal.NoDeliveries;

/** Deliveries that were made before; asks for more are remembered. */
public final class ToyDeliveries extends NoDeliveries {

    private final ToyHub hub;

    public ToyDeliveries(ToyHub hub) {
        this.hub = hub;
    }

    @Override
    public List<String> feeds() {
        return List.of(ToyHub.feed().id());
    }

    @Override
    public void request(String feed, boolean full, String who) {
        hub.asked.add("deliver " + feed + " " + full + " " + who);
    }

    @Override
    public List<Delivery> latest(String feed, int limit) {
        return hub.deliveries;
    }

    @Override
    public Optional<Delivery> find(String delivery) {
        return hub.deliveries.stream().filter(d -> d.id().equals(delivery)).findFirst();
    }

    @Override
    public Map<String, String> emptiness() {
        return hub.emptiness;
    }
}
