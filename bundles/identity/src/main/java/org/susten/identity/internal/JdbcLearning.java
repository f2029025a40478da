// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Background;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.identity.IdentityException;
import org.susten.identity.Learning;
import org.susten.identity.People;
import org.susten.identity.matching.Model;
import org.susten.model.words.Count;

/** Learns, reports and scores anew on one thread of its own, at most one hub at a time. */
@Component(configurationPid = "org.susten.identity", immediate = true)
public final class JdbcLearning implements Learning {

    private static final Logger log = LoggerFactory.getLogger(JdbcLearning.class);

    /** So many records are too few to learn from: chance would teach more than they. */
    static final long FEWEST = 500;

    /** Held by the hub that works; another one leaves the work to it. */
    private static final String TURN = "select pg_try_advisory_lock(hashtext('susten.identity.learning'))";

    private static final String TURN_OVER = "select pg_advisory_unlock(hashtext('susten.identity.learning'))";

    private final Database database;
    private final Clock clock;
    private final Executor background;
    private final @Nullable Background minutes;
    private final Models models = new Models();
    private volatile String doing = "";
    private volatile Duration every;

    /** Looks for work a minute from now, and each minute. */
    @Activate
    public JdbcLearning(
            @Reference Database database,
            // Its tables are used; this asks that they are there.
            @Reference People people,
            IdentityConfig config) {
        this.database = database;
        this.clock = Clock.systemUTC();
        this.every = Duration.ofDays(config.learnDays());
        this.minutes = Background.of("learning who is who", Duration.ofMinutes(1), Duration.ofMinutes(1), this::tick);
        this.background = minutes;
    }

    JdbcLearning(Database database, Duration every, Clock clock, Executor background) {
        this.database = database;
        this.clock = clock;
        this.every = every;
        this.minutes = null;
        this.background = background;
    }

    /** In place: what is under way goes on. */
    @Modified
    void settings(IdentityConfig config) {
        every = Duration.ofDays(config.learnDays());
    }

    @Deactivate
    void close() {
        if (minutes != null) {
            minutes.close();
        }
    }

    /** Goes on with scoring anew; learns where it is time. */
    void tick() {
        boolean planned = database.inTransaction(
                c -> Sql.number(c, "select count(*) from identity.rescoring where done is null") > 0);
        if (planned) {
            work("scoring anew", this::rescore);
        }
        boolean due = !every.isZero() && database.<Boolean>inTransaction(this::due);
        if (due) {
            work("learning", this::learn);
        }
    }

    private boolean due(Connection c) throws SQLException {
        Optional<Instant> last = new ModelTable(c).lastLearnt();
        Instant now = clock.instant();
        // Learnt at a time that is yet to come: the clock was ahead, and nobody knows for how long.
        boolean waited = last.isEmpty()
                || !last.get().plus(every).isAfter(now)
                || last.get().isAfter(now.plus(Duration.ofDays(1)));
        return waited && records(c) >= FEWEST;
    }

    private static long records(Connection c) throws SQLException {
        return Sql.number(c, "select count(*) from identity.link where features is not null");
    }

    @Override
    public void learn(String who) {
        long records = database.inTransaction(JdbcLearning::records);
        if (records < FEWEST) {
            throw new IdentityException(
                    IdentityException.Kind.STATE,
                    "the index has " + Count.of(records, "record", "records") + ", and the hub learns from " + FEWEST
                            + " on");
        }
        log.info("{} lets the hub learn", who);
        background.execute(() -> work("learning", this::learn));
    }

    @Override
    public Optional<String> doing() {
        return Optional.of(doing).filter(d -> !d.isEmpty());
    }

    @Override
    public List<Version> versions() {
        return database.inTransaction(c -> new ModelTable(c).all());
    }

    @Override
    public Optional<Report> report(long number) {
        return database.inTransaction(c -> new ModelTable(c).report(number));
    }

    @Override
    public void accept(long number, String who) {
        database.inTransaction(c -> {
            Sql.run(c, JdbcPeople.LOCK);
            Version version = find(c, number);
            if (version.state() == State.IN_FORCE) {
                throw state("version " + number + " is in force");
            }
            if (!version.reported()) {
                throw state("what version " + number
                        + " would change is not reported yet: wait for its report and read it");
            }
            new ModelTable(c).accept(version, who, clock.instant());
            return number;
        });
        log.info("{} puts version {} of the model in force", who, number);
        background.execute(() -> work("scoring anew", this::rescore));
    }

    @Override
    public void refuse(long number, String who) {
        database.inTransaction(c -> {
            Version version = find(c, number);
            if (version.state() != State.PROPOSED) {
                throw state("version " + number + " waits for nobody");
            }
            new ModelTable(c).refuse(version, who);
            return number;
        });
    }

    private static Version find(Connection c, long number) throws SQLException {
        return new ModelTable(c)
                .find(number)
                .orElseThrow(
                        () -> new IdentityException(IdentityException.Kind.UNKNOWN, "there is no version " + number));
    }

    private static IdentityException state(String message) {
        return new IdentityException(IdentityException.Kind.STATE, message);
    }

    // --- in the background -----------------------------------------------------------------------

    /** Does work unless another hub is at it; what fails is tried again at the next turn. */
    private void work(String what, Runnable work) {
        try (Connection turn = database.dataSource().getConnection()) {
            if (Sql.list(turn, TURN, r -> r.getBoolean(1)).get(0)) {
                try {
                    work.run();
                } finally {
                    doing = "";
                    Sql.run(turn, TURN_OVER);
                }
            }
        } catch (SQLException e) {
            log.warn(
                    "{} stopped: {}; it goes on in a minute",
                    what,
                    DatabaseException.of(e).getMessage());
        } catch (DatabaseException e) {
            log.warn("{} stopped: {}; it goes on in a minute", what, e.getMessage());
        }
    }

    private void learn() {
        doing = "learning";
        Model model = database.inTransaction(Lessons::learn);
        Instant now = clock.instant();
        boolean isNew = database.inTransaction(c -> new ModelTable(c).propose(model, now));
        long version = model.version();
        boolean reported = database.inTransaction(c ->
                Sql.number(c, "select count(*) from identity.model where version = ? and reported is not null", version)
                        > 0);
        if (!isNew && reported) {
            log.info("the hub learnt from {} records what it knew", model.people());
            return;
        }
        new Trial(database, version, model)
                .report(now, records -> doing = "reporting what would change: " + records + " records scored");
        Report report = report(0).orElseThrow();
        log.info(
                "version {} of the model, learnt from {} records, would link {} persons, part {} and ask {} questions;"
                        + " susten:model report tells all",
                report.version().number(),
                model.people(),
                report.links(),
                report.unlinks(),
                report.reviews());
    }

    private void rescore() {
        long done = 0;
        for (long batch = batch(); batch > 0; batch = batch()) {
            done += batch;
            doing = "scoring anew: " + done + " records done";
        }
        if (done > 0) {
            log.info("{} records have been scored anew", done);
        }
    }

    /** One batch of the oldest plan; how many records, 0 where no plan is left. */
    private long batch() {
        record Plan(long id, int stream, long after, String who) {}
        return database.inTransaction(c -> {
            Sql.run(c, JdbcPeople.LOCK);
            Optional<Plan> plan = Sql.list(
                            c,
                            "select id, coalesce(stream, -1), after, who from identity.rescoring where done is null order by id limit 1",
                            r -> new Plan(r.getLong(1), r.getInt(2), r.getLong(3), r.getString(4)))
                    .stream()
                    .findFirst();
            if (plan.isEmpty()) {
                return 0L;
            }
            Plan next = plan.get();
            Models.Versioned inForce = models.inForce(c);
            long last = new Rescoring(c, inForce, Repeating.of(c), next.who())
                    .batch(next.after(), next.stream(), Staging.SLICE);
            if (last == 0) {
                Sql.update(
                        c,
                        "update identity.rescoring set done = ? where id = ?",
                        java.sql.Timestamp.from(clock.instant()),
                        next.id());
                return 1L;
            }
            Sql.update(c, "update identity.rescoring set after = ? where id = ?", last, next.id());
            return (long) Staging.SLICE;
        });
    }
}
