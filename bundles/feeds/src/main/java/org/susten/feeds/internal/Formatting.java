// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.susten.feeds.Deliveries.State;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;

/** Writes the package of a delivery, from one snapshot of the database. */
final class Formatting {

    private final Connection transaction;
    private final Agreements agreements;
    private final Spool spool;
    private final Instant now;
    private final DeliveryTable deliveries;

    Formatting(Connection transaction, Agreements agreements, Spool spool, Instant now) {
        this.transaction = transaction;
        this.agreements = agreements;
        this.spool = spool;
        this.now = now;
        this.deliveries = new DeliveryTable(transaction);
    }

    void format(DeliveryRow row) throws SQLException {
        if (row.letter()) {
            new LetterBox(transaction).pack(row, spool);
            return;
        }
        if (row.state() == State.READY && spool.holds(row.id(), row.sha256())
                || row.state() != State.READY && row.state() != State.FORMATTING) {
            return;
        }
        Governed governed = Governed.of(agreements, row.feed()).orElse(null);
        Optional<String> stop = governed == null
                ? Optional.of(Opening.message(agreements.mayRun(row.feed(), now)))
                : Opening.denial(agreements, governed, now).map(Opening::message);
        if (governed == null || stop.isPresent()) {
            stop(row, stop.orElseThrow());
            return;
        }
        if (!governed.agreement().revision().equals(row.revision())) {
            stop(row, "superseded: the agreement has changed");
            return;
        }
        if (Opening.lastCommit(transaction) != row.commit()) {
            stop(row, "superseded: commit " + Opening.lastCommit(transaction) + " came first");
            return;
        }
        FeedRows rows = FeedRows.compile(transaction, agreements, governed, now);
        if (!rows.digest().equals(row.digest())) {
            stop(row, "superseded: who may be spoken of has changed");
            return;
        }
        if (governed.feed().format().equals("xlsx") && rows.count() > Spreadsheet.MOST) {
            stop(
                    row,
                    "a sheet holds " + Spreadsheet.MOST + " rows and the feed has " + rows.count()
                            + ": set format: csv, or narrow the population of agreement "
                            + governed.agreement().id());
            return;
        }
        write(row, governed, rows);
    }

    /** Nothing has left, and nothing of it will; what is due then is found out anew. */
    void stop(DeliveryRow row, String message) throws SQLException {
        deliveries.unpack(row);
        deliveries.state(row, State.STOPPED, message, null);
        FeedState.recheck(transaction, row);
        spool.remove(row.id());
    }

    private void write(DeliveryRow row, Governed governed, FeedRows rows) throws SQLException {
        boolean delta = governed.feed().mode().equals(DeliveryRow.DELTA);
        deliveries.unpack(row);
        if (delta) {
            rows.packDelta(row.number(), row.mode().equals(DeliveryRow.FULL));
        }
        rows.packPersons(row.number(), delta);
        long persons = persons(row);
        Spool.Draft draft = spool.draft(row.id());
        PackageWriter writer = new PackageWriter(governed, draft);
        String sql = delta ? rows.delta(row.number()) : rows.full();
        long written = governed.roster()
                ? writer.roster(transaction, sql, row)
                : writer.data(transaction, sql, delta, row.created());
        writer.dictionary(delta && !governed.roster());
        String sha256 = writer.manifest(row, rows.admission(), persons);
        draft.publish();
        deliveries.ready(
                row, new DeliveryTable.Packed(written, persons, rows.admission().withheld(), sha256, rows.emptiness()));
    }

    private long persons(DeliveryRow row) throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement("select count(*) from feeds.packed_person where delivery = ?")) {
            statement.setLong(1, row.number());
            try (ResultSet count = statement.executeQuery()) {
                count.next();
                return count.getLong(1);
            }
        }
    }

    /** Whether the agreement still is what the package was made under. */
    static Optional<String> changed(Agreements agreements, DeliveryRow row, Instant now) {
        Decision decision = agreements.mayRun(row.feed(), now);
        if (!decision.permitted()) {
            return Optional.of(Opening.message(decision));
        }
        return agreements
                .find(row.agreement())
                .filter(a -> a.revision().equals(row.revision()))
                .map(a -> Optional.<String>empty())
                .orElse(Optional.of("superseded: the agreement has changed"));
    }
}
