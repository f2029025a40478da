// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;
import org.susten.engine.Alerts;
import org.susten.engine.Batch;
import org.susten.engine.Intake;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.engine.arrival.EngineConfig;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.arrival.Vault;
import org.susten.engine.connection.Places;
import org.susten.engine.connection.Wiring;
import org.susten.files.OperatorFiles;
import org.susten.files.Secrets;
import org.susten.identity.People;
import org.susten.model.Person;
import org.susten.spi.Trace;
import org.susten.store.Records;

/** The steps of a run on the hub's database. */
@Component(configurationPid = "org.susten.engine")
@Designate(ocd = EngineConfig.class)
public final class RunIntake implements Intake {

    /** From so many on it is no chance. */
    private static final int MANY = 10;

    private static final Logger log = LoggerFactory.getLogger(RunIntake.class);

    /** How often a run is compared again because others are committed; what waits then, waits for the next run. */
    private static final int AGAIN = 5;

    private final EngineDatabase database;
    private final Records records;
    private final People people;
    private final Alerts alerts;
    private final RunNews news;
    private final ActiveRuns active;
    private final Clock clock;
    private final Locks locks;
    private final Places places;

    private final Opening opening;
    private final Interpreter interpreter;
    private final Screening screening;
    private final Committing committing;

    /** On the hub's services. */
    @Activate
    public RunIntake(
            @Reference EngineDatabase database,
            @Reference Wiring wiring,
            @Reference Records records,
            @Reference People people,
            @Reference Vault vault,
            @Reference Secrets secrets,
            @Reference OperatorFiles files,
            @Reference Alerts alerts,
            @Reference RunNews news,
            @Reference ActiveRuns active,
            EngineConfig config) {
        this(
                new Parts(database, wiring, records, people, vault, secrets, files.etc(), alerts, news, active),
                new Setting(
                        Clock.systemUTC(),
                        EngineConfig.Read.zone(config),
                        config.batchRows(),
                        Setting.atOnce(config.runsAtOnce())),
                settings -> Fingerprint.of(settings, files));
    }

    /** What the intake works with. */
    public record Parts(
            EngineDatabase database,
            Wiring wiring,
            Records records,
            People people,
            Vault vault,
            Secrets secrets,
            Path etc,
            Alerts alerts,
            RunNews news,
            ActiveRuns active) {}

    /**
     * Time and measure; {@code atOnce} runs are worked on at the same time, others wait. Each {@code look} it is looked whether
     * connectors still move; the settings of a connection count looks as minutes.
     */
    public record Setting(Clock clock, ZoneId zone, int batchRows, int atOnce, Duration look) {

        /** Whatever a run's size: its batches on their way, and what it may remember of rows. */
        private static final long MEMORY_OF_A_RUN = 96L << 20;

        /** As many runs as the heap has room for. */
        public Setting(Clock clock, ZoneId zone, int batchRows) {
            this(clock, zone, batchRows, atOnce(0));
        }

        public Setting(Clock clock, ZoneId zone, int batchRows, int atOnce) {
            this(clock, zone, batchRows, atOnce, Duration.ofMinutes(1));
        }

        /** As many as are wanted; 0: as many as the heap has room for, whatever their size. */
        public static int atOnce(int wanted) {
            long heap = Runtime.getRuntime().maxMemory();
            int room = (int) Math.max(2, heap / MEMORY_OF_A_RUN);
            if (wanted > room) {
                log.warn(
                        "runsAtOnce in etc/org.susten.engine.cfg is {}, and {} MB of heap have room for {} runs of any size: "
                                + "if more large ones than that may meet, set -Xmx in etc/java.options to at least {}m",
                        wanted,
                        heap >> 20,
                        room,
                        (wanted + 1) * (MEMORY_OF_A_RUN >> 20));
            }
            return wanted > 0 ? wanted : room;
        }
    }

    public RunIntake(Parts parts, Setting setting, UnaryOperator<String> fingerprint) {
        this.database = parts.database();
        this.records = parts.records();
        this.people = parts.people();
        this.alerts = parts.alerts();
        this.news = parts.news();
        this.active = parts.active();
        this.clock = setting.clock();
        this.places = new Places(setting.atOnce());
        this.locks = new Locks(database.database().dataSource());
        this.opening = new Opening(parts, setting, new Dispatcher(setting.zone(), fingerprint));
        this.interpreter = new Interpreter(database);
        this.screening = new Screening(database, clock, setting.zone());
        this.committing = new Committing(database, records, people, clock);
        recover();
    }

    /** What a hub left behind that died: its runs end, and what came for them waits again. */
    private void recover() {
        for (String name : database.inTransaction(Endings::connections)) {
            if (locks.tryLock(name)) {
                try {
                    interrupt(name);
                } finally {
                    locks.unlock(name);
                }
            }
        }
        database.inTransaction(connection -> {
            Opening.lockStages(connection, false);
            records.dropStagesExcept(Endings.staged(connection));
            return connection;
        });
    }

    private void interrupt(String name) {
        for (long run : database.inTransaction(connection -> Endings.abandoned(connection, name))) {
            boolean reheld = database.inTransaction(connection -> Endings.reheld(connection, run));
            if (!reheld) {
                log.info("run {} of {} was interrupted; it is run again", run, name);
                end(run, Failure.INTERRUPTED);
            }
        }
    }

    @Override
    public Optional<Run> open(String connection) {
        if (locks.holds(connection) || !opening.maybe(connection)) {
            return Optional.empty();
        }
        return places.take().flatMap(place -> open(connection, place));
    }

    private Optional<Run> open(String connection, Places.Place place) {
        boolean locked = false;
        boolean opened = false;
        try {
            locked = locks.tryLock(connection);
            if (!locked) {
                return Optional.empty();
            }
            interrupt(connection);
            Optional<Run> run = opening.open(connection, place);
            opened = run.isPresent();
            return run;
        } finally {
            if (!opened) {
                if (locked) {
                    locks.unlock(connection);
                }
                place.leave();
            }
        }
    }

    @Override
    public Batches read(long run) {
        return opening.read(active.get(run));
    }

    @Override
    public Batch map(Batch batch) {
        return interpreter.map(active.get(batch.run()), batch);
    }

    @Override
    public void stage(Batch batch) {
        ActiveRun run = active.get(batch.run());
        if (!batch.mapped().isEmpty()) {
            run.stage.add(batch.mapped());
        }
        run.batchesStaged.increment();
    }

    @Override
    public Run screen(long id) {
        ActiveRun run = active.get(id);
        boolean approved = run.resumed();
        if (approved) {
            opening.refuseLostStage(run);
        } else {
            screening.staged(run);
            tell(id);
        }
        State state = screening.screen(run, approved);
        Run screened = tell(id);
        if (state == State.HELD) {
            alerts.open("hold:" + run.name(), screened.message());
            log.info("run {} of {} is held: {}", id, run.name(), screened.message());
            release(run);
        }
        return screened;
    }

    @Override
    public Run resolve(long id) {
        ActiveRun run = active.get(id);
        return database.inTransaction(connection -> {
            people.repeating(connection, run.system, run.site, run.options.repeats());
            People.Outcome outcome = people.resolve(connection, id, run.stage.people(connection));
            RunTable.people(connection, id, outcome);
            if (outcome.review() >= MANY) {
                listedTwice(connection, run);
            }
            return RunTable.get(connection, id);
        });
    }

    /** A source that lists a child several times, as once for each school, leaves a question for each of them. */
    private void listedTwice(Connection connection, ActiveRun run) throws SQLException {
        long pairs = people.listedTwice(connection, run.id);
        if (pairs >= MANY) {
            RunTable.finding(
                    connection,
                    run.id,
                    pairs
                            + " pairs of people carry the same number in one stream and wait in review; where the source lists"
                            + " somebody several times, as some do for each school, say so in the connection's file: repeats = "
                            + String.join(", ", run.yielding(Person.class)));
        }
    }

    @Override
    public Run commit(long id) {
        ActiveRun run = active.get(id);
        OptionalLong commit = commit(run);
        release(run);
        afterwards(run);
        Run committed = tell(id);
        tellOfQuarantine(committed);
        if (commit.isPresent()) {
            log.info("run {} of {} is commit {}: {}", id, run.name(), commit.getAsLong(), committed.rows());
        } else {
            log.info("run {} of {} changes no record: {}", id, run.name(), committed.rows());
        }
        return committed;
    }

    /** Compares again where another connection's commit brought a parent meanwhile, so that no child waits longer than it must. */
    private OptionalLong commit(ActiveRun run) {
        for (int left = AGAIN; left > 0; left--) {
            try {
                return committing.commit(run, false);
            } catch (Committing.Overtaken overtaken) {
                log.debug("run {} of {} is compared again", run.id, run.name());
                screening.again(run);
                resolve(run.id);
            }
        }
        return committing.commit(run, true);
    }

    /** Nothing here can undo the commit, and a stage that stays is dropped at the next start. */
    private void afterwards(ActiveRun run) {
        try {
            run.stage.drop();
            people.forget(run.id);
            alerts.close("connection:" + run.name());
            alerts.close("hold:" + run.name());
        } catch (DatabaseException e) {
            log.warn("run {} is committed; tidying up comes later: {}", run.id, e.getMessage());
        }
    }

    /** Where most of what came was not understood its records are as they were, and nothing else would tell. */
    private void tellOfQuarantine(Run run) {
        Run.Rows rows = run.rows();
        String subject = "quarantine:" + run.connection();
        try {
            if (rows.quarantined() >= MANY && rows.quarantined() * 2 > rows.read()) {
                alerts.open(
                        subject,
                        "run " + run.id() + ": " + rows.quarantined() + " of " + rows.read()
                                + " rows are in quarantine, and what they are about is as it was: susten:quarantine says why, and"
                                + " who acts");
            } else if (rows.read() > 0) {
                alerts.close(subject);
            }
        } catch (DatabaseException e) {
            log.warn("run {} is committed; nobody is told of its quarantine: {}", run.id(), e.getMessage());
        }
    }

    @Override
    public Run fail(long id, Throwable why) {
        Failure failure = Failure.of(why);
        if (failure.kind().isEmpty()) {
            log.error("run {} failed", id, Trace.bare(why));
        }
        try {
            return end(id, failure);
        } finally {
            active.remove(id).ifPresent(this::leave);
        }
    }

    private Run end(long id, Failure failure) {
        boolean ended = database.inTransaction(connection -> Endings.fail(connection, id, failure, clock.instant()));
        Run run = database.inTransaction(connection -> RunTable.get(connection, id));
        if (ended && run.state() == State.FAILED) {
            records.stage(id).drop();
            people.forget(id);
        }
        if (ended) {
            if (!failure.equals(Failure.INTERRUPTED)) {
                alerts.open("connection:" + run.connection(), "run " + id + ": " + run.message());
                log.info("run {} of {} failed: {}", id, run.connection(), run.message());
            }
            news.tell(run);
        }
        return run;
    }

    private void release(ActiveRun run) {
        active.remove(run.id).ifPresent(this::leave);
    }

    private void leave(ActiveRun run) {
        run.calls.close();
        locks.unlock(run.name());
        run.place.leave();
    }

    private Run tell(long id) {
        Run run = database.inTransaction(connection -> RunTable.get(connection, id));
        news.tell(run);
        return run;
    }

    /** Gives every lock back; what still runs is interrupted. */
    @Deactivate
    public void close() {
        locks.close();
    }
}
