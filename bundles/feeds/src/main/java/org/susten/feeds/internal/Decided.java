// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.susten.db.Sql;
import org.susten.feeds.internal.FeedState.Told;
import org.susten.feeds.product.Governed;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Admission;
import org.susten.governance.Agreements.Withheld;

/**
 * Who of the population of a feed of changes may be spoken of, kept from look to look. Of whom nothing has happened that decides it, it is
 * decided as it was; whoever is asked about in review, or was, is decided about each time, for the question may have been answered.
 */
final class Decided {

    /** Whom it is to be decided about again. */
    static final String AGAIN = "feed_undecided";

    private static final String WHO =
            """
            drop table if exists pg_temp.feed_undecided;
            create temp table feed_undecided on commit drop as
              with touched as (
                select l.person from store.touched_v1 t join identity.link_v1 l on l.row = t.person where t.commit > ? and t.entity = any (?)
                union select person from identity.touched_v1 where id > ?
                union select person from identity.review_v1
                union select other from identity.review_v1
                union select person from feeds.decided where feed = ? and withheld like '%' || ?
              )
              select person from touched
              union select p.redirect from touched join identity.person_v1 p using (person) where p.redirect is not null""";

    private static final String GONE =
            """
            delete from feeds.decided d where feed = ? %s
              and not exists (
                select from governance_decision g where g.person = d.person and g.withheld is not distinct from d.withheld)""";

    private static final String COME =
            """
            insert into feeds.decided (feed, person, withheld)
            select ?, person, withheld from governance_decision g
            where not exists (select from feeds.decided d where d.feed = ? and d.person = g.person)""";

    private static final String COUNT =
            "select coalesce(withheld, ''), count(*) from feeds.decided where feed = ? group by withheld order by withheld nulls first";

    private final Connection transaction;
    private final Agreements agreements;
    private final Governed governed;
    private final String feed;
    private final Instant now;
    private final LocalDate day;

    Decided(Connection transaction, Agreements agreements, Governed governed, Instant now) {
        this.transaction = transaction;
        this.agreements = agreements;
        this.governed = governed;
        this.feed = governed.feed().id();
        this.now = now;
        this.day = agreements.day(now);
    }

    /** Keeps what was just decided about all. */
    void all() throws SQLException {
        keep("");
        FeedRows.analyze(transaction, "feeds.decided");
        Sql.run(transaction, "update feeds.feed set decided_scope = ? where feed = ?", scope(), feed);
    }

    /** Whether it was decided about all, on this day and under this agreement. */
    boolean known() throws SQLException {
        return Sql.exists(transaction, "select 1 from feeds.feed where feed = ? and decided_scope = ?", feed, scope());
    }

    /** Decides about those of whom something has happened since the partner was told, and keeps it. */
    void again(Told told) throws SQLException {
        Sql.run(transaction, WHO, told.commit(), Admission.DECISIVE, told.event(), feed, Admission.IN_REVIEW);
        if (Sql.exists(transaction, "select 1 from feed_undecided limit 1")) {
            agreements.decide(transaction, feed, now, AGAIN);
            keep("and d.person in (select person from feed_undecided)");
        }
    }

    private void keep(String among) throws SQLException {
        Sql.run(transaction, GONE.formatted(among), feed);
        Sql.run(transaction, COME, feed, feed);
    }

    /** How many are admitted and withheld; the relation holds those who are asked for. */
    Admission admission(String relation) throws SQLException {
        long admitted = 0;
        List<Withheld> withheld = new ArrayList<>();
        for (Withheld counted :
                Sql.list(transaction, COUNT, row -> new Withheld(row.getString(1), "", row.getLong(2)), feed)) {
            if (counted.clause().isEmpty()) {
                admitted = counted.persons();
            } else {
                withheld.add(Withheld.of(governed.agreement(), counted.clause(), counted.persons()));
            }
        }
        return new Admission(relation, admitted, withheld);
    }

    /** On another day and under another agreement it is decided otherwise, and a connection that is read elsewhere has other people. */
    private String scope() {
        String connection = governed.agreement().population().connection();
        return String.join(
                " ",
                governed.agreement().revision(),
                day.toString(),
                agreements.source(transaction, connection).toString());
    }
}
