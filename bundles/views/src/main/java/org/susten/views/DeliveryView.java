// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.susten.feeds.Announcements;
import org.susten.feeds.Deliveries;
import org.susten.governance.Agreements;

/**
 * A delivery; its spool stays the hub's.
 *
 * @param withheld persons withheld, by clause
 * @param columnsWithheld columns withheld, each with its clause; empty as long as nothing is packed, and once the package is gone
 * @param next when it is tried again
 * @param acknowledged when the partner said that it has taken it over, and how
 * @param announced whether the partner was told that it is there; empty where nobody is told
 */
public record DeliveryView(
        String id,
        String feed,
        String agreement,
        String partner,
        Deliveries.State state,
        String message,
        long since,
        long commit,
        long rows,
        long persons,
        List<Agreements.Withheld> withheld,
        List<Deliveries.WithheldColumn> columnsWithheld,
        String destination,
        int attempts,
        Instant created,
        Optional<Instant> delivered,
        Optional<Instant> next,
        Optional<Deliveries.Acknowledgement> acknowledged,
        Optional<Announcements.Standing> announced) {

    /** Latest deliveries, newest first; of one feed, or of all where empty. */
    public static List<DeliveryView> latest(Deliveries deliveries, String feed, int limit) {
        return deliveries.latest(feed, limit).stream()
                .map(d -> of(d, deliveries))
                .toList();
    }

    /** Deliveries that are tried no more until somebody says so, oldest first. */
    public static List<DeliveryView> dead(Deliveries deliveries) {
        return deliveries.dead().stream().map(d -> of(d, deliveries)).toList();
    }

    /** The view of a delivery. */
    public static DeliveryView of(Deliveries.Delivery d, Deliveries deliveries) {
        return new DeliveryView(
                d.id(),
                d.feed(),
                d.agreement(),
                d.partner(),
                d.state(),
                d.message(),
                d.since(),
                d.commit(),
                d.rows(),
                d.persons(),
                d.withheld(),
                deliveries.columnsWithheld(d.id()),
                Place.of(d.destination()),
                d.attempts(),
                d.created(),
                d.delivered(),
                d.next(),
                d.acknowledged(),
                deliveries.announcements().of(d.id()));
    }
}
