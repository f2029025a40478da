// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.susten.governance.Ledger.Entry;

/** Reads entries of the ledger as people ask for them. */
final class LedgerEntries {

    private static final String ENTRY =
            """
            select e.id, e.person, d.at, d.delivery, d.feed, d.agreement, d.partner_name, d.purpose, d.legal_basis,
                   d.fields, d.onward, %s as together
            from governance.ledger_entry e join governance.disclosure d on d.number = e.disclosure""";

    private static final String LATEST = ENTRY.formatted("false") + " where e.id < ? order by e.id desc limit ?";

    /**
     * Entries written under a former id are the person's, and the former id may be the one asked for. Records of theirs that were
     * another's from one moment to another were spoken of under that one's id meanwhile; before and after, nobody spoke of them there.
     */
    private static final String OF =
            """
            with recursive now as (select coalesce((select redirect from identity.person_v1 where person = ?), ?) as person),
            own as (
              select person from now union select p.person from identity.person_v1 p join now n on p.redirect = n.person),
            other as (
              select p.row, p.former as person, p.id, p.at as until
              from own join identity.placed_v1 p using (person) join identity.link_v1 l using (row)
              where p.former is not null and l.person in (select person from now)
              union
              select p.row, p.former, p.id, p.at
              from other o join identity.placed_v1 p on p.person = o.person and p.row = o.row and p.id < o.id
              where p.former is not null),
            meanwhile as (
              select o.person, o.until, (
                select max(p.at) from identity.placed_v1 p
                where p.person = o.person and p.row = o.row and p.id < o.id) as since
              from other o where o.person not in (select person from own)),
            told as (
              select e.id, false as together from own join governance.ledger_entry e using (person)
              union
              select e.id, true from meanwhile m join governance.ledger_entry e using (person)
              join governance.disclosure d on d.number = e.disclosure where d.at >= m.since and d.at < m.until)
            """
                    + ENTRY.formatted("t.together") + " join told t on t.id = e.id order by e.id";

    private LedgerEntries() {}

    /** A person's, oldest first. */
    static List<Entry> of(Connection connection, long person) throws SQLException {
        return query(connection, OF, person, person);
    }

    /** The last ones before an entry, newest first. */
    static List<Entry> latest(Connection connection, long before, int limit) throws SQLException {
        return query(connection, LATEST, before, limit);
    }

    private static List<Entry> query(Connection connection, String sql, long first, long second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            statement.setLong(2, second);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
            return entries;
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getLong("person"),
                row.getString("delivery"),
                row.getString("feed"),
                row.getString("agreement"),
                row.getString("partner_name"),
                row.getString("purpose"),
                row.getString("legal_basis"),
                List.of((String[]) row.getArray("fields").getArray()),
                List.of((String[]) row.getArray("onward").getArray()),
                row.getBoolean("together"));
    }
}
