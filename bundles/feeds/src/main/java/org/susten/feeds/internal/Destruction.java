// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.susten.db.Sql;

/** Deletes what is kept only for an agreement that has ended. */
final class Destruction {

    private static final List<String> BY_FEED =
            List.of("sent", "told", "decided", "roster_row", "roster_mark", "roster_count", "roster");
    private static final List<String> BY_DELIVERY = List.of("packed_row", "packed_person");

    private final Connection transaction;

    Destruction(Connection transaction) {
        this.transaction = transaction;
    }

    /** Of packages that had not arrived nothing will; returns the deliveries of the agreement. */
    List<String> of(String agreement) throws SQLException {
        for (String feed : Sql.list(
                transaction,
                "select feed from feeds.agreement_v1 where agreement = ?",
                row -> row.getString(1),
                agreement)) {
            FeedState.awaitLock(transaction, feed);
            for (String table : BY_FEED) {
                Sql.run(transaction, "delete from feeds." + table + " where feed = ?", feed);
            }
            FeedState.forget(transaction, feed);
        }
        for (String table : BY_DELIVERY) {
            Sql.run(
                    transaction,
                    "delete from feeds." + table
                            + " where delivery in (select number from feeds.delivery where agreement = ?)",
                    agreement);
        }
        Sql.run(
                transaction,
                "delete from feeds.announcement where delivery in (select id from feeds.delivery where agreement = ?)",
                agreement);
        Sql.run(
                transaction,
                "delete from feeds.letter where delivery in (select id from feeds.delivery where agreement = ?)",
                agreement);
        Sql.run(
                transaction,
                "update feeds.delivery set state = 'STOPPED', message = 'destroyed with the agreement'"
                        + " where agreement = ? and state in ('FORMATTING', 'READY', 'OFFERED', 'RELEASED', 'DEAD')",
                agreement);
        return Sql.list(
                transaction, "select id from feeds.delivery where agreement = ?", row -> row.getString(1), agreement);
    }

    /** Rows deleted stay on disk until their pages are written anew; this does so. Partners wait for moments. */
    static void rewrite(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table :
                    List.of("sent", "told", "decided", "roster_row", "roster_mark", "packed_row", "packed_person")) {
                statement.execute("vacuum (full) feeds." + table);
            }
        }
    }
}
