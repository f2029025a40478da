// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.delivery;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.susten.bench.Arguments;
import org.susten.bench.Figures;
import org.susten.bench.intake.Machine;
import org.susten.bench.intake.Server;
import org.susten.db.Database;
import org.susten.feeds.Deliveries;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.internal.PlainDeliveries;
import org.susten.files.Durable;
import org.susten.files.FileProblemException;
import org.susten.files.Secrets;
import org.susten.governance.Ledger;
import org.susten.governance.Sources.Source;
import org.susten.governance.internal.FileAgreements;
import org.susten.governance.internal.JdbcArchive;
import org.susten.governance.internal.JdbcLedger;
import org.susten.governance.internal.JdbcSources;

/**
 * How fast a governed delivery leaves: population, dated consent of every child, pseudonyms and ledger, written as CSV with checksums;
 * beside {@code COPY (SELECT …) TO STDOUT} of the same columns in the same run. Rates are ratios: 1 is as fast as the database itself.
 */
public final class DeliveryBench {

    private static final double LEAST_RATIO = 0.40;
    private static final double MOST_DELTA = 0.05;
    private static final String AGREEMENT =
            """
            partner: {id: bench, name: Bench, contact: data@bench.example}
            purpose: attendance-support
            question: How fast does what is governed leave?
            legalBasis: ferpa-99.30
            conditions: {consentForm: a form}
            identifiability: pseudonymous
            population: {connection: riverside, entity: Enrollment}
            fields: {Attendance: [day, category, organization]}
            effective: 2020-08-01
            expiry: 2099-07-31
            smallestCell: 10
            feeds:
              - {id: bench-full, dataset: attendance, format: csv, mode: full, deliver: "file:outbox"}
              - {id: bench-bare, dataset: attendance, format: csv, mode: full, deliver: "file:outbox"}
              - {id: bench-delta, dataset: attendance, format: csv, mode: delta, deliver: "file:outbox"}
            """;

    private final Database database;
    private final Attendance attendance;
    private final Ledger ledger;
    private final Deliveries governed;
    private final Deliveries ungoverned;
    private final int rows;
    private final int children;
    private int round;

    DeliveryBench(Database database, Attendance attendance, Path folder, int children, int days) throws IOException {
        this.database = database;
        this.attendance = attendance;
        this.children = children;
        this.rows = children * days;
        FileAgreements agreements = new FileAgreements(new OneKey(), ZoneOffset.UTC);
        JdbcSources sources = new JdbcSources(database);
        sources.configured(new Source(Attendance.SITE, "oneroster", Attendance.SITE));
        agreements.bindSources(sources);
        try {
            agreements.accept("bench.yaml", Files.writeString(folder.resolve("bench.yaml"), AGREEMENT));
        } catch (FileProblemException e) {
            throw new IllegalStateException(e.problems().toString(), e);
        }
        ledger = new JdbcLedger(database);
        JdbcArchive archive = new JdbcArchive(database, agreements);
        governed = PlainDeliveries.of(database, agreements, archive, ledger, folder.resolve("spool"));
        ungoverned = PlainDeliveries.of(database, agreements, archive, new NoLedger(), folder.resolve("spool"));
    }

    /** Measures and prints. */
    public static void run(String[] arguments, PrintStream out) throws Exception {
        Map<String, String> options = Arguments.of(arguments, "rows", "children", "rounds", "json");
        int rows = Integer.parseInt(options.getOrDefault("rows", "1000000"));
        int children = Integer.parseInt(options.getOrDefault("children", Integer.toString(Math.max(1, rows / 20))));
        int rounds = Integer.parseInt(options.getOrDefault("rounds", "3"));
        int days = Math.max(1, rows / children);
        Path folder = Files.createTempDirectory("susten-bench-delivery-");
        Figures figures = new Figures();
        figures.put("rows", children * days);
        figures.put("children", children);
        figures.put("processors", Runtime.getRuntime().availableProcessors());
        figures.put("processor", Machine.processor());
        try (Server server = Server.open(folder)) {
            Database database = server.database("delivery");
            Attendance attendance = new Attendance(database, children, days);
            DeliveryBench bench = new DeliveryBench(database, attendance, folder, children, days);
            out.printf("Inventing %d rows of %d children.%n", children * days, children);
            attendance.settle();
            server.checkpoint();
            out.printf("Delivering them, %d times.%n", rounds + 1);
            bench.measure(rounds, server, figures);
        } finally {
            Durable.deleteAll(folder);
        }
        figures.print(out);
        if (options.containsKey("json")) {
            figures.write(Path.of(options.get("json")));
        }
    }

    private void measure(int rounds, Server server, Figures figures) throws SQLException, IOException {
        double[] bare = new double[rounds];
        Taken[] full = new Taken[rounds];
        Taken[] without = new Taken[rounds];
        Taken[] delta = new Taken[rounds];
        Taken[] together = new Taken[rounds];
        // Once before, which counts for nothing: the compiler and the caches are still at work.
        Bare.copy(database);
        deliver(governed, "bench-full");
        deliver(ungoverned, "bench-bare");
        deliver(governed, "bench-delta");
        for (int i = 0; i < rounds; i++) {
            attendance.change(Math.max(1, rows / 100), ++round);
            server.checkpoint();
            delta[i] = deliver(governed, "bench-delta");
            attendance.changeAllDays(Math.max(1, children / 100), round);
            server.checkpoint();
            together[i] = deliver(governed, "bench-delta");
            bare[i] = Bare.copy(database).seconds();
            full[i] = deliver(governed, "bench-full");
            without[i] = deliver(ungoverned, "bench-bare");
        }
        double copy = median(bare);
        double whole = median(full);
        figures.put("copySeconds", Figures.rounded(copy));
        steps(figures.group("full"), full);
        steps(figures.group("withoutLedger"), without);
        steps(figures.group("deltaOfOnePercent"), delta);
        steps(figures.group("deltaOfOnePercentOfChildren"), together);
        figures.put("ratioToCopy", Figures.rounded(copy / whole));
        figures.put("ratioOfLimit", Figures.rounded(copy / whole / LEAST_RATIO));
        figures.put("rateKeptWithLedger", Figures.rounded(median(without) / whole));
        figures.put("deltaToFull", Figures.rounded(median(delta) / whole));
        figures.put("deltaOfLimit", Figures.rounded(median(delta) / whole / MOST_DELTA));
        figures.put("deltaOfChildrenToFull", Figures.rounded(median(together) / whole));
    }

    /** Seconds of each step. */
    record Taken(long rows, double open, double format, double release) {
        double all() {
            return open + format + release;
        }
    }

    /** One delivery of all children with the ledger. */
    Taken onRecord() {
        return deliver(governed, "bench-full");
    }

    /** The same with nothing written down. */
    Taken offRecord() {
        return deliver(ungoverned, "bench-bare");
    }

    Ledger ledger() {
        return ledger;
    }

    private static Taken deliver(Deliveries deliveries, String feed) {
        long begin = System.nanoTime();
        Optional<Delivery> due = deliveries.open(feed);
        long opened = System.nanoTime();
        String id = due.orElseThrow(() -> new IllegalStateException(feed + " has nothing to deliver"))
                .id();
        Delivery formatted = deliveries.format(id);
        long written = System.nanoTime();
        Delivery released = deliveries.release(id);
        long end = System.nanoTime();
        if (released.state() != Deliveries.State.RELEASED) {
            throw new IllegalStateException(feed + " is " + released.state() + ": " + released.message());
        }
        deliveries.delivered(id);
        return new Taken(formatted.rows(), (opened - begin) / 1e9, (written - opened) / 1e9, (end - written) / 1e9);
    }

    private static void steps(Map<String, Object> group, Taken[] taken) {
        group.put("rows", taken[taken.length - 1].rows());
        group.put("seconds", Figures.rounded(median(taken)));
        group.put(
                "openSeconds",
                Figures.rounded(
                        median(Arrays.stream(taken).mapToDouble(Taken::open).toArray())));
        group.put(
                "formatSeconds",
                Figures.rounded(
                        median(Arrays.stream(taken).mapToDouble(Taken::format).toArray())));
        group.put(
                "releaseSeconds",
                Figures.rounded(
                        median(Arrays.stream(taken).mapToDouble(Taken::release).toArray())));
    }

    private static double median(Taken[] taken) {
        return median(Arrays.stream(taken).mapToDouble(Taken::all).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** One key for all pseudonyms. */
    private static final class OneKey implements Secrets {
        @Override
        public Optional<char[]> find(String name) {
            return Optional.empty();
        }

        @Override
        public char[] findOrCreate(String name, int bytes) {
            return "bench".repeat(bytes).toCharArray();
        }
    }
}
