// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.susten.db.Sql;
import org.susten.feeds.Letters.Addressee;
import org.susten.governance.Agreement;

/** By which id each partner knows whom, within one transaction. */
final class Told {

    /** Of a feed of changes the package itself says who is withdrawn. */
    private static final String WITHDRAWN =
            """
            delete from feeds.told t using (
              select distinct person from feeds.packed_row where delivery = ? and change = 'withdrawn') w
            where t.feed = ? and t.person = w.person""";

    private static final String PACKED =
            """
            insert into feeds.told (feed, id, person, agreement, partner, at, seen)
            select ?, p.id, p.person, ?, ?, ?, (select last from identity.happened_v1) from feeds.packed_person p
            where p.delivery = ? and not p.leaving and p.id is not null
              and not exists (select from feeds.told t where t.feed = ? and t.id = p.id and t.person = p.person)
            on conflict do nothing""";

    private static final String ASKED =
            """
            insert into feeds.told (feed, id, person, agreement, partner, at, seen)
            select feed, id, person, ?, ?, ?, (select last from identity.happened_v1) from feeds.roster_row
            where feed = ? and kind = 'users' and id = any (?) and person <> 0 and not gone
            on conflict do nothing""";

    private static final String ASKED_GONE =
            """
            delete from feeds.told t using feeds.roster_row r
            where r.feed = ? and r.kind = 'users' and r.id = any (?) and r.gone and t.feed = r.feed and t.id = r.id""";

    private static final String FORGET =
            """
            delete from feeds.told t using unnest(?::bigint[], ?::text[]) g(person, id)
            where t.feed = ? and t.person = g.person and t.id = g.id""";

    private final Connection transaction;

    Told(Connection transaction) {
        this.transaction = transaction;
    }

    /** A package leaves. */
    void released(DeliveryRow row, Instant now) throws SQLException {
        Sql.run(transaction, WITHDRAWN, row.number(), row.feed());
        Sql.run(transaction, PACKED, row.feed(), row.agreement(), row.partner(), now, row.number(), row.feed());
        if (row.full()) {
            FeedRows.analyze(transaction, "feeds.told");
        }
    }

    /** A partner reads these users over the OneRoster API; of those gone it reads that they are. */
    void asked(Agreement agreement, String feed, List<String> ids, Instant now) throws SQLException {
        Sql.run(transaction, ASKED_GONE, feed, ids);
        Sql.run(transaction, ASKED, agreement.id(), agreement.partner().id(), now, feed, ids);
    }

    /** The partner is told to delete what it has of them. */
    void forget(String feed, List<Addressee> gone) throws SQLException {
        Sql.run(
                transaction,
                FORGET,
                gone.stream().map(Addressee::person).toList(),
                gone.stream().map(Addressee::id).toList(),
                feed);
    }
}
