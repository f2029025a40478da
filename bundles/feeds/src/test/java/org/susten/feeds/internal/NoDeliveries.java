// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.susten.feeds.Announcements;
import org.susten.feeds.Deliveries;

/** A hub without feeds; what else one has is for subclasses. */
public class NoDeliveries implements Deliveries {

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
        throw none();
    }

    @Override
    public Delivery release(String delivery) {
        throw none();
    }

    @Override
    public Delivery delivered(String delivery) {
        throw none();
    }

    @Override
    public Delivery failed(String delivery, String message) {
        throw none();
    }

    @Override
    public void request(String feed, boolean full, String who) {
        throw none();
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
        throw none();
    }

    @Override
    public List<Delivery> dead() {
        return List.of();
    }

    @Override
    public Delivery again(String delivery, String who) {
        throw none();
    }

    @Override
    public Delivery giveUp(String delivery, String because, String who) {
        throw none();
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
    public Map<String, String> emptiness() {
        return Map.of();
    }

    @Override
    public void destroy(String agreement) {
        throw none();
    }

    private static UnsupportedOperationException none() {
        return new UnsupportedOperationException("this hub has no feeds");
    }
}
