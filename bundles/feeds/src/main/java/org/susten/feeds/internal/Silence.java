// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.susten.feeds.Deliveries.State;
import org.susten.governance.Agreements;

/** Why a feed that may run says nothing. */
final class Silence {

    private static final int RECENT = 20;

    private Silence() {}

    /** In a sentence for people; empty where its latest delivery held rows or the agreement does not let it run. */
    static String of(Connection transaction, Grants grants, String feed, Instant now) throws SQLException {
        Agreements agreements = grants.agreements();
        Governed governed = grants.of(feed).orElse(null);
        if (governed == null) {
            return grants.lack(feed).orElse("");
        }
        boolean says = new DeliveryTable(transaction)
                .latest(feed, RECENT).stream()
                        .filter(last -> !last.letter())
                        .limit(1)
                        .anyMatch(last -> last.state() != State.STOPPED && last.rows() > 0);
        return governed.feed().pulled()
                        || says
                        || Opening.denial(agreements, governed, now).isPresent()
                ? ""
                : FeedRows.compile(transaction, agreements, governed, now).emptiness();
    }
}
