// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.susten.corrections.Corrections.Item;
import org.susten.corrections.Corrections.Notice;
import org.susten.db.Sql;
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
        long number = Sql.list(
                        connection,
                        """
                        insert into corrections.notice (feed, agreement, partner, partner_name, opened, due)
                        values (?, ?, ?, ?, ?, ?) returning number""",
                        row -> row.getLong(1),
                        feed,
                        agreement.id(),
                        agreement.partner().id(),
                        agreement.partner().name(),
                        now,
                        due)
                .get(0);
        Sql.run(
                connection,
                """
                insert into corrections.item (notice, id, person, action, reason)
                select ?, * from unnest(?::text[], ?::bigint[], ?::text[], ?::text[])""",
                number,
                named.stream().map(each -> each.who().id()).toList(),
                named.stream().map(each -> each.who().person()).toList(),
                named.stream().map(Named::action).toList(),
                named.stream().map(Named::reason).toList());
        return number;
    }

    void carried(long number, String delivery) throws SQLException {
        Sql.run(connection, "update corrections.notice set delivery = ? where number = ?", delivery, number);
    }

    void alerted(long number) throws SQLException {
        Sql.run(connection, "update corrections.notice set alerted = ? where number = ?", true, number);
    }

    boolean acknowledge(long number, String how, String who, Instant now) throws SQLException {
        return Sql.run(
                        connection,
                        """
                        update corrections.notice set acknowledged = ?, acknowledged_by = ?, how = ?
                        where number = ? and acknowledged is null""",
                        now,
                        who,
                        how,
                        number)
                == 1;
    }

    /**
     * Closes open notices to delete once each of their children was told again since, by the same id, and nothing else is in them. Whoever
     * followed such a notice now would delete what it may have.
     *
     * @return their numbers
     */
    List<Long> toldAgain(Instant now) throws SQLException {
        return Sql.list(
                connection,
                """
                update corrections.notice n set acknowledged = ?, acknowledged_by = ?, how = ?
                where n.acknowledged is null and not exists (
                  select from corrections.item i where i.notice = n.number and (i.action <> 'delete' or not exists (
                    select from feeds.told_v1 t
                    where t.feed = n.feed and t.agreement = n.agreement and t.id = i.id and t.person = i.person
                    and t.at > n.opened)))
                returning n.number""",
                row -> row.getLong(1),
                now,
                "the hub",
                "all of them were told again since: there is nothing to delete any more");
    }

    void amendment(long person, String because, String who, Instant now) throws SQLException {
        Sql.run(
                connection,
                "insert into corrections.amendment (person, because, who, at) values (?, ?, ?, ?)",
                person,
                because,
                who,
                now);
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
                NOTICE + " where n.acknowledged is null and not n.alerted and n.due < ? order by n.number", today);
    }

    private List<Notice> select(String sql, Object... values) throws SQLException {
        return Sql.list(connection, sql, NoticeTable::notice, values);
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getLong("number"),
                row.getString("feed"),
                row.getString("agreement"),
                row.getString("partner"),
                row.getString("partner_name"),
                row.getLong("items"),
                Sql.requiredInstant(row, "opened"),
                row.getDate("due").toLocalDate(),
                row.getString("delivery"),
                Sql.instant(row, "acknowledged").orElse(null),
                row.getString("acknowledged_by"),
                row.getString("how"));
    }

    List<Item> items(long number) throws SQLException {
        return Sql.list(
                connection,
                "select distinct id, action, reason from corrections.item where notice = ? order by id",
                row -> new Item(row.getString(1), row.getString(2), row.getString(3)),
                number);
    }
}
