// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.db.Seals;
import org.susten.db.Sql;
import org.susten.governance.Agreement;
import org.susten.governance.Ledger;

/**
 * Whom feeds and agreements have told so far, from the ledger. What was told binds the one who was told: a feed and an agreement under which
 * one partner was told of children are never another's, who would be asked to delete, correct or destroy what it never had, and would read of
 * children by another's ids.
 */
@Component(service = JdbcParties.class)
public final class JdbcParties {

    private static final String TOLD =
            """
            select 'feed' kind, feed id, partner from governance.disclosure where feed <> ? group by 2, 3
            union all
            select 'agreement', agreement, partner from governance.disclosure where feed <> ? group by 2, 3""";

    private static final String OTHER =
            """
            (select partner from governance.disclosure where feed = ?
               and not exists (select from governance.disclosure where feed = ? and partner = ?) limit 1)
            union all
            (select partner from governance.disclosure where agreement = ? and feed <> ?
               and not exists (select from governance.disclosure where agreement = ? and partner = ?) limit 1)""";

    private final Database database;
    private final Seals seals;

    /** Brings the schema up to date. */
    @Activate
    public JdbcParties(@Reference Database database, @Reference Seals seals) {
        this.database = database;
        this.seals = seals;
        database.migrate("governance", Ledger.class);
    }

    /** As the ledger has it now. */
    Told told() {
        Map<String, Set<String>> feeds = new TreeMap<>();
        Map<String, Set<String>> agreements = new TreeMap<>();
        database.inTransaction(connection -> Sql.list(
                connection,
                TOLD,
                row -> (row.getString(1).equals("feed") ? feeds : agreements)
                        .computeIfAbsent(row.getString(2), id -> new TreeSet<>())
                        .add(row.getString(3)),
                Ledger.EXCEPTION,
                Ledger.EXCEPTION));
        return new Told(feeds, agreements);
    }

    /**
     * Why an agreement of which all was destroyed tells nothing any more; empty for any other. Its certificate would be untrue, and backups have
     * no key for what came after.
     */
    Optional<String> destroyed(Agreement agreement, ZoneId zone) {
        return seals.destroyed(agreement.id())
                .map(at -> "what was held under it was destroyed on " + LocalDate.ofInstant(at, zone)
                        + ", for good: write a new agreement with a file of another name");
    }

    /** Another partner that was told through the feed or under the agreement, where this one never was. */
    static Optional<String> other(Connection transaction, String feed, Agreement agreement) throws SQLException {
        String partner = agreement.partner().id();
        List<String> others = Sql.list(
                transaction,
                OTHER,
                row -> row.getString(1),
                feed,
                feed,
                partner,
                agreement.id(),
                Ledger.EXCEPTION,
                agreement.id(),
                partner);
        return others.stream().findFirst();
    }

    /** Partners by feed and by agreement. */
    record Told(Map<String, Set<String>> feeds, Map<String, Set<String>> agreements) {

        static final Told NOBODY = new Told(Map.of(), Map.of());

        /** Why an agreement may not tell its partner anything; empty where it may. */
        Optional<String> another(Agreement agreement) {
            return another(agreements.get(agreement.id()), agreement, "under this agreement");
        }

        /** The same of one of its feeds. */
        Optional<String> another(Agreement agreement, String feed) {
            return another(feeds.get(feed), agreement, "through the feed " + feed);
        }

        private static Optional<String> another(@Nullable Set<String> told, Agreement agreement, String how) {
            String partner = agreement.partner().id();
            return told == null || told.contains(partner)
                    ? Optional.empty()
                    : Optional.of(
                            String.join(", ", told) + " was told of children " + how + ", which is never " + partner
                                    + "'s: write a new agreement with feeds of other names for it, and let this one end");
        }
    }
}
