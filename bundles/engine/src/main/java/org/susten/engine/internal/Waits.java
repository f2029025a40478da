// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.susten.db.Sql;
import org.susten.engine.Alerts;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.connection.Options;
import org.susten.engine.connection.Wiring;
import org.susten.model.words.Count;

/** Tells of children whose parents did not come in the time their connection gives them. */
final class Waits {

    private record Overdue(String connection, long rows, String streams, long run) {}

    private final EngineDatabase database;
    private final Wiring wiring;
    private final Alerts alerts;

    Waits(EngineDatabase database, Wiring wiring, Alerts alerts) {
        this.database = database;
        this.wiring = wiring;
        this.alerts = alerts;
    }

    /** Opens an alert for every connection with rows that waited too long, and closes those that are over. */
    void look(Instant now) {
        List<String> connections = database.inTransaction(connection ->
                Sql.list(connection, "select distinct connection from engine.run", row -> row.getString(1)));
        for (String name : connections) {
            Duration patience = Options.of(wiring.wired(name)
                            .map(wired -> wired.connection().settings())
                            .orElse(Map.of()))
                    .waiting();
            Overdue overdue = database.inTransaction(connection -> overdue(connection, name, now.minus(patience)));
            if (overdue.rows() > 0) {
                alerts.open(
                        "waiting:" + name,
                        Count.of(overdue.rows(), "row of ", "rows of ") + overdue.streams()
                                + (overdue.rows() == 1 ? " waits" : " wait") + " for a parent for more than "
                                + Count.of(patience.toDays(), "day", "days")
                                + ": ask the source's owner to send it; susten:run "
                                + overdue.run() + " says of which file, and names rows");
            } else {
                alerts.close("waiting:" + name);
            }
        }
    }

    private static Overdue overdue(Connection connection, String name, Instant before) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        select count(*), coalesce(string_agg(distinct w.stream, ', '), ''), max(run)
                        from store.waiting_v1 w join engine.run r using (run) where r.connection = ? and r.started < ?""",
                        row -> new Overdue(name, row.getLong(1), row.getString(2), row.getLong(3)),
                        name,
                        before)
                .orElseThrow();
    }
}
