// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.packing.Spool;

/** Ends deliveries that come to nothing; in one transaction, under the feed's lock. */
final class Halt {

    private final Connection transaction;
    private final Spool spool;
    private final DeliveryTable deliveries;

    Halt(Connection transaction, Spool spool) {
        this.transaction = transaction;
        this.spool = spool;
        this.deliveries = new DeliveryTable(transaction);
    }

    /** Nothing has left, and nothing of it will; what is due then is found out anew. */
    void stop(DeliveryRow row, String message) throws SQLException {
        drop(row, message);
        FeedState.recheck(transaction, row);
    }

    /** Nothing has left, and the hub knows what is due now. */
    void drop(DeliveryRow row, String message) throws SQLException {
        mark(row, message);
        spool.remove(row.id());
    }

    private void mark(DeliveryRow row, String message) throws SQLException {
        deliveries.unpack(row);
        deliveries.state(row, State.STOPPED, message, null);
        new AnnouncementTable(transaction).withdraw(row);
    }

    /** It may have left: what the partner has is not known any more, and the next one is full. */
    void abandon(DeliveryRow row, String message) throws SQLException {
        giveUp(row, message);
        spool.remove(row.id());
    }

    /** The same, and its package is there for as long as nobody knows whether this is committed. */
    void giveUp(DeliveryRow row, String message) throws SQLException {
        mark(row, message);
        if (row.letter()) {
            new LetterBox(transaction).drop(row);
        } else {
            FeedState.forget(transaction, row.feed());
        }
    }
}
