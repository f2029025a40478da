// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.susten.db.Database;
import org.susten.db.testing.MovableClock;
import org.susten.engine.Batch;
import org.susten.engine.Connections;
import org.susten.engine.Intake;
import org.susten.engine.Run;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.arrival.RawArrivals;
import org.susten.engine.arrival.Received;
import org.susten.engine.arrival.Vault;
import org.susten.engine.connection.ConnectionRegistry;
import org.susten.engine.connection.Wiring;
import org.susten.engine.run.ActiveRuns;
import org.susten.engine.run.RunIntake;
import org.susten.engine.run.RunNews;
import org.susten.files.SecretException;
import org.susten.files.Secrets;
import org.susten.identity.People;
import org.susten.identity.internal.JdbcPeople;
import org.susten.model.Entity;
import org.susten.spi.Connector;
import org.susten.store.Records;
import org.susten.store.internal.JdbcRecords;

/** A hub without OSGi and without routes: the engine on a real database and a real folder. Several may share both. */
final class Hub implements AutoCloseable {

    static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    final MovableClock clock;
    final Map<String, Wiring.Wired> wired = new ConcurrentHashMap<>();
    /** Connections that a file asks for and that are not up. */
    final Set<String> down = ConcurrentHashMap.newKeySet();

    final RunNews news = new RunNews();
    final EngineDatabase database;
    final Records records;
    final People people;
    final Vault vault;
    final JdbcAlerts alerts;
    final Received received = new Received();
    final RawArrivals arrivals;
    final ActiveRuns active = new ActiveRuns();
    final RunIntake intake;
    final JdbcRuns runs;

    Hub(Database database, Path store, MovableClock clock) {
        this(database, store, clock, 100);
    }

    Hub(Database database, Path store, MovableClock clock, int batchRows) {
        this(database, store, clock, batchRows, RunIntake.Setting.atOnce(0));
    }

    Hub(Database database, Path store, MovableClock clock, int batchRows, int atOnce) {
        this(database, store, new RunIntake.Setting(clock, ZoneOffset.UTC, batchRows, atOnce), clock);
    }

    /** One that looks that often whether connectors move. */
    Hub(Database database, Path store, MovableClock clock, Duration look) {
        this(
                database,
                store,
                new RunIntake.Setting(clock, ZoneOffset.UTC, 100, RunIntake.Setting.atOnce(0), look),
                clock);
    }

    private Hub(Database database, Path store, RunIntake.Setting setting, MovableClock clock) {
        this.clock = clock;
        this.database = new EngineDatabase(database);
        Secrets secrets = new OneSecret();
        records = new JdbcRecords(database);
        people = new JdbcPeople(database);
        vault = Vault.in(store.resolve("raw"), secrets);
        alerts = new JdbcAlerts(this.database, clock);
        Wiring wiring = new Wiring() {
            @Override
            public Optional<Wired> wired(String name) {
                return Optional.ofNullable(wired.get(name));
            }

            @Override
            public boolean wanted(String name) {
                return wired.containsKey(name) || down.contains(name);
            }
        };
        arrivals = new RawArrivals(this.database, vault, wiring, received, clock);
        intake = new RunIntake(
                new RunIntake.Parts(
                        this.database, wiring, records, people, vault, secrets, store, alerts, news, active),
                setting,
                settings -> settings);
        runs = new JdbcRuns(this.database, active, records, people, alerts, news, vault, wiring, clock);
    }

    /** The name of a secret that others may read. */
    static final String OPEN = "open-to-all";

    /** The one secret these tests need. */
    private record OneSecret() implements Secrets {
        @Override
        public Optional<char[]> find(String name) {
            if (name.equals(OPEN)) {
                throw new SecretException("etc/secrets/" + name + " is open to other users", "chmod 600 it", null);
            }
            return name.equals("raw-key") ? Optional.of(KEY.toCharArray()) : Optional.empty();
        }

        @Override
        public char[] findOrCreate(String name, int bytes) {
            return KEY.toCharArray();
        }
    }

    /** A hub's door to its connections, over one of them. */
    Connections door(String name, Connector connector, Path etc, Duration look, String stall) {
        return door(name, connector, etc, look, Map.of("stall.minutes", stall));
    }

    Connections door(String name, Connector connector, Path etc, Duration look, Map<String, Object> settings) {
        ConnectionRegistry registry = ConnectionRegistry.of(reference -> connector);
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of(ConnectionRegistry.NAME, name, "arrive", "upload:"));
        registry.bindConnector(new Referred(all));
        return new HubConnections(registry, database, vault, new OneSecret(), etc, look);
    }

    /** Connects a roster whose files arrive; settings as key, value, key, value. */
    void connect(String name, String... settings) {
        connect(name, new Roster(name), settings);
    }

    void connect(String name, Connector connector, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("site", name, "arrive", "upload:"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        wired.put(
                name,
                new Wiring.Wired(
                        new Connections.Connection(
                                name,
                                connector.catalogue().id(),
                                connector.catalogue(),
                                all.get("arrive"),
                                all.getOrDefault("schedule", ""),
                                Map.copyOf(all)),
                        connector));
    }

    String receive(String connection, String file, String... lines) throws IOException {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return arrivals.receive(connection, file, new ByteArrayInputStream(bytes), "upload");
    }

    /** Everything that is due now, in order. */
    Run runAll(String connection) {
        Run last = null;
        for (Optional<Run> run = run(connection); run.isPresent(); run = run(connection)) {
            last = run.get();
        }
        return last != null ? last : runs.latest(connection, 0, 1).get(0);
    }

    /** One whole run, as the intake route makes it. */
    Optional<Run> run(String connection) {
        return intake.open(connection).map(this::work);
    }

    Run work(Run run) {
        try {
            stage(run);
            Run screened = intake.screen(run.id());
            if (screened.state() != Run.State.SCREENED) {
                return screened;
            }
            intake.resolve(run.id());
            return intake.commit(run.id());
        } catch (RuntimeException e) {
            return intake.fail(run.id(), e);
        }
    }

    void stage(Run run) {
        try (Intake.Batches batches = intake.read(run.id())) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                intake.stage(intake.map(batch));
            }
        }
    }

    long open(Class<? extends Entity> entity, String connection, String stream) {
        return records.count(entity, "roster", connection, stream);
    }

    static String[] students(int from, int to, Predicate<Integer> which) {
        return java.util.stream.IntStream.range(from, to)
                .filter(which::test)
                .mapToObj(i -> "s" + i + ",Given" + i + ",Family" + i + ",2015-01-0" + (1 + i % 9) + ",school" + i % 3)
                .toArray(String[]::new);
    }

    static String[] schools() {
        return new String[] {"school0,North", "school1,South", "school2,West"};
    }

    static String[] and(String[] lines, String... more) {
        String[] all = Arrays.copyOf(lines, lines.length + more.length);
        System.arraycopy(more, 0, all, lines.length, more.length);
        return all;
    }

    List<String> rules(Run run) {
        return runs.problems(run.id()).stream()
                .map(problem -> problem.stream()
                        + ' '
                        + problem.column()
                        + ' '
                        + problem.rule()
                        + ' '
                        + problem.rows()
                        + ' '
                        + problem.owner()
                        + ' '
                        + problem.examples())
                .toList();
    }

    @Override
    public void close() {
        intake.close();
        news.close();
    }
}
