// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.db.Sql;
import org.susten.engine.Intake;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.engine.arrival.ArrivalTable;
import org.susten.engine.arrival.PaceTable;
import org.susten.engine.arrival.RawInlet;
import org.susten.engine.arrival.RawShredding;
import org.susten.engine.connection.ConnectorCalls;
import org.susten.engine.connection.ConnectorThreads;
import org.susten.engine.connection.Options;
import org.susten.engine.connection.Places;
import org.susten.engine.connection.RunContext;
import org.susten.engine.connection.Wiring;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.store.Stage;
import org.susten.store.StageLostException;

/** Begins runs: their record, their stage, their input. */
public final class Opening {

    private static final int WATCHED = 200_000;
    private static final long STAGES = 0x5347_4553L;

    private final RunIntake.Parts parts;
    private final RunIntake.Setting setting;
    private final Dispatcher dispatcher;
    private final ConnectorThreads threads;

    Opening(RunIntake.Parts parts, RunIntake.Setting setting, Dispatcher dispatcher) {
        this.threads = new ConnectorThreads(setting.look());
        this.parts = parts;
        this.setting = setting;
        this.dispatcher = dispatcher;
    }

    /** Whether it is worth to take the connection's lock. */
    boolean maybe(String name) {
        return parts.wiring()
                .wired(name)
                .map(wired -> parts.database().inTransaction(connection -> dispatcher.maybe(connection, wired)))
                .orElse(false);
    }

    /** Begins the next run, passing over what need not be read. Under the connection's lock. */
    Optional<Run> open(String name, Places.Place place) {
        Wiring.Wired wired = parts.wiring().wired(name).orElse(null);
        while (wired != null) {
            Wiring.Wired source = wired;
            Optional<Dispatcher.Next> next = parts.database()
                    .inTransaction(connection ->
                            dispatcher.next(connection, source, setting.clock().instant()));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            if (next.get() instanceof Dispatcher.Next.Start start) {
                return Optional.of(start(source, start.due(), place));
            }
            if (next.get() instanceof Dispatcher.Next.Resume resume) {
                return Optional.of(resume(source, resume.run(), place));
            }
            if (next.get() instanceof Dispatcher.Next.Skip skip) {
                parts.news().tell(skip(name, skip));
            }
        }
        return Optional.empty();
    }

    private Run start(Wiring.Wired wired, Due due, Places.Place place) {
        String name = wired.connection().name();
        Instant now = setting.clock().instant();
        Opened opened = parts.database().inTransaction(connection -> {
            lockStages(connection, true);
            long id = RunTable.add(connection, name, due, now);
            ArrivalTable.take(connection, id, due.arrivals());
            ArrivalTable.move(connection, id, "taken");
            Sql.run(connection, "update engine.request set run = ?, tried = true where request = ?", id, due.request());
            PaceTable.started(connection, name, now, due.fingerprint());
            Stage stage = parts.records().stage(id);
            ActiveRun run = new ActiveRun(id, wired, due, stage, outdated(connection, name, due), calls(wired), place);
            run.watch(QuarantineTable.openKeys(connection, name, WATCHED));
            if (due.replays() != null) {
                run.watchPositions(QuarantineTable.positions(connection, due.replays()));
            }
            return new Opened(run, RunTable.get(connection, id));
        });
        parts.active().add(opened.run());
        parts.news().tell(opened.record());
        return opened.record();
    }

    private Run resume(Wiring.Wired wired, long id, Places.Place place) {
        Opened opened = parts.database().inTransaction(connection -> {
            Due due = new Due(
                    "replay", "", ArrivalTable.of(connection, id), null, replays(connection, id), false, "", "");
            ActiveRun run = new ActiveRun(id, wired, due, parts.records().stage(id), false, calls(wired), place);
            run.resume();
            return new Opened(run, RunTable.get(connection, id));
        });
        parts.active().add(opened.run());
        return opened.record();
    }

    /** Worked on from now on only once its transaction is over: what fails before leaves nothing behind. */
    private record Opened(ActiveRun run, Run record) {}

    private ConnectorCalls calls(Wiring.Wired wired) {
        Options options = Options.of(wired.connection().settings());
        return threads.calls(wired.connection().name(), options.stall(), options.longest());
    }

    private static @Nullable Long replays(Connection connection, long run) throws SQLException {
        return Sql.first(
                        connection,
                        "select replays from engine.run where run = ?",
                        row -> Sql.number(row, "replays"),
                        run)
                .flatMap(replays -> replays)
                .orElse(null);
    }

    private Run skip(String name, Dispatcher.Next.Skip skip) {
        Instant now = setting.clock().instant();
        return parts.database().inTransaction(connection -> {
            Optional<Long> before = RunTable.skippedBefore(connection, name, skip.due());
            long id = before.isPresent() ? before.get() : RunTable.add(connection, name, skip.due(), now);
            ArrivalTable.take(connection, id, skip.due().arrivals());
            ArrivalTable.move(connection, id, "done");
            RunTable.move(connection, id, State.COMMITTED, "READING");
            Sql.run(connection, "update engine.run set skipped = true, started = ? where run = ?", now, id);
            Sql.run(
                    connection,
                    "delete from engine.request where request = ?",
                    skip.due().request());
            RunTable.end(connection, id, now, skip.why());
            return RunTable.get(connection, id);
        });
    }

    /** A replay of what is older than the last commit must not close what came since. */
    private static boolean outdated(Connection connection, String name, Due due) throws SQLException {
        return due.replays() != null
                && Sql.exists(
                        connection,
                        """
                        select 1 from engine.run r where connection = ? and run > ? and state = 'COMMITTED'
                        and not skipped and not part and replays is distinct from ?""",
                        name,
                        due.replays(),
                        due.replays());
    }

    /** Batches of a run; none for a held run that was approved. */
    Intake.Batches read(ActiveRun run) {
        if (run.resumed()) {
            return new NoBatches();
        }
        threads.refuseOverrun(run.name());
        Long replays = run.due.replays();
        parts.database()
                .inTransaction(connection -> RawShredding.ended(connection, run.id))
                .ifPresent(agreement -> {
                    throw new ConnectorException(
                            ConnectorException.Kind.BROKEN,
                            "run " + replays + " cannot be replayed: its raw input was kept for agreement " + agreement
                                    + " only, which has ended, and was destroyed with it for good. Steward: under an agreement in"
                                    + " force its source may send it again");
                });
        boolean gone = parts.database().inTransaction(connection -> ArrivalTable.pruned(connection, run.id))
                || run.due.part() && run.openPositions().isEmpty();
        if (gone) {
            throw new ConnectorException(
                    ConnectorException.Kind.BROKEN,
                    "run " + replays
                            + " cannot be replayed: its raw input is no longer kept, or none of its rows is in quarantine");
        }
        RawInlet arrived = new RawInlet(parts.vault(), run.due.arrivals(), run.calls);
        return new RunBatches(
                run,
                new RunContext(
                        arrived,
                        parts.secrets(),
                        setting.clock(),
                        run.options,
                        parts.etc(),
                        run.calls,
                        run.place,
                        RunContext.ANY,
                        (system, site, stream, each) -> parts.records().people(system, site, stream, each::person)),
                arrived,
                setting.batchRows(),
                cursors(run),
                run.due.part() ? run.openPositions() : null);
    }

    private Map<String, String> cursors(ActiveRun run) {
        Map<String, String> cursors = new HashMap<>();
        if (run.keepsCursors()) {
            parts.database()
                    .inTransaction(connection -> Sql.list(
                            connection,
                            "select stream, value from engine.cursor where connection = ?",
                            row -> cursors.put(row.getString(1), row.getString(2)),
                            run.name()));
            for (Catalogue.Stream stream : run.wired.connection().catalogue().streams()) {
                if (stream.mode() == Catalogue.Mode.SNAPSHOT) {
                    cursors.remove(stream.name());
                }
            }
        }
        return cursors;
    }

    /** A stage that is gone would look like a source without a row. */
    void refuseLostStage(ActiveRun run) {
        boolean staged = parts.database()
                .inTransaction(connection ->
                        Sql.exists(connection, "select 1 from engine.run where run = ? and staged > 0", run.id));
        if (staged && run.stage.size() == 0) {
            throw new StageLostException(run.id);
        }
    }

    /** Keeps the beginning of runs and the dropping of old stages apart. */
    static void lockStages(Connection connection, boolean shared) throws SQLException {
        Sql.list(
                connection,
                shared ? "select pg_advisory_xact_lock_shared(?)" : "select pg_advisory_xact_lock(?)",
                row -> true,
                STAGES);
    }
}
