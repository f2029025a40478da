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
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Admission;
import org.susten.governance.Archive;
import org.susten.governance.Ledger;

/** Lets a package go: governance is asked again, and the disclosures are written with the permission, or not at all. */
final class Release {

    private final Connection transaction;
    private final Agreements agreements;
    private final Archive archive;
    private final Ledger ledger;
    private final Spool spool;
    private final Instant now;
    private final DeliveryTable deliveries;

    Release(Connection transaction, Agreements agreements, Archive archive, Ledger ledger, Spool spool, Instant now) {
        this.transaction = transaction;
        this.agreements = agreements;
        this.archive = archive;
        this.ledger = ledger;
        this.spool = spool;
        this.now = now;
        this.deliveries = new DeliveryTable(transaction);
    }

    void release(DeliveryRow row) throws SQLException {
        if (row.state() == State.FORMATTING) {
            throw new FeedException(
                    FeedException.Kind.STATE, "delivery " + row.id() + " has no package yet: format it first", null);
        }
        if (row.state() != State.READY) {
            return;
        }
        if (row.letter()) {
            letter(row);
            return;
        }
        Formatting formatting = new Formatting(transaction, agreements, spool, now);
        Optional<String> changed = Formatting.changed(agreements, row, now);
        if (changed.isPresent()) {
            formatting.stop(row, changed.get());
            return;
        }
        if (!spool.holds(row.id(), row.sha256())) {
            deliveries.state(row, State.FORMATTING, "the package was lost from the spool and is made again", null);
            return;
        }
        if (withheldSince(transaction, agreements, row, now)) {
            formatting.stop(row, "superseded: somebody in the package may no longer be spoken of");
            return;
        }
        Governed governed = Governed.of(agreements, row.feed()).orElseThrow();
        FeedState.told(
                transaction, row, governed.shape(), governed.feed().mode().equals(DeliveryRow.DELTA));
        new Told(transaction).released(row, now);
        disclose(row, governed.agreement(), governed.elements());
        deliveries.unpackRows(row);
        deliveries.state(row, State.RELEASED, row.remark(), null);
    }

    /** Governance is not asked whether somebody may be told to delete something; the ledger says that they were. */
    private void letter(DeliveryRow row) throws SQLException {
        if (!spool.holds(row.id(), row.sha256())) {
            new LetterBox(transaction).pack(row, spool);
        }
        if (row.persons() > 0) {
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
