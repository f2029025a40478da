// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.susten.db.Sql;
import org.susten.feeds.internal.FeedState.Basis;
import org.susten.feeds.product.Governed;
import org.susten.governance.Agreements;

/** The snapshot of one partner's roster, in one transaction under the feed's lock. */
final class RosterSnapshot {

    /** Rows between two marks. */
    static final int STEP = 100;

    /** Tombstones are kept for longer than a school year. */
    private static final int KEPT_DAYS = 400;

    private static final List<String> MERGE = List.of(
            """
            create temp table roster_next on commit drop as
              select r.kind, r.id, r.person, r.data, r."#hash" hash,
                     coalesce(case r.kind when 'users' then r.data ->> 'role' when 'orgs' then r.data ->> 'type'
                                          when 'academicSessions' then r.data ->> 'type' end, '') sub
              from roster_rows r;
            create unique index on roster_next (kind, id);
            analyze roster_next""",
            """
            update feeds.roster_row w set gone = false, modified = ?, person = n.person, data = n.data, hash = n.hash,
              sub = n.sub, told = false
            from roster_next n
            where w.feed = ? and w.kind = n.kind and w.id = n.id and (w.gone or w.hash <> n.hash)""",
            """
            insert into feeds.roster_row (feed, kind, id, sub, gone, modified, person, data, hash, told)
            select ?, n.kind, n.id, n.sub, false, ?, n.person, n.data, n.hash, false
            from roster_next n
            where not exists (select from feeds.roster_row w where w.feed = ? and w.kind = n.kind and w.id = n.id)""",
            // Who may not be spoken of any more is not: of the row nothing stays but its id.
            """
            update feeds.roster_row w set gone = true, modified = ?, data = '{}', told = false
            where w.feed = ? and not w.gone
              and not exists (select from roster_next n where n.kind = w.kind and n.id = w.id)""",
            "delete from feeds.roster_row where feed = ? and gone and modified < ?");

    private static final List<String> MARKS = List.of(
            "delete from feeds.roster_mark where feed = ?",
            "delete from feeds.roster_count where feed = ?",
            """
            insert into feeds.roster_mark
            select ?, kind, '', n, id from (
              select kind, id, row_number() over (partition by kind order by id) - 1 n
              from feeds.roster_row where feed = ? and not gone) r where n %% %1$d = 0
            union all
            select ?, kind, sub, n, id from (
              select kind, sub, id, row_number() over (partition by kind, sub order by id) - 1 n
              from feeds.roster_row where feed = ? and not gone and sub <> '') r where n %% %1$d = 0"""
                    .formatted(STEP),
            """
            insert into feeds.roster_count
            select ?, kind, '', count(*) from feeds.roster_row where feed = ? and not gone group by kind
            union all
            select ?, kind, sub, count(*) from feeds.roster_row where feed = ? and not gone and sub <> '' group by kind, sub""");

    private final Connection transaction;
    private final Governed governed;
    private final String feed;

    RosterSnapshot(Connection transaction, Governed governed) {
        this.transaction = transaction;
        this.governed = governed;
        this.feed = governed.feed().id();
    }

    /** What the snapshot says of itself. */
    private record State(long version, Basis basis, String shape) {}

    /** Makes it anew where something happened since it was made. Returns its version. */
    long refresh(Agreements agreements, Instant now) throws SQLException {
        Basis basis = basis(agreements, now);
        Optional<State> state = state();
        if (current(state, basis)) {
            return state.orElseThrow().version();
        }
        FeedState.awaitLock(transaction, feed);
        state = state();
        if (current(state, basis)) {
            return state.orElseThrow().version();
        }
        FeedRows.compile(transaction, agreements, governed, now);
        long version = state.map(State::version).orElse(0L);
        if (merge(now.truncatedTo(ChronoUnit.MILLIS)) > 0 || version == 0) {
            version = next();
            marks();
        }
        keep(new State(version, basis, governed.shape()));
        return version;
    }

    /** Whoever remembers answers knows them by it: it is never one that this or another snapshot has had. */
    private long next() throws SQLException {
        return Sql.first(transaction, "select nextval('feeds.roster_version') next", row -> row.getLong("next"))
                .orElseThrow();
    }

    private boolean current(Optional<State> state, Basis basis) {
        return state.filter(s -> s.basis().equals(basis) && s.shape().equals(governed.shape()))
                .isPresent();
    }

    private Basis basis(Agreements agreements, Instant now) throws SQLException {
        return Basis.now(transaction, governed.revision(agreements), agreements.day(now));
    }

    private Optional<State> state() throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "select version, revision, commit, links, day, shape from feeds.roster where feed = ?")) {
            statement.setString(1, feed);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                LocalDate day = row.getDate(5).toLocalDate();
                return Optional.of(new State(
                        row.getLong(1),
                        new Basis(row.getString(2), row.getLong(3), row.getLong(4), day),
                        row.getString(6)));
            }
        }
    }

    private void keep(State state) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                insert into feeds.roster values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (feed) do update set version = excluded.version, revision = excluded.revision,
                  commit = excluded.commit, links = excluded.links, day = excluded.day, shape = excluded.shape,
                  agreement = excluded.agreement""")) {
            statement.setString(1, feed);
            statement.setLong(2, state.version());
            statement.setString(3, state.basis().revision());
            statement.setLong(4, state.basis().commit());
            statement.setLong(5, state.basis().links());
            statement.setDate(6, Date.valueOf(state.basis().day()));
            statement.setString(7, state.shape());
            statement.setString(8, governed.agreement().id());
            statement.executeUpdate();
        }
    }

    /**
     * Partners ask for what was modified after what they saw last: nothing is dated before that, even where the clock was set back. To the
     * millisecond, as partners see it.
     */
    private Instant modified(Instant now) throws SQLException {
        Optional<Instant> last = Sql.first(
                        transaction,
                        "select max(modified) last from feeds.roster_row where feed = ? and modified >= ?",
                        row -> Sql.instant(row, "last"),
                        feed,
                        now)
                .orElseThrow();
        return last.map(t -> t.truncatedTo(ChronoUnit.MILLIS).plusMillis(1)).orElse(now);
    }

    /** Rows that are new, other or gone. */
    private long merge(Instant now) throws SQLException {
        Timestamp modified = Timestamp.from(modified(now));
        execute("drop table if exists pg_temp.roster_next");
        execute(MERGE.get(0));
        long changed = execute(MERGE.get(1), modified, feed)
                + execute(MERGE.get(2), feed, modified, feed)
                + execute(MERGE.get(3), modified, feed);
        execute(MERGE.get(4), feed, Timestamp.from(now.minus(KEPT_DAYS, ChronoUnit.DAYS)));
        return changed;
    }

    private void marks() throws SQLException {
        execute("analyze (skip_locked) feeds.roster_row");
        execute(MARKS.get(0), feed);
        execute(MARKS.get(1), feed);
        execute(MARKS.get(2), feed, feed, feed, feed);
        execute(MARKS.get(3), feed, feed, feed, feed);
    }

    /** Drops the snapshots of other feeds, which may not be asked for any more. */
    static void keepOnly(Connection transaction, List<String> feeds) throws SQLException {
        for (String table : List.of("roster", "roster_row", "roster_mark", "roster_count")) {
            try (PreparedStatement statement =
                    transaction.prepareStatement("delete from feeds." + table + " where feed <> all (?)")) {
                statement.setArray(1, transaction.createArrayOf("text", feeds.toArray()));
                statement.executeUpdate();
            }
        }
    }

    private long execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
            return statement.getUpdateCount();
        }
    }
}
