// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.susten.feeds.Announcements.Announcement;
import org.susten.feeds.Announcements.Standing;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;

/** Whom the hub tells that a delivery is there, within one transaction. */
final class AnnouncementTable {

    private final Connection transaction;

    AnnouncementTable(Connection transaction) {
        this.transaction = transaction;
    }

    /** Where the partner wants to be told of a delivery: as its agreement says it, or said it while it was in force and its own. */
    static Optional<String> place(DeliveryRow row, Agreements agreements, Archive archive) {
        Optional<Agreement.Feed> now =
                agreements.feed(row.feed()).filter(f -> row.isOf(agreements.find(f.agreement())));
        return now.isPresent()
                ? now.map(Agreement.Feed::announce)
                : archive.find(row.agreement()).stream()
                        .filter(a -> row.isOf(Optional.of(a)))
                        .flatMap(a -> a.feeds().stream())
                        .filter(f -> f.id().equals(row.feed()))
                        .findFirst()
                        .map(Agreement.Feed::announce);
    }

    /** A delivery is there; told again where it is there again. */
    void add(DeliveryRow row, Agreements agreements, Archive archive) throws SQLException {
        if (place(row, agreements, archive).isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                insert into feeds.announcement (delivery, feed) values (?, ?)
                on conflict (delivery) do update set attempts = 0, next = null, told = null, message = ''""")) {
            statement.setString(1, row.id());
            statement.setString(2, row.feed());
            statement.executeUpdate();
        }
    }

    /** The oldest of the feed that is due. */
    Optional<Announcement> due(String feed, String to, Instant now) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                select d.id, d.partner, case when d.mode = 'letter' then 'letter' else 'data' end kind, d.created,
                       d.destination = 'rest' fetched
                from feeds.announcement a join feeds.delivery d on d.id = a.delivery
                where a.feed = ? and a.told is null and (coalesce(a.next, '-infinity') <= ?
                       or a.next > ? and a.next < 'infinity')
                order by d.number limit 1""")) {
            statement.setString(1, feed);
            statement.setTimestamp(2, Timestamp.from(now));
            // Further ahead than any pause: a clock that was ahead said so.
            statement.setTimestamp(3, Timestamp.from(now.plus(Backoff.LONGEST_ASKED)));
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Announcement(
                                row.getString("id"),
                                feed,
                                row.getString("partner"),
                                row.getString("kind"),
                                row.getTimestamp("created").toInstant(),
                                to,
                                row.getBoolean("fetched")))
                        : Optional.empty();
            }
        }
    }

    /** The delivery has come to nothing, and nobody is told of it any more. That one was given up stays known: the next may fare so too. */
    void withdraw(DeliveryRow row) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                delete from feeds.announcement
                where delivery = ? and told is null and next is distinct from 'infinity'""")) {
            statement.setString(1, row.id());
            statement.executeUpdate();
        }
    }

    void told(String delivery, Instant now) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "update feeds.announcement set attempts = attempts + 1, told = ?, message = '' where delivery = ?")) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, delivery);
            statement.executeUpdate();
        }
    }

    /** One more attempt has failed; without a pause it was the last. */
    void failed(String delivery, String message, Instant now, Optional<Duration> pause) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                update feeds.announcement set attempts = attempts + 1, message = ?, next = coalesce(?, 'infinity'::timestamptz)
                where delivery = ?""")) {
            statement.setString(1, message);
            statement.setTimestamp(
                    2, pause.map(p -> Timestamp.from(now.plus(p))).orElse(null));
            statement.setString(3, delivery);
            statement.executeUpdate();
        }
    }

    /** Whether one of the feed was given up, and none was taken since. */
    boolean givenUp(String feed) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                select coalesce(max(d.number) filter (where a.told is null and a.next = 'infinity'), 0)
                       > coalesce(max(d.number) filter (where a.told is not null), 0)
                from feeds.announcement a join feeds.delivery d on d.id = a.delivery
                where a.feed = ?""")) {
            statement.setString(1, feed);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    int attempts(String delivery) throws SQLException {
        return of(delivery).map(Standing::attempts).orElse(0);
    }

    Optional<Standing> of(String delivery) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "select told, attempts, message from feeds.announcement where delivery = ?")) {
            statement.setString(1, delivery);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Standing(
                                Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant),
                                row.getInt(2),
                                row.getString(3)))
                        : Optional.empty();
            }
        }
    }
}
