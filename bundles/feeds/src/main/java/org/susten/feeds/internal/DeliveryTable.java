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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.Deliveries.State;
import org.susten.governance.Agreements.Withheld;

/** The table of deliveries, within one transaction. */
final class DeliveryTable {

    /** What a partner comes for holds nothing up but what comes after it on the shelf. */
    private static final String UNFINISHED =
            """
            select * from feeds.delivery where feed = ?
              and (state in ('FORMATTING', 'READY') or state in ('RELEASED', 'DEAD') and destination <> 'rest')
            order by number limit 1""";

    private static final String SHELVED =
            """
            select * from feeds.delivery where feed = ? and mode <> 'letter' and destination = 'rest'
              and state in ('OFFERED', 'RELEASED') order by number desc limit 1""";

    private static final String LAST =
            "select * from feeds.delivery where feed = ? and mode <> 'letter' and digest <> '' order by number desc limit 1";

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

    /** The data that the partner may come for, or has begun to fetch. */
    Optional<DeliveryRow> shelved(String feed) throws SQLException {
        return one(SHELVED, feed);
    }

    /** The latest delivery that told the partner exactly this. */
    Optional<DeliveryRow> delivered(String feed, String digest) throws SQLException {
        return latest(feed, RECENT).stream()
                .filter(d -> d.state() == State.DELIVERED && d.digest().equals(digest))
                .findFirst();
    }

    /** The latest that had something to say. */
    Optional<DeliveryRow> last(String feed) throws SQLException {
        return one(LAST, feed);
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
            return rows(statement);
        }
    }

    /** Those a partner was sent or may come for, newest first. */
    List<DeliveryRow> of(String partner, int limit) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                select * from feeds.delivery where partner = ? and state in ('OFFERED', 'RELEASED', 'DEAD', 'DELIVERED')
                order by number desc limit ?""")) {
            statement.setString(1, partner);
            statement.setInt(2, limit);
            return rows(statement);
        }
    }

    /** Those that are tried no more, oldest first. */
    List<DeliveryRow> dead() throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement("select * from feeds.delivery where state = 'DEAD' order by number")) {
            return rows(statement);
        }
    }

    /** Packages still needed: those on their way, and the last one of each feed. */
    Set<String> packages() throws SQLException {
        Set<String> ids = new HashSet<>();
        try (PreparedStatement statement = transaction.prepareStatement(
                        """
                        select id from feeds.delivery where state in ('READY', 'OFFERED', 'RELEASED', 'DEAD')
                        union
                        (select distinct on (feed) id from feeds.delivery where state = 'DELIVERED' and mode <> 'letter'
                         order by feed, number desc)""");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    private static List<DeliveryRow> rows(PreparedStatement statement) throws SQLException {
        List<DeliveryRow> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(DeliveryRow.of(row));
            }
        }
        return rows;
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

    /** The package is whole. */
    void ready(DeliveryRow row, Packed packed) throws SQLException {
        prepared(row, packed);
        state(row, State.READY, packed.message(), null);
    }

    /** The package is whole, and waits beside its place. */
    void prepared(DeliveryRow row, Packed packed) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                update feeds.delivery set message = ?, rows = ?, persons = ?, withheld = ?::jsonb, package = ?
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

    /** It waits for its next attempt; {@code more} is 1 where one has failed, 0 where none was made. */
    void postpone(DeliveryRow row, String message, Instant now, Duration pause, int more) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "update feeds.delivery set attempts = attempts + ?, message = ?, next_attempt = ? where number = ?")) {
            statement.setInt(1, more);
            statement.setString(2, message);
            statement.setTimestamp(3, Timestamp.from(now.plus(pause)));
            statement.setLong(4, row.number());
            statement.executeUpdate();
        }
    }

    /** The last attempt has failed. */
    void die(DeliveryRow row, String message) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                update feeds.delivery set state = 'DEAD', attempts = attempts + 1, message = ?, next_attempt = null
                where number = ?""")) {
            statement.setString(1, message);
            statement.setLong(2, row.number());
            statement.executeUpdate();
        }
    }

    /** It is sent, from the first attempt on. */
    void revive(DeliveryRow row, String message) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                update feeds.delivery set state = 'RELEASED', attempts = 0, message = ?, next_attempt = null
                where number = ?""")) {
            statement.setString(1, message);
            statement.setLong(2, row.number());
            statement.executeUpdate();
        }
    }

    /** Where a letter goes that has not arrived, once the agreement says another place. */
    void redirect(DeliveryRow row, String destination) throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement("update feeds.delivery set destination = ? where number = ?")) {
            statement.setString(1, destination);
            statement.setLong(2, row.number());
            statement.executeUpdate();
        }
    }

    /** The partner says that it has taken it over; false where it said so before, or cannot have it. */
    boolean acknowledge(DeliveryRow row, String how, Instant now) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                update feeds.delivery set acknowledged = ?, acknowledgement = ?
                where number = ? and acknowledged is null and state in ('RELEASED', 'DEAD', 'DELIVERED')""")) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, how);
            statement.setLong(3, row.number());
            return statement.executeUpdate() == 1;
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
