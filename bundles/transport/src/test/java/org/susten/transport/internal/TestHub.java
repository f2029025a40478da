// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.susten.db.testing.MovableClock;
import org.susten.engine.Connections.Connection;
import org.susten.files.Secrets;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;
import org.susten.transport.door.Hosts;

/** The transport with all its routes, on plain Camel, between recorded borders. */
final class TestHub implements BeforeEachCallback, AfterEachCallback {
    final RecordedIntake intake = new RecordedIntake();
    final RecordedArrivals arrivals = new RecordedArrivals();
    final RecordedAlerts alerts = new RecordedAlerts();
    /** Before the days that tests name, for no two files are put away at one moment. */
    final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T08:00:00Z"));

    Path base;
    RecordedDeliveries deliveries;
    Line line;

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        base = Files.createTempDirectory("susten-transport");
        Files.createDirectories(base.resolve("etc/secrets"));
        Files.writeString(base.resolve("etc/known_hosts"), "");
        deliveries = new RecordedDeliveries(base.resolve("spool"));
        lay();
    }

    private void lay() throws Exception {
        line = Line.lay(
                new Core(intake, arrivals, deliveries, new Troubles(alerts, clock), clock),
                new Hosts(List.of("localhost, 127.0.0.1/8, ::1, *.example.org")),
                new FolderOfSecrets(base.resolve("etc/secrets")),
                base.resolve("etc"),
                new Line.Pace(2, 20, 50),
                new SplittableRandom(7),
                name -> {
                    DefaultCamelContext context = new DefaultCamelContext();
                    context.getCamelContextExtension().setName(name);
                    context.setApplicationContextClassLoader(TestHub.class.getClassLoader());
                    return context;
                });
        line.context().start();
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        line.context().stop();
        try (var files = Files.walk(base)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(RecordedDeliveries::delete);
        }
    }

    /** A secret. */
    void secret(String name, String value) throws IOException {
        Files.writeString(base.resolve("etc/secrets").resolve(name), value);
    }

    /** A connection comes, or changes. */
    void connect(String name, String arrive) {
        Catalogue catalogue =
                Catalogue.of("tabular", "Table", Sector.AFTERSCHOOL).build();
        line.carrier().came(new Connection(name, "tabular", catalogue, arrive, "", Map.of()));
    }

    /** A delivery is due; its feed comes if it was not there. */
    void deliver(String feed, String id, String destination) throws IOException {
        deliveries.due(feed, id, destination);
        line.carrier().feeds(deliveries.feeds());
    }

    private record FolderOfSecrets(Path folder) implements Secrets {
        @Override
        public Optional<char[]> find(String name) {
            try {
                Path file = folder.resolve(name);
                return Files.exists(file) ? Optional.of(Files.readString(file).toCharArray()) : Optional.empty();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public char[] findOrCreate(String name, int bytes) {
            throw new UnsupportedOperationException();
        }
    }
}
