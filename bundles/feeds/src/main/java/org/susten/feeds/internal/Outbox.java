// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.FeedException;
import org.susten.feeds.packing.Spool;

/** What happens to deliveries once they may leave; in one transaction, under the feed's lock. */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int KEPT = 20;

    private final Connection transaction;
    private final Spool spool;
    private final Instant now;
    private final DeliveryTable deliveries;

    Outbox(Connection transaction, Spool spool, Instant now) {
        this.transaction = transaction;
        this.spool = spool;
        this.now = now;
        this.deliveries = new DeliveryTable(transaction);
    }

    /** The partner has it. */
    void arrived(DeliveryRow row) throws SQLException {
        if (row.state() == State.DELIVERED) {
            return;
        }
        if (row.state() != State.RELEASED && row.state() != State.DEAD) {
            throw state("delivery " + row.id() + " was not released and cannot have arrived");
        }
        deliveries.state(row, State.DELIVERED, row.remark(), now);
        if (row.letter()) {
            deliveries.unpack(row);
            new LetterBox(transaction).drop(row);
            spool.remove(row.id());
            log.info("letter {} of feed {} has arrived", row.id(), row.feed());
            return;
        }
        // The last package is kept: it may be asked for again.
        for (DeliveryRow earlier : deliveries.latest(row.feed(), KEPT)) {
            if (earlier.number() != row.number() && !earlier.letter()) {
                deliveries.unpack(earlier);
                spool.remove(earlier.id());
            }
        }
        log.info("delivery {} of feed {} has arrived: {} rows", row.id(), row.feed(), row.rows());
    }

    /** It could not be sent, or made. What could not be sent too often is dead; what the hub itself cannot make is its own trouble. */
    void failed(DeliveryRow row, String message, Duration pause, int limit) throws SQLException {
        if (row.state() == State.RELEASED && row.attempts() + 1 >= limit) {
            deliveries.die(row, message);
            log.warn("delivery {} of feed {} is dead after {} attempts", row.id(), row.feed(), row.attempts() + 1);
        } else if (owned(row)) {
            deliveries.postpone(row, message, now, pause, 1);
        }
    }

    /** It was not tried. */
    void postponed(DeliveryRow row, String message, Duration pause) throws SQLException {
        if (owned(row)) {
            deliveries.postpone(row, message, now, pause, 0);
        }
    }

    private static boolean owned(DeliveryRow row) {
        return row.state() == State.FORMATTING || row.state() == State.READY || row.state() == State.RELEASED;
    }

    /** Once more, now. */
    void again(DeliveryRow row, String who) throws SQLException {
        switch (row.state()) {
            case FORMATTING, READY -> deliveries.state(row, row.state(), row.message(), null);
            case OFFERED ->
                throw state("the partner has not come for delivery " + row.id() + " yet: there is nothing to send");
            case RELEASED, DEAD -> revive(row, who);
            case DELIVERED -> repeat(row, who);
            case STOPPED ->
                throw state("delivery " + row.id() + " came to nothing and is not sent: ask for another one with"
                        + " susten:deliver " + row.feed());
        }
    }

    private void revive(DeliveryRow row, String who) throws SQLException {
        if (row.offered()) {
            throw state("the partner comes for delivery " + row.id() + " itself: it can fetch it now");
        }
        deliveries.revive(row, "tried again, asked for by " + who);
    }

    /** What arrived last, and nothing before: it would undo what came after. */
    private void repeat(DeliveryRow row, String who) throws SQLException {
        if (row.letter() || row.offered() || !spool.intact(row.id(), row.sha256())) {
            throw state(
                    row.offered() && !row.letter()
                            ? "the partner comes for delivery " + row.id()
                                    + " itself: it can fetch it as long as it is its last"
                            : "the package of delivery " + row.id()
                                    + " is gone: ask for another one with susten:deliver " + row.feed() + " --full");
        }
        for (DeliveryRow later : deliveries.latest(row.feed(), KEPT)) {
            if (later.number() > row.number() && !later.letter() && later.state() != State.STOPPED) {
                throw state("delivery " + later.id() + " came after it, which it would undo: send that one");
            }
        }
        deliveries.revive(row, "sent again, asked for by " + who);
    }

    /** It is not sent any more. */
    void giveUp(DeliveryRow row, String because, String who) throws SQLException {
        if (row.state() != State.DEAD && row.state() != State.RELEASED) {
            throw state("delivery " + row.id() + " is " + row.state()
                    + ": only one that was released and has not arrived can be given up");
        }
        new Halt(transaction, spool)
                .giveUp(
                        row,
                        "given up by " + who + ": " + because
                                + (row.letter()
                                        ? ""
                                        : "; what the partner has of it is not known, so the next one is full"));
    }

    private static FeedException state(String message) {
        return new FeedException(FeedException.Kind.STATE, message, null);
    }
}
