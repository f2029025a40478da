// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.susten.corrections.Corrections.Item;
import org.susten.corrections.Corrections.Notice;
import org.susten.feeds.Letters.Addressee;
import org.susten.governance.Agreement;

/** The table of notices, on one connection. */
final class NoticeTable {

    private static final String NOTICE =
            """
            select n.*, (select count(*) from corrections.item i where i.notice = n.number) items from corrections.notice n""";

    private final Connection connection;

    /** Who is to be deleted or corrected, and why. */
    record Named(Addressee who, String action, String reason) {
        Item item() {
            return new Item(who.id(), action, reason);
        }
    }

    NoticeTable(Connection connection) {
        this.connection = connection;
    }

    long open(String feed, Agreement agreement, LocalDate due, List<Named> named, Instant now) throws SQLException {
        long number;
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into corrections.notice (feed, agreement, partner, partner_name, opened, due)
                values (?, ?, ?, ?, ?, ?) returning number""")) {
            statement.setString(1, feed);
            statement.setString(2, agreement.id());
            statement.setString(3, agreement.partner().id());
            statement.setString(4, agreement.partner().name());
            statement.setTimestamp(5, Timestamp.from(now));
            statement.setDate(6, Date.valueOf(due));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                number = row.getLong(1);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into corrections.item (notice, id, person, action, reason) values (?, ?, ?, ?, ?)")) {
            for (Named each : named) {
                statement.setLong(1, number);
                statement.setString(2, each.who().id());
                statement.setLong(3, each.who().person());
                statement.setString(4, each.action());
                statement.setString(5, each.reason());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return number;
    }

    void carried(long number, String delivery) throws SQLException {
        update("update corrections.notice set delivery = ? where number = ?", delivery, number);
    }

    void alerted(long number) throws SQLException {
        update("update corrections.notice set alerted = ? where number = ?", true, number);
    }

    boolean acknowledge(long number, String how, String who, Instant now) throws SQLException {
        return update(
                        """
                        update corrections.notice set acknowledged = ?, acknowledged_by = ?, how = ?
                        where number = ? and acknowledged is null""",
                        Timestamp.from(now),
                        who,
                        how,
                        number)
                == 1;
    }

    void amendment(long person, String because, String who, Instant now) throws SQLException {
        update(
                "insert into corrections.amendment (person, because, who, at) values (?, ?, ?, ?)",
                person,
                because,
                who,
                Timestamp.from(now));
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    List<Notice> list(boolean all) throws SQLException {
        return select(NOTICE + (all ? "" : " where n.acknowledged is null")
                + " order by n.acknowledged nulls first, n.number");
    }

    Optional<Notice> find(long number) throws SQLException {
        return select(NOTICE + " where n.number = ?", number).stream().findFirst();
    }

    /** Open ones whose day has passed and of which nobody was told. */
    List<Notice> overdue(LocalDate today) throws SQLException {
        return select(
                NOTICE + " where n.acknowledged is null and not n.alerted and n.due < ? order by n.number",
                Date.valueOf(today));
    }

    private List<Notice> select(String sql, Object... values) throws SQLException {
        List<Notice> notices = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Timestamp acknowledged = row.getTimestamp("acknowledged");
                    notices.add(new Notice(
                            row.getLong("number"),
                            row.getString("feed"),
                            row.getString("agreement"),
                            row.getString("partner"),
                            row.getString("partner_name"),
                            row.getLong("items"),
                            row.getTimestamp("opened").toInstant(),
                            row.getDate("due").toLocalDate(),
                            row.getString("delivery"),
                            acknowledged == null ? null : acknowledged.toInstant(),
                            row.getString("acknowledged_by"),
                            row.getString("how")));
                }
            }
        }
        return notices;
    }

    List<Item> items(long number) throws SQLException {
        List<Item> items = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select distinct id, action, reason from corrections.item where notice = ? order by id")) {
            statement.setLong(1, number);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    items.add(new Item(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return items;
    }
}
