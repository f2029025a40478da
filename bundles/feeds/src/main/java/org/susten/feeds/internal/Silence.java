// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.feeds.product.Governed;
import org.susten.feeds.product.Grants;
import org.susten.feeds.product.Recipients;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Admission;

/** Why feeds that may run say nothing. */
final class Silence {

    /** Feeds whose latest delivery held rows. */
    private static final String TELLING =
            """
            select feed from (
              select distinct on (feed) feed, state, rows from feeds.delivery where mode <> 'letter' order by feed, number desc
            ) latest where state <> 'STOPPED' and rows > 0""";

    private final Database database;
    private final Grants grants;
    private final Agreements agreements;
    private final Instant now;

    Silence(Database database, Grants grants, Instant now) {
        this.database = database;
        this.grants = grants;
        this.agreements = grants.agreements();
        this.now = now;
    }

    /** By feed, in sentences for people. */
    Map<String, String> all() {
        Set<String> telling = Set.copyOf(
                database.inTransaction(transaction -> Sql.list(transaction, TELLING, row -> row.getString(1))));
        Map<String, String> silent = new HashMap<>();
        for (Agreement agreement : agreements.all()) {
            List<Governed> asked = new ArrayList<>();
            for (Agreement.Feed feed : agreement.feeds()) {
                Optional<Governed> governed = grants.of(feed.id());
                if (governed.isEmpty()) {
                    grants.lack(feed.id()).ifPresent(lack -> silent.put(feed.id(), lack));
                } else if (!feed.pulled()
                        && !telling.contains(feed.id())
                        && Opening.denial(agreements, governed.get(), now).isEmpty()) {
                    asked.add(governed.get());
                }
            }
            if (!asked.isEmpty()) {
                silent.putAll(database.inTransaction(transaction -> of(transaction, asked)));
            }
        }
        return silent;
    }

    /** Those of one agreement, which admits the same people to all of them. */
    private Map<String, String> of(Connection transaction, List<Governed> asked) throws SQLException {
        Governed first = asked.get(0);
        Admission admission = agreements.admit(transaction, first.feed().id(), now);
        new Recipients(transaction, agreements).name(admission.relation(), first.agreement());
        Map<String, String> silent = new HashMap<>();
        for (Governed governed : asked) {
            String why = why(transaction, admission, governed);
            if (!why.isEmpty()) {
                silent.put(governed.feed().id(), why);
            }
        }
        return silent;
    }

    private String why(Connection transaction, Admission admission, Governed governed) throws SQLException {
        if (governed.many()) {
            return FeedRows.compile(transaction, agreements, governed, now).emptiness();
        }
        return admission.admitted() > 0
                        && Sql.exists(transaction, "select 1 from (" + governed.sql() + ") rows limit 1")
                ? ""
                : FeedRows.nobody(admission, governed);
    }
}
