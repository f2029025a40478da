// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.engine.Alerts;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;
import org.susten.model.words.Count;

/**
 * Tells of refusals that name what no agreement, purpose or partner is called by, and of those about a number that no child has: they withhold
 * nobody, and whoever said them believes that they do. How many and of which source, never whose.
 */
@Component
public final class Unmeant implements Chore {

    private static final String SUBJECT = "refusals:";

    private static final String UNMEANT =
            """
            select s.system, s.site, count(*)
            from store.consent_record_v1 c join store.stream_v1 s on s.stream = c.stream
            where c.kind in ('refusal', 'directoryOptOut') and lower(btrim(c.scope)) <> all (?::text[])
              and coalesce(c."end" >= ?, true)
            group by 1, 2""";

    /**
     * A form knows a child by its number only. Where nothing else in the hub has or had that number, nobody with a name or birth date is found by
     * it. A child who has left was known.
     */
    private static final String UNKNOWN =
            """
            select s.system, s.site, count(*)
            from store.consent_record_v1 c join store.stream_v1 s on s.stream = c.stream join identity.link_v1 l on l.row = c.person
            where c.kind in ('refusal', 'directoryOptOut') and coalesce(c."end" >= ?, true)
              and not exists (select from identity.link_v1 m join store.person_v1 p on p.row = m.row
                where m.person = l.person and coalesce(p.given_name, p.family_name, p.birth_date::text) is not null)
              and not exists (select from identity.link_v1 m join store.person_closed_v1 p on p.row = m.row
                where m.person = l.person and coalesce(p.given_name, p.family_name, p.birth_date::text) is not null)
            group by 1, 2""";

    private final Database database;
    private final Agreements agreements;
    private final Archive archive;
    private final Alerts alerts;

    @Activate
    public Unmeant(
            @Reference Database database,
            @Reference Agreements agreements,
            @Reference Archive archive,
            @Reference Alerts alerts) {
        this.database = database;
        this.agreements = agreements;
        this.archive = archive;
        this.alerts = alerts;
    }

    @Override
    public String what() {
        return "looking for refusals that name nothing";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void look(Instant now) {
        LocalDate today = agreements.day(now);
        List<String> known = Stream.concat(agreements.all().stream(), archive.all().stream())
                .flatMap(Unmeant::names)
                .distinct()
                .toList();
        Map<String, String> due = new HashMap<>();
        database.inTransaction(connection -> {
            unmeant(connection, known, today, due);
            unknown(connection, today, due);
            return due;
        });
        alerts.settle(SUBJECT, due);
    }

    private static Stream<String> names(Agreement agreement) {
        return Stream.of(
                        agreement.id(), agreement.purpose(), agreement.partner().id())
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    private static void unmeant(Connection connection, List<String> known, LocalDate today, Map<String, String> due)
            throws SQLException {
        Sql.list(
                connection,
                UNMEANT,
                row -> due.put(
                        SUBJECT + row.getString(1) + '/' + row.getString(2),
                        nobody(row)
                                + "no agreement, purpose or partner of this hub is called what stands there. Steward: see what their forms are about (ConsentRecord.scope), and have the source"
                                + " write an agreement's id, its purpose or its partner's id; one that names nothing"
                                + " counts for all"),
                known,
                today);
    }

    private static String nobody(ResultSet row) throws SQLException {
        return row.getString(1) + '/' + row.getString(2) + " has "
                + Count.of(row.getLong(3), "refusal or opt-out that withholds", "refusals or opt-outs that withhold")
                + " nobody: ";
    }

    private static void unknown(Connection connection, LocalDate today, Map<String, String> due) throws SQLException {
        Sql.list(
                connection,
                UNKNOWN,
                row -> due.put(
                        SUBJECT + row.getString(1) + '/' + row.getString(2) + ":unknown",
                        nobody(row)
                                + "nothing else in this hub knows a child by the number that stands there. Steward: compare the numbers with the paper forms, and have the source mend those that were"
                                + " mistyped; of a child that is new this closes by itself once its source has sent it"),
                today);
    }
}
