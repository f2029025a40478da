// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.identity.People;
import org.susten.identity.matching.Model;

/** The person index in PostgreSQL. */
@Component
public final class JdbcPeople implements People {

    private static final String SCHEMA = "identity";

    /** Held while the index changes, until the transaction ends; readers do not wait. */
    static final String LOCK = "select pg_advisory_xact_lock(hashtext('susten.identity'))";

    /** Grows with whatever a run is decided by. */
    private static final String LAST_CHANGE =
            "select (select coalesce(max(id), 0) from identity.event) + (select coalesce(max(id), 0) from identity.revised)";

    private static final String REVIEWS =
            """
            select r.id, a.row, b.person, r.reason, r.since from identity.review r
            join identity.link a on a.record = r.a join identity.link b on b.record = r.b where r.state = 'open'""";

    private static final String OUTCOME =
            """
            select (select count(*) from identity.pending_link where run = ? and former is null and kind <> 'created'),
                   (select count(*) from identity.pending_link where run = ? and kind = 'created'),
                   (select count(distinct a) from identity.pending_review where run = ?)
            """;

    private static final String FORGET =
            """
            with records as (delete from identity.pending_record where run = ?),
            keys as (delete from identity.pending_key where run = ?),
            edges as (delete from identity.pending_edge where run = ?),
            links as (delete from identity.pending_link where run = ?),
            reviews as (delete from identity.pending_review where run = ?)
            delete from identity.run where run = ?
            """;

    private final Database database;
    private final Reading reading;
    private final Models models = new Models();
    private final Sketchbook sketches = new Sketchbook();

    /** Brings the schema up to date. */
    @Activate
    public JdbcPeople(@Reference Database database) {
        this(database, Reading.HUB);
    }

    /** An index over people that are read in another way than a hub's. */
    public JdbcPeople(Database database, Reading reading) {
        this.database = database;
        this.reading = reading;
        database.migrate(SCHEMA, People.class);
    }

    @Override
    public Outcome resolve(Connection transaction, long run, String relation) {
        return checked(() -> decide(transaction, run, relation));
    }

    @Override
    public void repeating(Connection transaction, String system, String site, Set<String> streams) {
        checked(() -> {
            Repeating.say(transaction, system, site, streams);
            return system;
        });
    }

    @Override
    public void apply(Connection transaction, long run, long commit) {
        checked(() -> {
            Sql.run(transaction, LOCK);
            record Seen(String relation, long change, long model, boolean whole) {}
            Seen seen = Sql.list(
                            transaction,
                            "select relation, seen, model, records = (select count(*) from identity.pending_record p where p.run = r.run) from identity.run r where run = ?",
                            r -> new Seen(r.getString(1), r.getLong(2), r.getLong(3), r.getBoolean(4)),
                            run)
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("run " + run + " has not been resolved"));
            boolean moved = Sql.number(transaction, LAST_CHANGE) != seen.change
                    || models.inForce(transaction).version() != seen.model;
            if (moved || !seen.whole) {
                // The index changed since: what was new then may be known now. Or a crash took what was pending.
                decide(transaction, run, seen.relation);
            }
            new Application(transaction, run, commit, "rules")
                    .apply(models.inForce(transaction).version());
            forget(transaction, run);
            Sql.planAsEver(transaction);
            return commit;
        });
    }

    private Outcome decide(Connection transaction, long run, String relation) throws SQLException {
        long change = Sql.number(transaction, LAST_CHANGE);
        forget(transaction, run);
        Sql.run(transaction, "set local work_mem = '64MB'; set local jit = off");
        Staging staging = new Staging(transaction, run, reading).stage(relation);
        // Plans of prepared statements outlive the moment when a table was empty.
        Sql.run(transaction, "set local enable_seqscan = off");
        Sql.planOnce(transaction, staging.kept());
        Models.Versioned inForce = models.inForce(transaction);
        Model model = inForce.model();
        Set<Integer> repeating = Repeating.of(transaction);
        new Scoring(transaction, run, model, repeating, staging, sketches.read(transaction, inForce)).score();
        new Resolution(transaction, run, model, repeating, staging.changed()).decide();
        Sql.update(
                transaction,
                "insert into identity.run (run, relation, seen, records, model) values (?, ?, ?, ?, ?)",
                run,
                relation,
                change,
                staging.kept(),
                inForce.version());
        Sql.planAsEver(transaction);
        return Sql.list(
                        transaction,
                        OUTCOME,
                        r -> new Outcome(r.getLong(1), r.getLong(2), r.getLong(3), staging.known(), staging.closed()),
                        run,
                        run,
                        run)
                .get(0);
    }

    @Override
    public void forget(long run) {
        database.inTransaction(c -> {
            forget(c, run);
            return run;
        });
    }

    static void forget(Connection connection, long run) throws SQLException {
        Sql.update(connection, FORGET, run, run, run, run, run, run);
    }

    @Override
    public OptionalLong personOf(UUID row) {
        return read("select person from identity.link where row = ?", r -> r.getLong(1), row).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public List<Review> reviews(long after, int limit) {
        return read(REVIEWS + " and r.id > ? order by r.id limit ?", JdbcPeople::review, after, limit);
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
            return new Decisions(c, models.inForce(c), who).decide(review, same).isPresent();
        });
    }

    @Override
    public boolean merge(long person, long other, String who) {
        return database.inTransaction(c -> {
            Sql.run(c, LOCK);
            return new Decisions(c, models.inForce(c), who).merge(person, other);
        });
    }

    @Override
    public boolean unmerge(long person, String who) {
        return database.inTransaction(c -> {
            Sql.run(c, LOCK);
            return new Decisions(c, models.inForce(c), who).unmerge(person);
        });
    }

    @Override
    public Optional<Explanation> explain(UUID row, UUID other) {
        return database.inTransaction(c -> Explaining.explain(c, models.inForce(c), row, other));
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
