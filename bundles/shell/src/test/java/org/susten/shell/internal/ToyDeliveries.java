// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.susten.feeds.Announcements;
import org.susten.feeds.Deliveries;

/** Deliveries that were made before; asks for more are remembered. */
final class ToyDeliveries implements Deliveries {

    private final ToyHub hub;

    ToyDeliveries(ToyHub hub) {
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
    public Delivery postponed(String delivery, String message, Duration pause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Delivery> dead() {
        return List.of();
    }

    @Override
    public Delivery again(String delivery, String who) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Delivery giveUp(String delivery, String because, String who) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Delivery> acknowledge(String delivery, String how, String who) {
        return Optional.empty();
    }

    @Override
    public Announcements announcements() {
        return Announcements.NONE;
    }

    @Override
    public List<WithheldColumn> columnsWithheld(String delivery) {
        return List.of();
    }

    @Override
    public void destroy(String agreement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Delivery> open(String feed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Delivery format(String delivery) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Delivery release(String delivery) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Delivery delivered(String delivery) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Delivery failed(String delivery, String message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String emptiness(String feed) {
        return hub.emptiness;
    }
}
