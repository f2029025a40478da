// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.internal.FeedState.Basis;
import org.susten.feeds.packing.EdFiPackage;
import org.susten.feeds.packing.Edition;
import org.susten.feeds.packing.PackageWriter;
import org.susten.feeds.packing.Spool;
import org.susten.feeds.packing.Spreadsheet;
import org.susten.feeds.product.Governed;
import org.susten.feeds.product.Grants;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;

/** Writes the package of a delivery, from one snapshot of the database. */
final class Formatting {

    private static final String SUPERSEDED = "superseded: who may be spoken of has changed";

    private final Connection transaction;
    private final Grants grants;
    private final Agreements agreements;
    private final Spool spool;
    private final Instant now;
    private final DeliveryTable deliveries;

    Formatting(Connection transaction, Grants grants, Spool spool, Instant now) {
        this.transaction = transaction;
        this.grants = grants;
        this.agreements = grants.agreements();
        this.spool = spool;
        this.now = now;
        this.deliveries = new DeliveryTable(transaction);
    }

    void format(DeliveryRow row) throws SQLException {
        if (row.letter()) {
            new LetterBox(transaction).pack(row, agreements, spool, now);
            return;
        }
        if (row.state() == State.READY && spool.holds(row.id(), row.sha256())
                || row.state() != State.READY && row.state() != State.FORMATTING) {
            return;
        }
        Governed governed = grants.now(row.feed()).orElse(null);
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
        if (drafted(row, governed).isEmpty()) {
            // What is packed as a whole is read as a whole.
            Said rows = say(governed, row.delta() ? FeedState.of(transaction, row.feed(), now) : null);
            if (!rows.digest().equals(row.digest())) {
                rows.drop();
                stop(row, SUPERSEDED);
                return;
            }
            if (tooLong(governed, rows)) {
                stop(
                        row,
                        "a sheet holds " + Spreadsheet.MOST + " rows and the feed has " + rows.count()
                                + ": set format: csv, or narrow the population of agreement "
                                + governed.agreement().id());
                return;
            }
            write(row, governed, rows);
        }
        DeliveryRow written = deliveries.find(row.id()).orElseThrow();
        spool.drafted(written.id(), written.sha256()).orElseThrow().publish();
        deliveries.state(written, State.READY, written.message(), null);
    }

    /** The package as it was written when the delivery was opened, and is as good as long as nothing has happened since. */
    private Optional<Spool.Draft> drafted(DeliveryRow row, Governed governed) throws SQLException {
        Basis basis = Basis.now(transaction, governed.revision(agreements), agreements.day(now));
        return FeedState.of(transaction, row.feed(), now).current(basis)
                ? spool.drafted(row.id(), row.sha256())
                : Optional.empty();
    }

    /**
     * All that the feed would say now.
     *
     * @param state for a feed of changes, so that no more is read than may have changed; null to read everything
     */
    Said say(Governed governed, @Nullable FeedState state) throws SQLException {
        // A partner whose key cannot be used is told of before anything is looked for.
        spool.key(governed, now);
        return Straight.fits(governed)
                ? Straight.write(transaction, agreements, spool, governed, now)
                : FeedRows.compile(transaction, agreements, governed, now, state);
    }

    private static boolean tooLong(Governed governed, Said rows) throws SQLException {
        return governed.feed().format().equals("xlsx") && rows.count() > Spreadsheet.MOST;
    }

    private void stop(DeliveryRow row, String message) throws SQLException {
        new Halt(transaction, spool).stop(row, message);
    }

    /** Writes the package beside its place, from what was just found that the feed would say. */
    void write(DeliveryRow row, Governed governed, Said said) throws SQLException {
        if (said instanceof Straight whole) {
            whole.pack(row);
            return;
        }
        FeedRows rows = (FeedRows) said;
        if (rows.narrowed() && row.full()) {
            rows = FeedRows.compile(transaction, agreements, governed, now);
        }
        if (tooLong(governed, rows)) {
            // It is told when it is formatted.
            return;
        }
        boolean delta = governed.delta();
        deliveries.unpack(row);
        if (delta) {
            rows.packDelta(row.number(), row.full());
        }
        rows.packPersons(row.number(), delta);
        long persons = persons(row);
        Spool.Draft draft = spool.draft(row.id(), spool.key(governed, now));
        PackageWriter writer = new PackageWriter(governed, draft);
        Edition edition = row.edition(governed);
        String sql = delta ? rows.delta(row.number()) : rows.full();
        long written;
        String wanting = "";
        if (governed.edFi()) {
            EdFiPackage edFi = new EdFiPackage(transaction, governed, draft, edition);
            written = edFi.write(sql, writer);
            wanting = edFi.wanting();
        } else {
            written = governed.roster()
                    ? writer.roster(transaction, sql, edition)
                    : writer.data(transaction, sql, delta, row.created());
        }
        writer.dictionary(delta && !governed.many());
        String sha256 = writer.manifest(edition, rows.admission(), persons);
        String message = rows.emptiness().isEmpty() ? wanting : rows.emptiness();
        deliveries.prepared(
                row, new DeliveryTable.Packed(written, persons, rows.admission().withheld(), sha256, message));
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
