// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.susten.db.Sql;
import org.susten.feeds.internal.FeedState.Told;
import org.susten.governance.Agreements.Admission;

/**
 * Of whom something has happened since a partner was told all that its feed says: their records, who they are, whether they may be spoken
 * of, and by which id. Of the others it says the same. Of attendance and the like it is known on which days; of the others of that child
 * it says the same too.
 *
 * <p>{@code feed_touched (person, day)} has them, day is null where all of a child is to be read; {@code feed_touched_sent} what was sent
 * of them. Who may be spoken of is found out anew each time and for everybody; this only spares naming people and reading rows.
 */
final class Touched {

    /** What the partner has of them, as in {@code feeds.sent}. */
    static final String SENT = "feed_touched_sent";

    /** Of rows that are of a day, those of the days. */
    static final String ROWS =
            "join feed_touched x on x.person = l.person and (x.day is null or x.day = " + Dataset.DAY + ')';

    private static final Pattern VIEW = Pattern.compile("\\bstore\\.(\\w+)_v1\\b");

    /** Schools, classes and programs, of which the rows of many children speak. */
    private static final String OTHERS =
            "select 1 from store.touched_v1 where commit > ? and person is null and entity = any (?) limit 1";

    private static final String CHANGED =
            """
            drop table if exists pg_temp.feed_happened, pg_temp.feed_touched, pg_temp.feed_touched_admitted, pg_temp.feed_touched_sent;
            create temp table feed_happened (person bigint not null, day date) on commit drop""";

    private static final String RECORDS =
            """
            with touched as (
              select l.person, case when ? then t.day end as day
              from store.touched_v1 t join identity.link_v1 l on l.row = t.person where t.commit > ? and t.entity = any (?)
              union select person, null from identity.touched_v1 where id > ?
            )
            insert into feed_happened
              select person, day from touched
              union select p.redirect, t.day from touched t join identity.person_v1 p using (person) where p.redirect is not null""";

    /** Whoever came or went, or is known by several ids. Whatever was sent is of somebody told, as long as it is not taken back. */
    private static final String PEOPLE =
            """
            insert into feed_happened
              select a.person from %s a left join feeds.told t on t.feed = ? and t.person = a.person
              group by a.person having count(t.id) <> 1
              union all select t.person from feeds.told t
              where t.feed = ? and not exists (select from %1$s a where a.person = t.person)""";

    /** Whoever goes by another id. */
    private static final String NAMES =
            """
            insert into feed_happened
              select r.person from feed_recipient r join feeds.told t on t.feed = ? and t.person = r.person where t.id <> r.id""";

    private static final String ONCE =
            """
            create temp table feed_touched on commit drop as
              select distinct person, day from feed_happened h
              where day is null
                 or not exists (select from feed_happened o where o.person = h.person and o.day is null);
            create index on feed_touched (person);
            analyze feed_touched""";

    private static final String ADMITTED =
            """
            create temp table feed_touched_admitted on commit drop as
              select distinct a.person from %s a join feed_touched t on t.person = a.person;
            analyze feed_touched_admitted""";

    private static final String NAMED =
            """
            delete from feed_link l where not exists (select from feed_touched t where t.person = l.person);
            delete from feed_recipient r where not exists (select from feed_touched t where t.person = r.person);
            analyze feed_link, feed_recipient""";

    private static final String SENT_OF_THEM = "create temp table " + SENT
            + " on commit drop as select s.* from feeds.sent s join feed_touched t on t.person = s.person%s where s.feed = ?";

    private final Connection transaction;
    private final Governed governed;
    private final FeedState state;

    Touched(Connection transaction, Governed governed, FeedState state) {
        this.transaction = transaction;
        this.governed = governed;
        this.state = state;
    }

    /**
     * Names those of them who are admitted, and returns what was said of all. Empty, and nobody named, where everything is to be read: on
     * another day, under another agreement or key, where schools, classes or programs have changed, and where nobody knows what was told.
     */
    Optional<Sums> narrow(Admission admission, Recipients recipients, LocalDate day) throws SQLException {
        Told told = state.told().orElse(null);
        Sums before = Sums.parse(state.digest(), governed.shape()).orElse(null);
        if (told == null || before == null || !within(told, recipients, day)) {
            return Optional.empty();
        }
        boolean own = recipients.own(governed.agreement()).isPresent();
        if (!own && !recipients.sameKey(state.feed(), governed.agreement())) {
            return Optional.empty();
        }
        OptionalInt days = governed.dayKey();
        Sql.run(transaction, CHANGED);
        Sql.run(transaction, RECORDS, days.isPresent(), told.commit(), entities(), told.event());
        Sql.run(transaction, PEOPLE.formatted(admission.relation()), state.feed(), state.feed());
        if (own) {
            recipients.name(admission.relation(), governed.agreement());
            Sql.run(transaction, NAMES, state.feed());
            Sql.run(transaction, ONCE);
            Sql.run(transaction, NAMED);
        } else {
            Sql.run(transaction, ONCE);
            Sql.run(transaction, ADMITTED.formatted(admission.relation()));
            recipients.name("feed_touched_admitted", governed.agreement());
        }
        String ofTheDay =
                days.isPresent() ? " and (t.day is null or s.key[" + days.getAsInt() + "] = t.day::text)" : "";
        Sql.run(transaction, SENT_OF_THEM.formatted(ofTheDay), state.feed());
        return Optional.of(before);
    }

    private boolean within(Told told, Recipients recipients, LocalDate day) throws SQLException {
        return !governed.many()
                && governed.feed().mode().equals(DeliveryRow.DELTA)
                && state.requested() != FeedState.Request.FULL
                && told.day().equals(day)
                && told.revision().equals(recipients.revision(governed))
                // A backup may have come back without what its partner was sent.
                && state.sent(transaction)
                && !Sql.exists(
                        transaction, "select 1 from identity.change_v1 where survivorship <> ?", told.survivorship())
                && !Sql.exists(transaction, OTHERS, told.commit(), entities());
    }

    private List<String> entities() {
        return VIEW.matcher(governed.sql())
                .results()
                .map((MatchResult view) -> view.group(1))
                .distinct()
                .toList();
    }
}
