// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.feeds.FeedException;

/** Makes steps of deliveries, each in a transaction and under its feed's lock. Safe for any thread. */
final class DeliverySteps {

    private final Database database;
    private final Turns turns;

    DeliverySteps(Database database) {
        this.database = database;
        this.turns = Turns.of(database.connections());
    }

    /** One step of one delivery. */
    @FunctionalInterface
    interface Step {
        void make(Connection transaction, DeliveryRow row) throws SQLException;
    }

    /** Makes a step; returns the delivery after it. */
    DeliveryRow make(String delivery, Step step) {
        return make(delivery, false, step);
    }

    /** Makes a step that reads much, in its turn. */
    DeliveryRow makeInTurn(String delivery, Step step) {
        return turns.get(() -> make(delivery, false, step));
    }

    /** Makes a step that reads much, in its turn, and sees one state of the database throughout. */
    DeliveryRow makeOnSnapshot(String delivery, Step step) {
        return turns.get(() -> make(delivery, true, step));
    }

    /** Looks what is due for a feed, in its turn; nothing where another hub looks. */
    Optional<DeliveryRow> look(String feed, Database.Work<Optional<DeliveryRow>> look) {
        return turns.maybe(() -> {
            try {
                return database.inTransaction(transaction -> {
                    snapshot(transaction);
                    return FeedState.lock(transaction, feed) ? look.on(transaction) : Optional.empty();
                });
            } catch (DatabaseException e) {
                if (e.kind() == DatabaseException.Kind.CONFLICT) {
                    // Another hub was faster; what is due then is found the next time.
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private DeliveryRow make(String delivery, boolean snapshot, Step step) {
        String feed =
                database.inTransaction(transaction -> row(transaction, delivery).feed());
        return database.inTransaction(transaction -> {
            if (snapshot) {
                snapshot(transaction);
            }
            FeedState.awaitLock(transaction, feed);
            // A snapshot is taken before the lock is there: what another hub did meanwhile shows only by claiming.
            step.make(
                    transaction, new DeliveryTable(transaction).claim(delivery).orElseThrow(() -> unknown(delivery)));
            return row(transaction, delivery);
        });
    }

    /** From here on the transaction sees one state of the database. */
    static void snapshot(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("set transaction isolation level repeatable read");
        }
    }

    private static DeliveryRow row(Connection transaction, String delivery) throws SQLException {
        return new DeliveryTable(transaction).find(delivery).orElseThrow(() -> unknown(delivery));
    }

    private static FeedException unknown(String delivery) {
        return new FeedException(FeedException.Kind.STATE, "there is no delivery " + delivery, null);
    }
}
