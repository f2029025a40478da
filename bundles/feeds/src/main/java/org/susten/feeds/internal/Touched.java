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
import java.util.stream.Stream;
import org.susten.db.Sql;
import org.susten.feeds.internal.FeedState.Told;
import org.susten.feeds.product.Governed;
import org.susten.feeds.product.Recipients;
import org.susten.governance.Agreements.Admission;

/**
 * Of whom something has happened since a partner was told all that its feed says: their records, who they are, whether they may be spoken
 * of, and by which id. Of the others it says the same. Of attendance and the like it is known on which days; of the others of that child
 * it says the same too.
 *
 * <p>{@code feed_touched (person, day)} has them, day is null where all of a child is to be read; {@code feed_touched_sent} what was sent
 * of them, {@code feed_touched_admitted (person)} who of them may be spoken of.
 */
final class Touched {

    /** What the partner has of them, as in {@code feeds.sent}. */
    static final String SENT = "feed_touched_sent";

    private static final Pattern VIEW = Pattern.compile("\\bstore\\.(\\w+)_v1\\b");

    /** Schools, classes and programs, of which the rows of many children speak. */
    private static final String OTHERS =
            "select 1 from store.touched_v1 where commit > ? and person is null and entity = any (?) limit 1";

    private static final String CHANGED =
            """
            drop table if exists pg_temp.feed_happened, pg_temp.feed_touched, pg_temp.feed_touched_admitted, pg_temp.feed_touched_sent,
              pg_temp.feed_admitted;
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

    /** Of them whoever came or went, or is known by several ids. Whatever was sent is of somebody told, as long as it is not taken back. */
    private static final String PEOPLE =
            """
            insert into feed_happened
              select c.person from (select person from feed_happened union select person from feed_undecided) c
              left join feeds.decided d on d.feed = ? and d.person = c.person and d.withheld is null
              left join feeds.told t on t.feed = ? and t.person = c.person
              group by c.person, d.person having count(t.id) <> (case when d.person is null then 0 else 1 end)""";

    /** The same of all: an id that is the partner's own may go from one to another with nothing else of theirs. */
    private static final String ALL_PEOPLE =
            """
            insert into feed_happened
              select a.person from feed_admitted a left join feeds.told t on t.feed = ? and t.person = a.person
              group by a.person having count(t.id) <> 1
              union all select t.person from feeds.told t
              where t.feed = ? and not exists (select from feed_admitted a where a.person = t.person)""";

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
              select person from feeds.decided d
              where feed = ? and withheld is null and exists (select from feed_touched t where t.person = d.person)""";

    private static final String ALL_ADMITTED =
            """
            create temp table feed_admitted on commit drop as select person from feeds.decided where feed = ? and withheld is null""";

    private static final String NAMED =
            """
            delete from feed_link l where not exists (select from feed_touched t where t.person = l.person);
            delete from feed_recipient r where not exists (select from feed_touched t where t.person = r.person);
            analyze feed_link, feed_recipient""";

    private static final String SENT_OF_THEM =
            """
            create temp table %s on commit drop as
              select s.* from (select distinct person from feed_touched where day is null) t
              join feeds.sent s on s.feed = ? and s.person = t.person"""
                    .formatted(SENT);

    /** Keys begin with the id and the day. */
    private static final String SENT_OF_DAYS =
            """
            insert into %s
              select s.* from feed_touched t
              join feeds.sent s on s.feed = ? and s.person = t.person and coalesce(s.key[2], '') = t.day::text
              where t.day is not null"""
                    .formatted(SENT);

    private final Connection transaction;
    private final Governed governed;
    private final FeedState state;

    Touched(Connection transaction, Governed governed, FeedState state) {
        this.transaction = transaction;
        this.governed = governed;
        this.state = state;
    }

    /** What was said of all, and who is admitted of those of whom something has happened. */
    record Narrowed(Sums before, Admission admission) {}

    /**
     * Names those of them who are admitted. Empty, and nobody named, where everything is to be read: on another day, under another agreement
     * or key, where schools, classes or programs have changed, where nobody knows what was told, and where nobody is left.
     */
    Optional<Narrowed> narrow(Recipients recipients, Decided decided, LocalDate day) throws SQLException {
        Told told = state.told().orElse(null);
        Sums before = Sums.parse(state.digest(), governed.shape()).orElse(null);
        if (told == null || before == null || !within(told, recipients, day) || !decided.known()) {
            return Optional.empty();
        }
        boolean own = recipients.own(governed.agreement()).isPresent();
        if (!own && !recipients.sameKey(state.feed(), governed.agreement())) {
            return Optional.empty();
        }
        OptionalInt days = governed.dayKey();
        Sql.run(transaction, CHANGED);
        Sql.run(transaction, RECORDS, days.isPresent(), told.commit(), entities(), told.event());
        decided.again(told);
        Admission admission = decided.admission("feed_touched_admitted");
        if (admission.admitted() == 0) {
            return Optional.empty();
        }
        if (own) {
            Sql.run(transaction, ALL_ADMITTED, state.feed());
            Sql.run(transaction, ALL_PEOPLE, state.feed(), state.feed());
            recipients.name("feed_admitted", governed.agreement());
            Sql.run(transaction, NAMES, state.feed());
        } else {
            Sql.run(transaction, PEOPLE, state.feed(), state.feed());
        }
        Sql.run(transaction, ONCE);
        Sql.run(transaction, ADMITTED, state.feed());
        Sql.run(transaction, "analyze feed_touched_admitted");
        if (own) {
            Sql.run(transaction, NAMED);
        } else {
            recipients.name("feed_touched_admitted", governed.agreement());
        }
        Sql.run(transaction, SENT_OF_THEM, state.feed());
        if (days.isPresent()) {
            Sql.run(transaction, SENT_OF_DAYS, state.feed());
        }
        Sql.run(transaction, "analyze " + SENT);
        return Optional.of(new Narrowed(before, admission));
    }

    private boolean within(Told told, Recipients recipients, LocalDate day) throws SQLException {
        return governed.narrows()
                && state.requested() != FeedState.Request.FULL
                && told.day().equals(day)
                && told.revision().equals(recipients.revision(governed))
                // A backup may have come back without what its partner was sent.
                && state.sent(transaction)
                && !Sql.exists(
                        transaction, "select 1 from identity.change_v1 where survivorship <> ?", told.survivorship())
                && !Sql.exists(
                        transaction,
                        OTHERS,
                        told.commit(),
                        Stream.concat(entities().stream(), Admission.DECISIVE.stream())
                                .toList());
    }

    private List<String> entities() {
        return VIEW.matcher(governed.sql())
                .results()
                .map((MatchResult view) -> view.group(1))
                .distinct()
                .toList();
    }
}
