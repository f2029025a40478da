// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.FeedException;
import org.susten.feeds.internal.FeedState.Basis;
import org.susten.feeds.packing.Spool;
import org.susten.feeds.product.Governed;
import org.susten.feeds.product.Grants;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Admission;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Archive;
import org.susten.governance.Ledger;

/** Lets a package go: governance is asked again, and the disclosures are written with the permission, or not at all. */
final class Release {

    private static final String GONE =
            "the package is gone from the hub: the next delivery of the feed holds what is due";

    private final Connection transaction;
    private final Grants grants;
    private final Agreements agreements;
    private final Archive archive;
    private final Ledger ledger;
    private final Spool spool;
    private final Instant now;
    private final DeliveryTable deliveries;

    Release(Connection transaction, Grants grants, Archive archive, Ledger ledger, Spool spool, Instant now) {
        this.transaction = transaction;
        this.grants = grants;
        this.agreements = grants.agreements();
        this.archive = archive;
        this.ledger = ledger;
        this.spool = spool;
        this.now = now;
        this.deliveries = new DeliveryTable(transaction);
    }

    /** Lets a package go, or lays it ready where the partner comes for it. */
    void release(DeliveryRow claimed) throws SQLException {
        DeliveryRow row = claimed;
        if (row.state() == State.FORMATTING) {
            throw new FeedException(
                    FeedException.Kind.STATE, "delivery " + row.id() + " has no package yet: format it first", null);
        }
        if (row.state() != State.READY) {
            return;
        }
        if (row.letter()) {
            if (!spool.holds(row.id(), row.sha256())) {
                new LetterBox(transaction).pack(row, agreements, spool, now);
                row = deliveries.find(row.id()).orElseThrow();
            }
        } else if (!fit(row)) {
            return;
        }
        if (row.offered()) {
            deliveries.state(row, State.OFFERED, row.remark(), null);
            new AnnouncementTable(transaction).add(row, agreements, archive);
        } else {
            go(row);
        }
    }

    /** The partner comes for a package. Returns why it may not have it; empty where it may. */
    Optional<String> take(DeliveryRow row) throws SQLException {
        Decision decision = agreements.mayRun(row.feed(), now);
        if (!row.letter() && !decision.permitted() && Shelf.untrained(row.agreement(), decision)) {
            return Optional.of(Opening.message(decision));
        }
        Optional<String> lack = grants.lack(row.feed());
        if (!row.letter() && lack.isPresent()) {
            return lack;
        }
        return switch (row.state()) {
            case OFFERED -> takeFirst(row);
            case RELEASED -> row.letter() ? Optional.empty() : takeAgain(row, true);
            case DELIVERED -> row.letter() ? Optional.of(GONE) : takeAgain(row, false);
            case FORMATTING, READY, DEAD, STOPPED -> Optional.of(row.message().isEmpty() ? GONE : row.message());
        };
    }

    private Optional<String> takeFirst(DeliveryRow row) throws SQLException {
        if (row.letter() || Opening.unharmed(deliveries, spool, row) && fit(row)) {
            go(row);
            return Optional.empty();
        }
        return Optional.of(deliveries.find(row.id()).orElseThrow().message());
    }

    /** It was on record before. What has been taken whole stays on record even where it may not be taken once more. */
    private Optional<String> takeAgain(DeliveryRow row, boolean begun) throws SQLException {
        Optional<String> denial = Formatting.changed(agreements, row, now)
                .or(() -> spool.holds(row.id(), row.sha256()) ? Optional.empty() : Optional.of(GONE));
        if (denial.isEmpty() && withheldSince(transaction, agreements, row, now)) {
            denial = Optional.of("superseded: somebody in the package may no longer be spoken of");
        }
        if (denial.isPresent() && begun) {
            new Halt(transaction, spool).abandon(row, denial.get() + "; the next one is full");
        }
        return denial;
    }

    /** Governance is asked whether the package may leave as it is; stops it where it may not, and has it made again where it is gone. */
    private boolean fit(DeliveryRow row) throws SQLException {
        Optional<String> changed = Formatting.changed(agreements, row, now);
        if (changed.isPresent()) {
            new Halt(transaction, spool).stop(row, changed.get());
            return false;
        }
        if (!spool.holds(row.id(), row.sha256())) {
            deliveries.state(row, State.FORMATTING, "the package was lost from the spool and is made again", null);
            return false;
        }
        if (!asFound(row) && withheldSince(transaction, agreements, row, now)) {
            new Halt(transaction, spool).stop(row, "superseded: somebody in the package may no longer be spoken of");
            return false;
        }
        return true;
    }

    /**
     * Whether nothing has happened since the hub last looked what the feed would say, and found this: neither a commit nor a change of who is
     * who, of the agreement or of the day. Then governance said a moment ago who may be spoken of, and would say the same.
     */
    private boolean asFound(DeliveryRow row) throws SQLException {
        Governed governed = grants.now(row.feed()).orElse(null);
        return governed != null
                && FeedState.of(transaction, row.feed(), now)
                        .current(Basis.now(transaction, governed.revision(agreements), agreements.day(now)));
    }

    /** From here on it may leave. Governance is not asked whether somebody may be told to delete something; the ledger says that they were. */
    private void go(DeliveryRow row) throws SQLException {
        if (!row.letter()) {
            Governed governed = grants.now(row.feed()).orElseThrow();
            FeedState.told(transaction, row, governed.shape(), governed.delta());
            new Told(transaction).released(row, now);
            disclose(row, governed.agreement(), governed.elements());
            deliveries.unpackRows(row);
        } else if (row.persons() > 0) {
            disclose(row, archive.find(row.agreement()).orElseThrow(), List.of(new LetterBox(transaction).words(row)));
        }
        deliveries.state(row, State.RELEASED, row.remark(), null);
    }

    private void disclose(DeliveryRow row, Agreement agreement, List<String> elements) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("create temp table feed_leaving on commit drop as "
                    + "select person from feeds.packed_person where delivery = " + row.number());
        }
        ledger.append(
                transaction,
                new Ledger.Disclosure(row.id(), row.feed(), agreement, elements, "feed_leaving", row.sha256()),
                now);
    }

    /** Whether somebody in the package may no longer be spoken of. */
    static boolean withheldSince(Connection transaction, Agreements agreements, DeliveryRow row, Instant now)
            throws SQLException {
        Admission admission = agreements.admit(transaction, row.feed(), now);
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                select exists (select from feeds.packed_person p where p.delivery = ? and not p.leaving
                               and not exists (select from %s a where a.person = p.person))"""
                        .formatted(admission.relation()))) {
            statement.setLong(1, row.number());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }
}
