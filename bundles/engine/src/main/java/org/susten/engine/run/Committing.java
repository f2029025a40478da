// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import org.susten.db.Sql;
import org.susten.engine.Run.State;
import org.susten.engine.arrival.ArrivalTable;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.arrival.PaceTable;
import org.susten.engine.arrival.RawShredding;
import org.susten.identity.People;
import org.susten.store.Records;

/** Makes a run's rows, links, cursors, arrivals and record so, all or nothing. */
public final class Committing {

    private final EngineDatabase database;
    private final Records records;
    private final People people;
    private final Clock clock;

    Committing(EngineDatabase database, Records records, People people, Clock clock) {
        this.database = database;
        this.records = records;
        this.people = people;
        this.clock = clock;
    }

    /** Says that the run has to be compared again; carries nothing and is caught at once. */
    @SuppressWarnings("serial") // never written anywhere
    static final class Overtaken extends RuntimeException {
        Overtaken() {
            super("another run was committed since this one was screened", null, false, false);
        }
    }

    /**
     * Returns the run's place in the order of commits; empty where it changes no record.
     *
     * @param last where false, a run whose children could come in by comparing again is not committed
     * @throws Overtaken in that case
     */
    OptionalLong commit(ActiveRun run, boolean last) {
        return database.inTransaction(connection -> {
            // Fails where another hub took the run over; until the end it keeps others from doing so.
            Screening.own(connection, run.id, State.COMMITTED, "SCREENED");
            RawShredding.refuseEnded(connection, run.due.arrivals());
            settle(connection, run);
            if (!run.stage.differs(connection)) {
                merge(connection, run, 0, last);
                return OptionalLong.empty();
            }
            long commit = records.nextCommit(connection, run.id);
            merge(connection, run, commit, last);
            people.apply(connection, run.id, commit);
            Sql.run(connection, "update engine.run set commit = ? where run = ?", commit, run.id);
            return OptionalLong.of(commit);
        });
    }

    private static void merge(Connection connection, ActiveRun run, long commit, boolean last) {
        run.stage.merge(connection, commit);
        if (!last && run.stage.overtaken(connection)) {
            throw new Overtaken();
        }
    }

    private void settle(Connection connection, ActiveRun run) throws SQLException {
        Instant now = clock.instant();
        for (Reading reading : RunTable.readings(connection, run.id)) {
            if (!reading.cursor().isEmpty() && run.keepsCursors()) {
                cursor(connection, run, reading);
            }
            if (reading.complete() && reading.organizations().isEmpty()) {
                QuarantineTable.closeStream(connection, run.name(), reading.stream(), run.id);
            }
        }
        QuarantineTable.closeAgain(connection, run.name(), run.id);
        ArrivalTable.move(connection, run.id, "done");
        Sql.run(connection, "delete from engine.request where run = ?", run.id);
        PaceTable.free(connection, run.name());
        RunTable.end(connection, run.id, now, "");
    }

    private static void cursor(Connection connection, ActiveRun run, Reading reading) throws SQLException {
        Sql.run(
                connection,
                """
                insert into engine.cursor (connection, stream, value, run) values (?, ?, ?, ?)
                on conflict (connection, stream) do update set value = excluded.value, run = excluded.run""",
                run.name(),
                reading.stream(),
                reading.cursor(),
                run.id);
    }
}
