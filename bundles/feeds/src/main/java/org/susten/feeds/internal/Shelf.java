// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.packing.Spool;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Training;

/** The package of a feed that its partner may come for; in one transaction, under the feed's lock. */
final class Shelf {

    private final Connection transaction;
    private final Agreements agreements;
    private final Spool spool;
    private final Instant now;

    Shelf(Connection transaction, Agreements agreements, Spool spool, Instant now) {
        this.transaction = transaction;
        this.agreements = agreements;
        this.spool = spool;
        this.now = now;
    }

    /** The package, if it may still be fetched; one that may not is taken off. Letters lie there whatever the agreement says. */
    Optional<DeliveryRow> look(String feed) throws SQLException {
        Optional<DeliveryRow> found = new DeliveryTable(transaction).shelved(feed);
        if (found.isEmpty()) {
            return found;
        }
        DeliveryRow row = found.get();
        Decision decision = agreements.mayRun(feed, now);
        if (untrained(row.agreement(), decision)) {
            return found;
        }
        if (!decision.permitted()) {
            takeOff(row, Opening.message(decision));
            return Optional.empty();
        }
        if (agreements
                .find(row.agreement())
                .filter(a -> a.revision().equals(row.revision()))
                .isEmpty()) {
            takeOff(row, "superseded: the agreement has changed");
            return Optional.empty();
        }
        return found;
    }

    /** A completion that is imported opens it again; nothing of it is void by then. */
    static boolean untrained(String agreement, Decision decision) {
        return decision.clause().equals(agreement + ": " + Training.CLAUSE);
    }

    private void takeOff(DeliveryRow row, String message) throws SQLException {
        Halt halt = new Halt(transaction, spool);
        if (row.state() == State.OFFERED) {
            halt.stop(row, message);
        } else {
            halt.abandon(row, message + "; the partner had not taken the package by then");
        }
    }
}
