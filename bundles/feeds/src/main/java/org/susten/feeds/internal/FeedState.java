// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.db.HubClocks;
import org.susten.db.Sql;

/**
 * What a partner was last told, and when the hub last looked.
 *
 * @param digest over all the feed said at its last release; empty before the first
 * @param shape the columns then
 * @param commit the last commit then
 * @param told as of when the feed says what the partner has been told; empty where that is not known
 */
record FeedState(
        String feed,
        String digest,
        String shape,
        long commit,
        String checkedRevision,
        long checkedCommit,
        long checkedLinks,
        @Nullable LocalDate checkedDay,
        Instant checkedAt,
        Request requested,
        String requestedBy,
        Optional<Told> told) {

    private static final String STILL =
            """
            update feeds.feed set told_revision = checked_revision, told_commit = checked_commit, told_event = checked_event,
                told_survivorship = checked_survivorship, told_day = checked_day""";

    /** How a packed row p finds what the partner has of it. */
    private static final String HAD =
            "s.feed = ? and s.person = p.former and coalesce(s.key[2], '') = coalesce(p.key[2], '') and s.key = p.key";

    private static final String CHANGED =
            "update feeds.sent s set person = p.person, hash = p.hash from feeds.packed_row p"
                    + " where p.delivery = ? and p.change = 'changed' and " + HAD;

    private static final String GONE =
            """
            delete from feeds.sent where ctid = any (array(
              select h.at from feeds.packed_row p cross join lateral (
                select s.ctid as at from feeds.sent s where %s limit 1) h
              where p.delivery = ? and p.change in ('closed', 'withdrawn')))"""
                    .formatted(HAD);

    /** A point in time at which the feed said exactly what the partner has been told. */
    record Told(String revision, long commit, long event, long survivorship, LocalDate day) {}

    /** What somebody asked for. */
    enum Request {
        NONE(""),
        ANY("any"),
        FULL("full");

        private final String code;

        Request(String code) {
            this.code = code;
        }

        static Request of(String code) {
            return code.isEmpty() ? NONE : valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** One step of a feed at a time, on one hub at a time, to the end of the transaction; false where another makes one. */
    static boolean lock(Connection transaction, String feed) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "select pg_try_advisory_xact_lock(hashtextextended('susten:feed:' || ?, 0))")) {
            statement.setString(1, feed);
            try (ResultSet locked = statement.executeQuery()) {
                locked.next();
                return locked.getBoolean(1);
            }
        }
    }

    /** Waits for the lock. */
    static void awaitLock(Connection transaction, String feed) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "select pg_advisory_xact_lock(hashtextextended('susten:feed:' || ?, 0))")) {
            statement.setString(1, feed);
            statement.execute();
        }
    }

    /** The feed's state; a feed seen for the first time begins now, and one seen last by a clock that was ahead begins anew. */
    static FeedState of(Connection transaction, String feed, Instant now) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement("select * from feeds.feed where feed = ?")) {
            statement.setString(1, feed);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && !row.getTimestamp("checked_at").toInstant().isAfter(HubClocks.latest(now))) {
                    return of(row);
                }
            }
        }
        try (PreparedStatement statement = transaction.prepareStatement(
                "insert into feeds.feed (feed, checked_at) values (?, ?) on conflict (feed) do update set checked_at = excluded.checked_at"
                        + " returning *")) {
            statement.setString(1, feed);
            statement.setTimestamp(2, Timestamp.from(now));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return of(row);
            }
        }
    }

    private static FeedState of(ResultSet row) throws SQLException {
        Date day = row.getDate("checked_day");
        return new FeedState(
                row.getString("feed"),
                row.getString("digest"),
                row.getString("columns"),
                row.getLong("commit"),
                row.getString("checked_revision"),
                row.getLong("checked_commit"),
                row.getLong("checked_links"),
                day == null ? null : day.toLocalDate(),
                row.getTimestamp("checked_at").toInstant(),
                Request.of(row.getString("requested")),
                row.getString("requested_by"),
                told(row));
    }

    private static Optional<Told> told(ResultSet row) throws SQLException {
        Date day = row.getDate("told_day");
        return day == null
                ? Optional.empty()
                : Optional.of(new Told(
                        row.getString("told_revision"),
                        row.getLong("told_commit"),
                        row.getLong("told_event"),
                        row.getLong("told_survivorship"),
                        day.toLocalDate()));
    }

    /** What a feed's words depend on: the agreement, what is committed, who is who, and the day, as consents begin and end. */
    record Basis(String revision, long commit, long links, LocalDate day) {

        /** As it is now. */
        static Basis now(Connection transaction, String revision, LocalDate day) throws SQLException {
            try (Statement statement = transaction.createStatement();
                    ResultSet row = statement.executeQuery("select coalesce(max(id), 0) from store.commit_v1")) {
                row.next();
                long commit = row.getLong(1);
                return new Basis(revision, commit, commit == 0 ? 0 : links(statement), day);
            }
        }

        private static long links(Statement statement) throws SQLException {
            try (ResultSet row = statement.executeQuery("select last from identity.change_v1")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Whether nothing has happened since the hub looked last. */
    boolean current(Basis basis) {
        return new Basis(checkedRevision, checkedCommit, checkedLinks, checkedDay == null ? LocalDate.MIN : checkedDay)
                .equals(basis);
    }

    /** Whether it is on record which rows the partner has. */
    boolean sent(Connection transaction) throws SQLException {
        return Sql.exists(transaction, "select 1 from feeds.sent where feed = ? limit 1", feed);
    }

    void checked(Connection transaction, Basis basis, Instant now) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                update feeds.feed f set checked_revision = ?, checked_commit = ?, checked_links = ?, checked_day = ?,
                    checked_event = c.event, checked_survivorship = c.survivorship,
                    checked_at = ?, asked = requested, requested = '', requested_by = ''
                from identity.change_v1 c where feed = ?""")) {
            statement.setString(1, basis.revision());
            statement.setLong(2, basis.commit());
            statement.setLong(3, basis.links());
            statement.setDate(4, Date.valueOf(basis.day()));
            statement.setTimestamp(5, Timestamp.from(now));
            statement.setString(6, feed);
            statement.executeUpdate();
        }
    }

    /** What was found at the last look is what the partner has been told. */
    static void still(Connection transaction, String feed) throws SQLException {
        update(transaction, STILL + " where feed = ?", feed);
    }

    static void request(Connection transaction, String feed, boolean full, String who, Instant now)
            throws SQLException {
        of(transaction, feed, now);
        try (PreparedStatement statement = transaction.prepareStatement(
                "update feeds.feed set requested = case when requested = 'full' then 'full' else ? end, requested_by = ? where feed = ?")) {
            statement.setString(1, full ? Request.FULL.code : Request.ANY.code);
            statement.setString(2, who);
            statement.setString(3, feed);
            statement.executeUpdate();
        }
    }

    /** A delivery came to nothing: the hub looks again, and what somebody asked for is still asked for. */
    static void recheck(Connection transaction, DeliveryRow delivery) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                update feeds.feed set checked_revision = '',
                    requested = case when 'full' in (requested, asked) then 'full'
                        when requested = '' and (asked <> '' or digest = ?) then 'any' else requested end
                where feed = ?""")) {
            statement.setString(1, delivery.digest());
            statement.setString(2, delivery.feed());
            statement.executeUpdate();
        }
    }

    /** What the partner was told can no longer be relied on: the next delivery is full. */
    static void forget(Connection transaction, String feed) throws SQLException {
        update(
                transaction,
                "update feeds.feed set checked_revision = '', digest = '', columns = '', told_day = null where feed = ?",
                feed);
    }

    private static void update(Connection transaction, String sql, String feed) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            statement.setString(1, feed);
            statement.executeUpdate();
        }
    }

    /** The package leaves: from here on the partner has been told. */
    static void told(Connection transaction, DeliveryRow delivery, String shape, boolean delta) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "update feeds.feed set digest = ?, columns = ?, commit = ?, told_day = null where feed = ?")) {
            statement.setString(1, delivery.digest());
            statement.setString(2, shape);
            statement.setLong(3, delivery.commit());
            statement.setString(4, delivery.feed());
            statement.executeUpdate();
        }
        if (delta) {
            sent(transaction, delivery);
            // The last look was the one that found what this package says, if nothing has been committed since.
            Sql.run(
                    transaction,
                    STILL + " where feed = ? and checked_commit = ? and split_part(checked_revision, '+', 1) = ?"
                            // Of a measure it would not be known.
                            + " and split_part(checked_revision, '+', 3) = ''",
                    delivery.feed(),
                    delivery.commit(),
                    delivery.revision());
        }
    }

    private static void sent(Connection transaction, DeliveryRow delivery) throws SQLException {
        boolean full = delivery.full();
        if (full) {
            update(transaction, "delete from feeds.sent where feed = ?", delivery.feed());
        } else {
            Sql.run(transaction, CHANGED, delivery.number(), delivery.feed());
            Sql.run(transaction, GONE, delivery.feed(), delivery.number());
        }
        Sql.run(
                transaction,
                "insert into feeds.sent select ?, key, person, hash from feeds.packed_row where hash is not null and delivery = ? and (change = 'added' or ?)",
                delivery.feed(),
                delivery.number(),
                full);
        if (full) {
            FeedRows.analyze(transaction, "feeds.sent");
        }
    }
}
