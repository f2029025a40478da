// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.Deliveries.State;
import org.susten.governance.Agreements.Withheld;

/** The table of deliveries, within one transaction. */
final class DeliveryTable {

    private static final String UNFINISHED =
            "select * from feeds.delivery where feed = ? and state in ('FORMATTING', 'READY', 'RELEASED') order by number limit 1";

    /** How far back a repetition looks. */
    private static final int RECENT = 20;

    private final Connection transaction;

    DeliveryTable(Connection transaction) {
        this.transaction = transaction;
    }

    Optional<DeliveryRow> find(String id) throws SQLException {
        return one("select * from feeds.delivery where id = ?", id);
    }

    /** The delivery, kept from others to the end of the transaction; a conflict where one changed it since the snapshot. */
    Optional<DeliveryRow> claim(String id) throws SQLException {
        return one("select * from feeds.delivery where id = ? for update", id);
    }

    /** The oldest delivery of the feed that has not come to its end. */
    Optional<DeliveryRow> unfinished(String feed) throws SQLException {
        return one(UNFINISHED, feed);
    }

    /** The latest delivery that told the partner exactly this. */
    Optional<DeliveryRow> delivered(String feed, String digest) throws SQLException {
        return latest(feed, RECENT).stream()
                .filter(d -> d.state() == State.DELIVERED && d.digest().equals(digest))
                .findFirst();
    }

    private Optional<DeliveryRow> one(String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(DeliveryRow.of(row)) : Optional.empty();
            }
        }
    }

    List<DeliveryRow> latest(String feed, int limit) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "select * from feeds.delivery where ? in ('', feed) order by number desc limit ?")) {
            statement.setString(1, feed);
            statement.setInt(2, limit);
            List<DeliveryRow> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(DeliveryRow.of(row));
                }
            }
            return rows;
        }
    }

    /** Adds a delivery, or starts the stopped one of that id again. */
    void insert(DeliveryRow row) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                insert into feeds.delivery (id, feed, agreement, revision, partner, state, message, mode, since, commit, digest,
                                            destination, created)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set state = excluded.state, message = excluded.message, attempts = 0,
                    next_attempt = null, destination = excluded.destination""")) {
            statement.setString(1, row.id());
            statement.setString(2, row.feed());
            statement.setString(3, row.agreement());
            statement.setString(4, row.revision());
            statement.setString(5, row.partner());
            statement.setString(6, row.state().name());
            statement.setString(7, row.message());
            statement.setString(8, row.mode());
            statement.setLong(9, row.since());
            statement.setLong(10, row.commit());
            statement.setString(11, row.digest());
            statement.setString(12, row.destination());
            statement.setTimestamp(13, Timestamp.from(row.created()));
            statement.executeUpdate();
        }
    }

    /** What a package holds, and what there is to say about it. */
    record Packed(long rows, long persons, List<Withheld> withheld, String sha256, String message) {}

    void ready(DeliveryRow row, Packed packed) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                update feeds.delivery set state = 'READY', message = ?, rows = ?, persons = ?, withheld = ?::jsonb, package = ?
                where number = ?""")) {
            statement.setString(1, packed.message());
            statement.setLong(2, packed.rows());
            statement.setLong(3, packed.persons());
            statement.setString(4, WithheldJson.write(packed.withheld()));
            statement.setString(5, packed.sha256());
            statement.setLong(6, row.number());
            statement.executeUpdate();
        }
    }

    void state(DeliveryRow row, State state, String message, @Nullable Instant delivered) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                update feeds.delivery set state = ?, message = ?, delivered = coalesce(?, delivered), next_attempt = null
                where number = ?""")) {
            statement.setString(1, state.name());
            statement.setString(2, message);
            statement.setTimestamp(3, delivered == null ? null : Timestamp.from(delivered));
            statement.setLong(4, row.number());
            statement.executeUpdate();
        }
    }

    /** One more attempt has failed. */
    void postpone(DeliveryRow row, String message, Instant now, Duration pause) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "update feeds.delivery set attempts = attempts + 1, message = ?, next_attempt = ? where number = ?")) {
            statement.setString(1, message);
            statement.setTimestamp(2, Timestamp.from(now.plus(pause)));
            statement.setLong(3, row.number());
            statement.executeUpdate();
        }
    }

    /** Forgets what was packed for a delivery, and who is in its package. */
    void unpack(DeliveryRow row) throws SQLException {
        unpackRows(row);
        delete("feeds.packed_person", row);
    }

    /** Forgets what was packed for a delivery; who is in its package is known for as long as it can still be sent. */
    void unpackRows(DeliveryRow row) throws SQLException {
        delete("feeds.packed_row", row);
    }

    private void delete(String table, DeliveryRow row) throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement("delete from " + table + " where delivery = ?")) {
            statement.setLong(1, row.number());
            statement.executeUpdate();
        }
    }
}
