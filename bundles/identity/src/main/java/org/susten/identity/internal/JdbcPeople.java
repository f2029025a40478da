// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.identity.People;

/** The person index in PostgreSQL. */
@Component
public final class JdbcPeople implements People {

    private static final String SCHEMA = "identity";

    /** Held while the index changes, until the transaction ends; readers do not wait. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('susten.identity'))";

    private static final String LAST_EVENT = "select coalesce(max(id), 0) from identity.event";

    private final Database database;

    /** Brings the schema up to date. */
    @Activate
    public JdbcPeople(@Reference Database database) {
        this.database = database;
        database.migrate(SCHEMA, People.class);
    }

    @Override
    public Outcome resolve(Connection transaction, long run, String relation) {
        return checked(() -> decide(transaction, run, relation));
    }

    @Override
    public void apply(Connection transaction, long run, long commit) {
        checked(() -> {
            Sql.run(transaction, LOCK);
            record Seen(String relation, long event) {}
            Seen seen = Sql.list(
                            transaction,
                            "select relation, seen from identity.run where run = ?",
                            r -> new Seen(r.getString(1), r.getLong(2)),
                            run)
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("run " + run + " has not been resolved"));
            if (Sql.number(transaction, LAST_EVENT) != seen.event) {
                // Another run changed the index since: what was new then may be known now.
                decide(transaction, run, seen.relation);
            }
            new Application(transaction, run).apply(commit);
            forget(transaction, run);
            return commit;
        });
    }

    private static Outcome decide(Connection transaction, long run, String relation) throws SQLException {
        long event = Sql.number(transaction, LAST_EVENT);
        Sql.update(
                transaction,
                "insert into identity.run (run, relation, seen) values (?, ?, ?) on conflict (run) do update set relation = excluded.relation, seen = excluded.seen",
                run,
                relation,
                event);
        return new Resolution(transaction, run).decide(relation);
    }

    @Override
    public void forget(long run) {
        database.inTransaction(c -> {
            forget(c, run);
            return run;
        });
    }

    private static void forget(Connection connection, long run) throws SQLException {
        Sql.run(connection, new RunTables(run).dropAll());
        Sql.update(connection, "delete from identity.run where run = ?", run);
    }

    @Override
    public OptionalLong personOf(UUID row) {
        return read("select person from identity.link where row = ?", r -> r.getLong(1), row).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public List<Review> reviews(long after, int limit) {
        return read(
                "select id, row, candidate, reason, since from identity.review where state = 'open' and id > ? order by id limit ?",
                JdbcPeople::review,
                after,
                limit);
    }

    @Override
    public long reviewCount() {
        return read("select count(*) from identity.review where state = 'open'", r -> r.getLong(1))
                .get(0);
    }

    @Override
    public boolean decide(long review, boolean same, String who) {
        return database.inTransaction(c -> {
            Sql.run(c, LOCK);
            Optional<Review> open = Sql.list(
                            c,
                            "select id, row, candidate, reason, since from identity.review where id = ? and state = 'open' for update",
                            JdbcPeople::review,
                            review)
                    .stream()
                    .findFirst();
            if (open.isEmpty()) {
                return false;
            }
            decide(c, open.get(), same, who);
            return true;
        });
    }

    private static void decide(Connection c, Review item, boolean same, String who) throws SQLException {
        String state = same ? "same" : "not-same";
        Sql.update(c, "update identity.review set state = ? where id = ?", state, item.id());
        Sql.update(
                c,
                "insert into identity.event (kind, row, person, rule, who) values (?, ?, ?, 'decision', ?)",
                state,
                item.row(),
                item.candidate(),
                who);
        long person = Sql.number(c, "select person from identity.link where row = ?", item.row());
        long kept = same && person != item.candidate()
                ? new Merge(c).merge(item.row(), person, item.candidate(), who)
                : item.candidate();
        Sql.update(
                c,
                "insert into identity.decision (row, person, same, who) values (?, ?, ?, ?) on conflict (row, person) do update set same = excluded.same, who = excluded.who, at = clock_timestamp()",
                item.row(),
                kept,
                same,
                who);
    }

    @Override
    public List<Event> history(long person) {
        return read(
                "select id, at, kind, row, person, former, rule, who from identity.event where person = ? or former = ? order by id",
                r -> new Event(
                        r.getLong(1),
                        r.getTimestamp(2).toInstant(),
                        r.getString(3),
                        r.getObject(4, UUID.class),
                        r.getLong(5),
                        Optional.ofNullable(r.getObject(6, Long.class)),
                        r.getString(7),
                        r.getString(8)),
                person,
                person);
    }

    @Override
    public List<UUID> rows(long person) {
        return read(
                "select row from identity.link where person = (select coalesce(redirect, person) from identity.person where person = ?) order by row",
                r -> r.getObject(1, UUID.class),
                person);
    }

    private static Review review(ResultSet r) throws SQLException {
        return new Review(
                r.getLong(1),
                r.getObject(2, UUID.class),
                r.getLong(3),
                r.getString(4),
                r.getTimestamp(5).toInstant());
    }

    private <T> List<T> read(String sql, Sql.Reader<T> reader, Object... parameters) {
        return checked(() -> {
            try (Connection connection = database.dataSource().getConnection()) {
                return Sql.list(connection, sql, reader, parameters);
            }
        });
    }

    @FunctionalInterface
    private interface Action<T> {
        T run() throws SQLException;
    }

    private static <T> T checked(Action<T> action) {
        try {
            return action.run();
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }
}
