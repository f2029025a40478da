// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.susten.db.Database;
import org.susten.engine.Alerts;
import org.susten.engine.Arrivals;
import org.susten.engine.Connections.Connection;
import org.susten.engine.Intake;
import org.susten.engine.Runs;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.arrival.RawArrivals;
import org.susten.engine.arrival.Received;
import org.susten.engine.arrival.Vault;
import org.susten.engine.connection.Wiring;
import org.susten.engine.run.ActiveRuns;
import org.susten.engine.run.RunIntake;
import org.susten.engine.run.RunNews;
import org.susten.files.Secrets;
import org.susten.identity.People;
import org.susten.spi.Connector;
import org.susten.store.Records;

/** The shipped engine with one connection, put together by hand for benchmarks; in the engine's package because its parts are. */
public final class PlainEngine implements AutoCloseable {

    /** As {@code org.susten.engine.cfg} has it. */
    private static final int BATCH_ROWS = 4096;

    private final RunNews news = new RunNews();
    private final Connection connection;
    private final RunIntake intake;
    private final Arrivals arrivals;
    private final Alerts alerts;
    private final Runs runs;

    /** On an empty database and an empty folder for raw input. */
    public PlainEngine(
            Database database,
            Records records,
            People people,
            Secrets secrets,
            Path store,
            String name,
            Connector connector) {
        EngineDatabase engine = new EngineDatabase(database);
        Vault vault = Vault.in(store, secrets);
        Clock clock = Clock.systemUTC();
        JdbcAlerts alerts = new JdbcAlerts(engine, clock);
        ActiveRuns active = new ActiveRuns();
        this.connection = new Connection(
                name,
                connector.catalogue().id(),
                connector.catalogue(),
                "",
                "",
                Map.of("site", name, "arrive", "upload:"));
        Wiring wiring = new Wiring() {
            @Override
            public Optional<Wired> wired(String wanted) {
                return Optional.of(new Wired(connection, connector)).filter(wired -> wanted(wanted));
            }

            @Override
            public boolean wanted(String wanted) {
                return wanted.equals(name);
            }
        };
        this.alerts = alerts;
        this.arrivals = new RawArrivals(engine, vault, wiring, new Received(), clock);
        this.intake = new RunIntake(
                new RunIntake.Parts(engine, wiring, records, people, vault, secrets, store, alerts, news, active),
                new RunIntake.Setting(clock, ZoneOffset.UTC, BATCH_ROWS),
                settings -> settings);
        this.runs = new JdbcRuns(engine, active, records, people, alerts, news, vault, wiring, clock);
    }

    /** The one connection. */
    public Connection connection() {
        return connection;
    }

    /** The steps of a run. */
    public Intake intake() {
        return intake;
    }

    /** Where files arrive. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** Open alerts. */
    public Alerts alerts() {
        return alerts;
    }

    /** Runs past and present. */
    public Runs runs() {
        return runs;
    }

    @Override
    public void close() {
        intake.close();
        news.close();
    }
}
