// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.susten.feeds.Announcements;
import org.susten.feeds.Deliveries;
import org.susten.feeds.Pickup;
import org.susten.feeds.Products;

/** A hub that has delivered nothing. */
final class NothingDelivered implements Deliveries, Pickup, Products {

    @Override
    public List<String> feeds() {
        return List.of();
    }

    @Override
    public Optional<Delivery> open(String feed) {
        return Optional.empty();
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
    public void request(String feed, boolean full, String who) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Delivery> latest(String feed, int limit) {
        return List.of();
    }

    @Override
    public Optional<Delivery> find(String delivery) {
        return Optional.empty();
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
    public String emptiness(String feed) {
        return "";
    }

    @Override
    public void destroy(String agreement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Item> of(String partner, int limit) {
        return List.of();
    }

    @Override
    public Optional<Item> find(String partner, String delivery) {
        return Optional.empty();
    }

    @Override
    public Optional<Taking> take(String partner, String delivery) {
        return Optional.empty();
    }

    @Override
    public void taken(String delivery) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Product> of(String partner) {
        return List.of();
    }
}
