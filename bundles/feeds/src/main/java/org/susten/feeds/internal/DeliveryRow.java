// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.Deliveries.Acknowledgement;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.packing.Edition;
import org.susten.feeds.product.Governed;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements.Withheld;
import org.susten.governance.RosterFields;

/** One delivery as it is kept. */
record DeliveryRow(
        long number,
        String id,
        String feed,
        String agreement,
        String revision,
        String partner,
        State state,
        String message,
        String mode,
        long since,
        long commit,
        String digest,
        long rows,
        long persons,
        List<Withheld> withheld,
        String sha256,
        String destination,
        int attempts,
        @Nullable Instant nextAttempt,
        Instant created,
        @Nullable Instant delivered,
        @Nullable Instant acknowledged,
        String acknowledgement) {

    /** No data: something the hub has to say. */
    static final String LETTER = "letter";

    /** A delivery that begins. */
    DeliveryRow(
            String id,
            String feed,
            Agreement agreement,
            State state,
            String message,
            Span span,
            String destination,
            Instant now) {
        this(
                0,
                id,
                feed,
                agreement.id(),
                agreement.revision(),
                agreement.partner().id(),
                state,
                message,
                span.mode(),
                span.since(),
                span.commit(),
                span.digest(),
                0,
                0,
                List.of(),
                "",
                destination,
                0,
                null,
                now,
                null,
                null,
                "");
    }

    /** Of what a delivery speaks. */
    record Span(String mode, long since, long commit, String digest) {}

    static DeliveryRow of(ResultSet row) throws SQLException {
        return new DeliveryRow(
                row.getLong("number"),
                row.getString("id"),
                row.getString("feed"),
                row.getString("agreement"),
                row.getString("revision"),
                row.getString("partner"),
                State.valueOf(row.getString("state")),
                row.getString("message"),
                row.getString("mode"),
                row.getLong("since"),
                row.getLong("commit"),
                row.getString("digest"),
                row.getLong("rows"),
                row.getLong("persons"),
                WithheldJson.read(row.getString("withheld")),
                row.getString("package"),
                row.getString("destination"),
                row.getInt("attempts"),
                instant(row.getTimestamp("next_attempt")),
                row.getTimestamp("created").toInstant(),
                instant(row.getTimestamp("delivered")),
                instant(row.getTimestamp("acknowledged")),
                row.getString("acknowledgement"));
    }

    boolean full() {
        return mode.equals(Governed.FULL);
    }

    boolean delta() {
        return mode.equals(Governed.DELTA);
    }

    boolean letter() {
        return mode.equals(LETTER);
    }

    /** Whether an agreement is with the partner whose it is. */
    boolean isOf(Optional<Agreement> found) {
        return found.filter(one -> one.partner().id().equals(partner)).isPresent();
    }

    /** Whether the partner comes for it. */
    boolean offered() {
        return destination.equals(RosterFields.PULLED);
    }

    /** Whether it waits for its next attempt. One that is further ahead than anything waits was set by a clock that was set back since. */
    boolean waits(Instant now) {
        return nextAttempt != null && nextAttempt.isAfter(now) && !nextAttempt.isAfter(now.plus(Backoff.LONGEST_ASKED));
    }

    /** What was noted of the package itself, as long as no failed attempt took its place. */
    String remark() {
        return attempts == 0 ? message : "";
    }

    /** What its package is to say of it. */
    Edition edition(Governed governed) {
        @Nullable
        Long held = governed.delta()
                ? Sums.parse(digest, governed.shape()).map(Sums::rows).orElse(null)
                : null;
        return new Edition(id, mode, since, commit, created, held);
    }

    Delivery delivery(Path folder) {
        return new Delivery(
                id,
                feed,
                agreement,
                partner,
                state,
                message,
                since,
                commit,
                rows,
                persons,
                withheld,
                folder,
                destination,
                attempts,
                created,
                Optional.ofNullable(delivered),
                Optional.ofNullable(nextAttempt),
                Optional.ofNullable(acknowledged).map(at -> new Acknowledgement(at, acknowledgement)));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
