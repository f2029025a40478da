// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import static org.susten.bench.Figures.rounded;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.susten.bench.Figures;
import org.susten.db.internal.PooledDatabase;
import org.susten.files.Durable;
import org.susten.store.Stage;

/**
 * Measures, in one process on one PostgreSQL and with the same rows: raw COPY, a plain Camel route, a plain JDBC loop, and the hub's
 * whole intake, three times: as new, in another order, and with one row in a hundred changed. Each way is gone once with a small community
 * first, so that compiling Java is no part of a figure.
 */
public final class IntakeBench {

    private static final long WARM_UP = 60_000;

    private final Options options;
    private final Path folder;
    private final Server server;
    private final PrintStream out;
    private final Figures figures = new Figures();

    private IntakeBench(Options options, Path folder, Server server, PrintStream out) {
        this.options = options;
        this.folder = folder;
        this.server = server;
        this.out = out;
    }

    /** Measures and prints. */
    public static void run(String[] arguments, PrintStream out) throws Exception {
        Options options = Options.of(arguments);
        Path folder = options.folder().isPresent()
                ? Files.createDirectories(options.folder().get().toAbsolutePath())
                : Files.createTempDirectory("susten-bench-");
        try (Server server = Server.open(folder)) {
            new IntakeBench(options, folder, server, out).run();
        } finally {
            if (options.folder().isEmpty()) {
                Durable.deleteAll(folder);
            }
        }
    }

    private void run() throws Exception {
        out.println("Inventing a community of about " + options.rows() + " rows.");
        Roster warmUp =
                Roster.generate(folder.resolve("small"), Math.min(WARM_UP, options.rows()), options.seed() + 100);
        Roster roster = Roster.generate(folder.resolve("whole"), options.rows(), options.seed());
        out.println("Warming up.");
        measure(warmUp, "warmup");
        figures.put("rows", roster.rows());
        Measured measured = measure(roster, "bench");
        try (PooledDatabase database = server.database("bench")) {
            figures.group("machine").putAll(Machine.describe(database));
        }
        report(roster, measured);
        figures.print(out);
        if (options.json().isPresent()) {
            figures.write(options.json().get());
        }
    }

    private record Measured(
            double copy,
            double copyProcessor,
            double camel,
            double camelLines,
            double batches,
            Hub.Taken first,
            Hub.Taken shuffled,
            Hub.Taken changed,
            long rewritten,
            long grown,
            long databaseBytes,
            long peakHeapMiB) {}

    private Measured measure(Roster roster, String name) throws Exception {
        double copy;
        double copyProcessor;
        double camel = 0;
        double camelLines = 0;
        double batches = 0;
        try (PooledDatabase database = server.database(name + "_rows")) {
            RawCopy limit = new RawCopy(database, "limit_of_copy");
            Cpu before = server.cpu();
            copy = Math.min(copy(limit, roster), copy(limit, roster));
            Cpu spent = server.cpu().since(before);
            copyProcessor = (spent.java() + spent.postgres()) / 2;
            tell(name, "raw COPY", copy, roster);
            if (options.camel()) {
                camel = camel(database, roster, CamelRoute.Split.ROWS);
                tell(name, "Camel route", camel, roster);
                camelLines = camel(database, roster, CamelRoute.Split.LINES);
                tell(name, "Camel route, by lines", camelLines, roster);
                RawCopy loop = new RawCopy(database, "plain_loop");
                loop.createTables(roster);
                server.checkpoint();
                batches = new JdbcBatches(database, loop, roster).run();
                tell(name, "JDBC batches", batches, roster);
            }
        }
        try (PooledDatabase database = server.database(name);
                Hub hub = new Hub(database, folder.resolve(name), options.threads());
                Heap heap = new Heap()) {
            Hub.Taken first = take(hub, roster.first(), roster, name, "first load");
            Footprint before = Footprint.of(database);
            Hub.Taken shuffled = take(hub, roster.shuffled(), roster, name, "same rows, other order");
            Footprint after = Footprint.of(database);
            long rewritten = before.rowsWrittenSince(database);
            Hub.Taken changed = take(hub, roster.changed(), roster, name, "one percent changed");
            return new Measured(
                    copy,
                    copyProcessor,
                    camel,
                    camelLines,
                    batches,
                    first,
                    shuffled,
                    changed,
                    rewritten,
                    after.recordBytes() - before.recordBytes(),
                    Footprint.of(database).databaseBytes(),
                    heap.peakMiB());
        }
    }

    private double camel(PooledDatabase database, Roster roster, CamelRoute.Split split) throws Exception {
        RawCopy target = new RawCopy(database, "route_by_" + split.name().toLowerCase(Locale.ROOT));
        target.createTables(roster);
        server.checkpoint();
        return new CamelRoute(database, target, roster, split).run();
    }

    private double copy(RawCopy limit, Roster roster) throws Exception {
        limit.createTables(roster);
        server.checkpoint();
        return limit.copy(roster);
    }

    private Hub.Taken take(Hub hub, Path archive, Roster roster, String name, String what) throws Exception {
        server.checkpoint();
        Cpu before = server.cpu();
        Hub.Taken taken = hub.take(archive);
        tell(name, what, taken.total(), roster);
        if (name.equals("bench")) {
            out.printf("%26s%s%n", "", taken.stepsInWords());
        }
        return taken.with(server.cpu().since(before));
    }

    private void tell(String name, String what, double seconds, Roster roster) {
        if (name.equals("bench")) {
            out.printf("%-24s %7.2f s %10.0f rows/s%n", what, seconds, roster.rows() / seconds);
        }
    }

    private void report(Roster roster, Measured measured) throws SQLException {
        Map<String, Object> copy = figures.group("copy");
        speed(copy, measured.copy, roster);
        copy.put("processorSeconds", rounded(measured.copyProcessor));
        if (options.camel()) {
            speed(figures.group("camelRoute"), measured.camel, roster);
            speed(figures.group("camelRouteByLines"), measured.camelLines, roster);
            speed(figures.group("jdbcBatches"), measured.batches, roster);
        }
        Map<String, Object> first = figures.group("firstLoad");
        speed(first, measured.first.total(), roster);
        first.put("ratioToCopy", rounded(measured.copy / measured.first.total()));
        if (options.camel()) {
            first.put("ratioToCamelRoute", rounded(measured.camel / measured.first.total()));
            first.put("ratioToCamelRouteByLines", rounded(measured.camelLines / measured.first.total()));
            first.put("ratioToJdbcBatches", rounded(measured.batches / measured.first.total()));
        }
        profile(first, measured.first);
        Map<String, Object> unchanged = figures.group("unchanged");
        speed(unchanged, measured.shuffled.total(), roster);
        unchanged.put("ratioToCopy", rounded(measured.copy / measured.shuffled.total()));
        unchanged.put("rowsRewritten", measured.rewritten);
        unchanged.put("bytesGrown", measured.grown);
        profile(unchanged, measured.shuffled);
        Map<String, Object> changed = figures.group("onePercent");
        speed(changed, measured.changed.total(), roster);
        changed.put("ratioToUnchanged", rounded(measured.changed.total() / measured.shuffled.total()));
        profile(changed, measured.changed);
        figures.put("peakHeapMiB", measured.peakHeapMiB);
        figures.put("databaseMiB", measured.databaseBytes >> 20);
    }

    private static void speed(Map<String, Object> group, double seconds, Roster roster) {
        group.put("seconds", rounded(seconds));
        group.put("rowsPerSecond", Math.round(roster.rows() / seconds));
    }

    /** Where the time went, and what came out. */
    private static void profile(Map<String, Object> group, Hub.Taken taken) {
        group.put("javaProcessorSeconds", rounded(taken.cpu().java()));
        group.put("postgresProcessorSeconds", rounded(taken.cpu().postgres()));
        group.put("arrivalSeconds", rounded(taken.arrival()));
        taken.steps().forEach((step, seconds) -> group.put(step + "Seconds", rounded(seconds)));
        long added = 0;
        long changed = 0;
        long closed = 0;
        for (Stage.Change change : taken.run().changes()) {
            if (change.organization().isEmpty()) {
                added += change.added();
                changed += change.changed();
                closed += change.closed();
            }
        }
        group.put("added", added);
        group.put("changed", changed);
        group.put("closed", closed);
        group.put("quarantined", taken.run().rows().quarantined());
        group.put("waiting", taken.run().rows().waiting());
    }
}
