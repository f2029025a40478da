// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.susten.db.Sql;
import org.susten.feeds.internal.FeedState.Told;

/**
 * Of whom something has happened since a partner was told all that its feed says: their records, who they are, whether they may be spoken
 * of, and by which id. Of the others it says the same. It narrows {@code feed_link} and {@code feed_recipient} to them, and keeps what was
 * sent of them in {@code feed_touched_sent}.
 *
 * <p>Who may be spoken of is found out anew each time and for everybody; this only spares reading rows.
 *
 * @param before all that was said
 */
record Touched(Sums before) {

    /** What the partner has of them, as in {@code feeds.sent}. */
    static final String SENT = "feed_touched_sent";

    private static final Pattern VIEW = Pattern.compile("\\bstore\\.(\\w+)_v1\\b");

    /** Schools, classes and programs, of which the rows of many children speak. */
    private static final String OTHERS =
            "select 1 from store.touched_v1 where commit > ? and person is null and entity = any (?) limit 1";

    private static final String PERSONS =
            """
            create temp table feed_touched on commit drop as
            with touched as (
              select l.person from store.touched_v1 t join identity.link_v1 l on l.row = t.person where t.commit > ?
              union select person from identity.touched_v1 where id > ?
            )
            select person from touched
            union select p.redirect from touched join identity.person_v1 p using (person) where p.redirect is not null
            union select r.person from feed_recipient r left join feeds.told t on t.feed = ? and t.person = r.person
              group by r.person, r.id having count(t.id) <> 1 or min(t.id collate "C") <> r.id
            union select s.person from feeds.sent s
              where s.feed = ? and not exists (select from feed_recipient r where r.person = s.person)""";

    private static final String KEEP =
            """
            create unique index on feed_touched (person);
            analyze feed_touched;
            delete from feed_link l where not exists (select from feed_touched t where t.person = l.person);
            delete from feed_recipient r where not exists (select from feed_touched t where t.person = r.person);
            analyze feed_link, feed_recipient""";

    private static final String SENT_OF_THEM = "create temp table " + SENT
            + " on commit drop as select s.* from feeds.sent s join feed_touched t using (person) where s.feed = ?";

    /**
     * Narrows what follows in this transaction, once everybody is named. Empty, and nothing narrowed, where everything is to be read: on
     * another day, under another agreement, where schools, classes or programs have changed, and where nobody knows what was told.
     */
    static Optional<Touched> narrow(Connection transaction, Governed governed, FeedState state, LocalDate day)
            throws SQLException {
        Told told = state.told().orElse(null);
        Sums before = Sums.parse(state.digest(), governed.shape()).orElse(null);
        if (told == null
                || before == null
                || governed.many()
                || !governed.feed().mode().equals(DeliveryRow.DELTA)
                || state.requested() == FeedState.Request.FULL
                || !told.day().equals(day)
                || !told.revision().equals(governed.revision())
                // A backup may have come back without what its partner was sent.
                || !state.sent(transaction)
                || Sql.exists(
                        transaction, "select 1 from identity.change_v1 where survivorship <> ?", told.survivorship())
                || Sql.exists(transaction, OTHERS, told.commit(), entities(governed))) {
            return Optional.empty();
        }
        Sql.run(transaction, "drop table if exists pg_temp.feed_touched, pg_temp." + SENT);
        Sql.run(transaction, PERSONS, told.commit(), told.event(), state.feed(), state.feed());
        Sql.run(transaction, KEEP);
        Sql.run(transaction, SENT_OF_THEM, state.feed());
        return Optional.of(new Touched(before));
    }

    private static List<String> entities(Governed governed) {
        return VIEW.matcher(governed.sql())
                .results()
                .map((MatchResult view) -> view.group(1))
                .distinct()
                .toList();
    }
}
