// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.susten.connector.oneroster.OneRosterConnector;
import org.susten.db.Database;
import org.susten.engine.Run;
import org.susten.engine.internal.PlainEngine;
import org.susten.feeds.Deliveries;
import org.susten.feeds.internal.PlainDeliveries;
import org.susten.files.Secrets;
import org.susten.governance.internal.FileAgreements;
import org.susten.governance.internal.JdbcArchive;
import org.susten.governance.internal.JdbcLedger;
import org.susten.identity.internal.JdbcPeople;
import org.susten.store.internal.JdbcRecords;
import org.susten.transport.internal.PlainLine;

/** The hub's intake as it ships, with one OneRoster connection: arrival, route, engine, connector, store, person index. */
final class Hub implements AutoCloseable {

    private static final String CONNECTION = "riverside";

    private final PlainEngine engine;
    private final PlainLine line;
    private final Watch watch;

    /** What one run took, in seconds. */
    record Taken(Run run, double arrival, double processing, Map<String, Double> steps, Cpu cpu) {

        Taken with(Cpu spent) {
            return new Taken(run, arrival, processing, steps, spent);
        }

        double total() {
            return arrival + processing;
        }

        /** Where the time went, step by step. */
        String stepsInWords() {
            return String.format(
                    Locale.ROOT,
                    "arrive %.2f, read, map and stage %.2f, screen %.2f, resolve %.2f, commit %.2f",
                    arrival,
                    steps.getOrDefault("readMapStage", 0.0),
                    steps.getOrDefault("screen", 0.0),
                    steps.getOrDefault("resolve", 0.0),
                    steps.getOrDefault("commit", 0.0));
        }
    }

    Hub(Database database, Path folder, int threads) throws Exception {
        Secrets secrets = new OneSecret();
        OneRosterConnector connector = new OneRosterConnector(settings());
        engine = new PlainEngine(
                database,
                new JdbcRecords(database),
                new JdbcPeople(database),
                secrets,
                folder.resolve("raw"),
                CONNECTION,
                connector);
        watch = new Watch(engine.intake());
        line = new PlainLine(
                watch,
                engine.arrivals(),
                deliveries(database, secrets, folder),
                engine.alerts(),
                secrets,
                Files.createDirectories(folder.resolve("etc")),
                threads);
        line.connect(engine.connection());
    }

    /** As in a hub that has no agreement yet. */
    private static Deliveries deliveries(Database database, Secrets secrets, Path folder) {
        FileAgreements agreements = new FileAgreements(secrets, ZoneOffset.UTC);
        return PlainDeliveries.of(
                database,
                agreements,
                new JdbcArchive(database, agreements),
                new JdbcLedger(database),
                folder.resolve("spool"));
    }

    /** An archive arrives, and its run is committed. Waiting for the route's next look is not counted. */
    Taken take(Path archive) throws Exception {
        var ended = watch.reset();
        long start = System.nanoTime();
        try (InputStream in = Files.newInputStream(archive)) {
            engine.arrivals().receive(CONNECTION, archive.getFileName().toString(), in, "bench");
        }
        engine.arrivals().complete(CONNECTION);
        double arrival = (System.nanoTime() - start) / 1e9;
        Run run = ended.get();
        if (run.state() != Run.State.COMMITTED) {
            throw new IllegalStateException("the run is " + run.state() + ": " + run.message());
        }
        return new Taken(run, arrival, watch.seconds(), watch.steps(), new Cpu(0, 0));
    }

    @Override
    public void close() {
        line.close();
        engine.close();
    }

    /** Only the key of the raw input is asked for. */
    private record OneSecret() implements Secrets {

        private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

        @Override
        public Optional<char[]> find(String name) {
            return name.equals("raw-key") ? Optional.of(KEY.toCharArray()) : Optional.empty();
        }

        @Override
        public char[] findOrCreate(String name, int bytes) {
            return KEY.toCharArray();
        }
    }

    /** The connection's file as an operator would write it: the site, and everything else as the connector has it. */
    private static OneRosterConnector.Config settings() {
        return (OneRosterConnector.Config) Proxy.newProxyInstance(
                Hub.class.getClassLoader(),
                new Class<?>[] {OneRosterConnector.Config.class},
                (proxy, setting, arguments) ->
                        setting.getName().equals("site") ? CONNECTION : setting.getDefaultValue());
    }
}
