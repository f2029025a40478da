// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.identity.People;

/** The person index in PostgreSQL. */
@Component
public final class JdbcPeople implements People, Chore {

    private static final String SCHEMA = "identity";

    /** Held while the index changes, until the transaction ends; readers do not wait. */
    static final String LOCK = "select pg_advisory_xact_lock(hashtext('susten.identity'))";

    /** The same for whoever has time: true where nobody holds it. */
    static final String TRY_LOCK = LOCK.replace("pg_advisory", "pg_try_advisory");

    private static final String REVIEWS =
            """
            select r.id, a.row, b.person, r.reason, r.since from identity.review r
            join identity.link a on a.record = r.a join identity.link b on b.record = r.b where r.state = 'open'""";

    /** Keeps what the run was decided against, and counts what came of it. */
    private static final String DECIDED =
            """
            with decided as (insert into identity.run (run, relation, seen, records, model) values (?, ?, ?, ?, ?))
            select (select count(*) from identity.pending_link where run = ? and former is null and kind <> 'created'),
                   (select count(*) from identity.pending_link where run = ? and kind = 'created'),
                   (select count(distinct a) from identity.pending_review where run = ?)
            """;

    /** What a run was decided against, and what it would be decided against now. */
    private static final String SEEN =
            """
            select relation, seen, model, records, (select count(*) from identity.pending_record p where p.run = r.run) as there,
                   %s as change, %s as in_force from identity.run r where run = ?
            """
                    .formatted(Moment.LAST_CHANGE, Moment.MODEL);

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
    public String what() {
        return "keeping the person index fast";
    }

    @Override
    public Duration first() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    /** A hub remembers its records soon after its start, and again where it had to forget them. */
    @Override
    public void look(Instant now) {
        remember();
        gather();
    }

    /** Gathers the keys of records that came, where they are many; what is left while a run has the index is gathered later. */
    public void gather() {
        gather(BlockTable.Measure.OF_HUB);
    }

    void gather(BlockTable.Measure measure) {
        long next = database.inTransaction(c -> BlockTable.gather(c, measure));
        while (next < Long.MAX_VALUE && !Thread.currentThread().isInterrupted()) {
            long from = next;
            next = database.inTransaction(c -> BlockTable.gather(c, measure, from));
        }
    }

    /** Remembers what the runs to come would otherwise have to read. */
    public void remember() {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = database.inTransaction(c -> sketches.fill(c, models));
        }
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
    public long listedTwice(Connection transaction, long run) {
        return checked(() -> Sql.list(
                        transaction,
                        "select count(*) from identity.pending_review where run = ? and reason = ?",
                        row -> row.getLong(1),
                        run,
                        Reasons.ONE_SOURCE)
                .get(0));
    }

    /** A run that has been decided; {@code stands} where nothing has changed since. */
    private record Decided(String relation, long records, long model, boolean stands) {}

    @Override
    public void apply(Connection transaction, long run, long commit) {
        checked(() -> {
            Sql.run(transaction, LOCK);
            Decided decided = decided(transaction, run);
            if (!decided.stands) {
                // The index changed since: what was new then may be known now. Or a crash took what was pending.
                decide(transaction, run, decided.relation);
                decided = decided(transaction, run);
            }
            new Application(transaction, run, commit, "rules").apply(decided.model, decided.records);
            return commit;
        });
    }

    private Decided decided(Connection transaction, long run) throws SQLException {
        return Sql.list(transaction, SEEN, this::decided, run).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("run " + run + " has not been resolved"));
    }

    private Decided decided(ResultSet row) throws SQLException {
        boolean stands = row.getLong("seen") == row.getLong("change")
                && row.getLong("model") == Models.version(row.getLong("in_force"))
                && row.getLong("records") == row.getLong("there");
        return new Decided(row.getString("relation"), row.getLong("records"), row.getLong("model"), stands);
    }

    private Outcome decide(Connection transaction, long run, String relation) throws SQLException {
        Moment moment = Moment.of(transaction, run);
        if (moment.again()) {
            forget(transaction, run);
        }
        Sql.run(transaction, "set local work_mem = '64MB'; set local jit = off");
        Staging staging = new Staging(transaction, run, reading).stage(relation);
        Sql.planOnce(transaction, staging.kept());
        Models.Versioned inForce = models.of(transaction, moment.model());
        Members members = Members.of(transaction, run, staging);
        Scoring scoring = new Scoring(
                transaction,
                run,
                inForce.model(),
                moment.repeating(),
                staging,
                members,
                sketches.read(transaction, moment, inForce));
        scoring.score();
        Resolution resolution = new Resolution(transaction, run, inForce.model(), moment.repeating(), members);
        resolution.decide(scoring.paired());
        if (scoring.asks() || resolution.asks()) {
            resolution.keepBestReviews();
        }
        Outcome outcome = Sql.list(
                        transaction,
                        DECIDED,
                        r -> new Outcome(r.getLong(1), r.getLong(2), r.getLong(3), staging.known(), staging.closed()),
                        run,
                        relation,
                        moment.change(),
                        staging.kept(),
                        inForce.version(),
                        run,
                        run,
                        run)
                .get(0);
        Sql.planAsEver(transaction);
        return outcome;
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
    public List<Long> tookIn(long person) {
        return read("select person from identity.person where redirect = ? order by person", r -> r.getLong(1), person);
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
