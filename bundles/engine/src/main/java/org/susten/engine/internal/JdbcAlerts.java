// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Sql;
import org.susten.engine.Alerts;
import org.susten.engine.arrival.EngineDatabase;

/** Alerts in {@code engine.alert}; at most one per subject is open. */
@Component
public final class JdbcAlerts implements Alerts {

    private final EngineDatabase database;
    private final Clock clock;

    /** In the hub's database. */
    @Activate
    public JdbcAlerts(@Reference EngineDatabase database) {
        this(database, Clock.systemUTC());
    }

    JdbcAlerts(EngineDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void open(String subject, String message) {
        database.inTransaction(connection -> Sql.run(
                connection,
                """
                insert into engine.alert as a (subject, message, opened) values (?, ?, ?)
                on conflict (subject) where closed is null
                do update set times = a.times + 1, message = excluded.message""",
                subject,
                message,
                clock.instant()));
    }

    @Override
    public void close(String subject) {
        database.inTransaction(connection -> Sql.run(
                connection,
                "update engine.alert set closed = ? where subject = ? and closed is null",
                clock.instant(),
                subject));
    }

    @Override
    public List<Alert> open() {
        return database.inTransaction(connection -> Sql.list(
                connection, "select * from engine.alert where closed is null order by alert", JdbcAlerts::shape));
    }

    @Override
    public List<Alert> latest(int limit) {
        return database.inTransaction(connection -> Sql.list(
                connection, "select * from engine.alert order by alert desc limit ?", JdbcAlerts::shape, limit));
    }

    private static Alert shape(ResultSet row) throws SQLException {
        return new Alert(
                row.getLong("alert"),
                row.getString("subject"),
                row.getString("message"),
                Sql.requiredInstant(row, "opened"),
                Sql.instant(row, "closed"),
                row.getLong("times"));
    }
}
