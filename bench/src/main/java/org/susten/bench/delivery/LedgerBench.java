// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.delivery;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.susten.bench.Arguments;
import org.susten.bench.Figures;
import org.susten.bench.intake.Machine;
import org.susten.bench.intake.Server;
import org.susten.db.Database;
import org.susten.files.Durable;
import org.susten.governance.Ledger;

/**
 * What the ledger costs where it costs most: a delivery that speaks of as many children as it has rows, so that each row is a disclosure. The
 * same delivery with and without it, in turns, on one database; and the walk over the whole chain that verifies it.
 */
public final class LedgerBench {

    private static final double LEAST_KEPT = 0.50;

    private LedgerBench() {}

    /** Measures and prints. */
    public static void run(String[] arguments, PrintStream out) throws Exception {
        Map<String, String> options = Arguments.of(arguments, "rows", "rounds", "json");
        int children = Integer.parseInt(options.getOrDefault("rows", "1000000"));
        int rounds = Integer.parseInt(options.getOrDefault("rounds", "3"));
        Path folder = Files.createTempDirectory("susten-bench-ledger-");
        Figures figures = new Figures();
        figures.put("children", children);
        figures.put("processors", Runtime.getRuntime().availableProcessors());
        figures.put("processor", Machine.processor());
        figures.put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        try (Server server = Server.open(folder)) {
            Database database = server.database("ledger");
            Attendance attendance = new Attendance(database, children, 1);
            DeliveryBench bench = new DeliveryBench(database, attendance, folder, children, 1);
            long begin = System.nanoTime();
            out.printf("Inventing %d children.%n", children);
            attendance.settle();
            figures.put("settleSeconds", Figures.rounded((System.nanoTime() - begin) / 1e9));
            out.printf("Delivering a row of each, %d times with the ledger and %1$d times without.%n", rounds + 1);
            measure(bench, attendance, server, rounds, figures);
        } finally {
            Durable.deleteAll(folder);
        }
        figures.print(out);
        if (options.containsKey("json")) {
            figures.write(Path.of(options.get("json")));
        }
    }

    private static void measure(DeliveryBench bench, Attendance attendance, Server server, int rounds, Figures figures)
            throws SQLException {
        DeliveryBench.Taken[] with = new DeliveryBench.Taken[rounds];
        DeliveryBench.Taken[] without = new DeliveryBench.Taken[rounds];
        // Once before, which counts for nothing: the compiler and the caches are still at work.
        bench.offRecord();
        bench.onRecord();
        for (int i = 0; i < rounds; i++) {
            // Without a change nothing is due.
            attendance.change(1, i);
            server.checkpoint();
            without[i] = bench.offRecord();
            server.checkpoint();
            with[i] = bench.onRecord();
        }
        double on = median(with, DeliveryBench.Taken::all);
        double off = median(without, DeliveryBench.Taken::all);
        double append = median(with, DeliveryBench.Taken::release) - median(without, DeliveryBench.Taken::release);
        long disclosures = with[0].rows();
        figures.put("disclosures", disclosures);
        figures.put("secondsWithLedger", Figures.rounded(on));
        figures.put("secondsWithoutLedger", Figures.rounded(off));
        figures.put("appendSeconds", Figures.rounded(append));
        figures.put("disclosuresPerSecond", append > 0 ? Math.round(disclosures / append) : "too fast to tell");
        figures.put("rateKeptWithLedger", Figures.rounded(off / on));
        figures.put("rateKeptOfLimit", Figures.rounded(off / on / LEAST_KEPT));
        long begin = System.nanoTime();
        Ledger.Verification verified = bench.ledger().verify(List.of());
        if (!verified.intact()) {
            throw new IllegalStateException("the ledger is not intact: " + verified.fault());
        }
        figures.put("entriesVerified", verified.entries());
        figures.put("verifySeconds", Figures.rounded((System.nanoTime() - begin) / 1e9));
    }

    private static double median(DeliveryBench.Taken[] taken, ToDoubleFunction<DeliveryBench.Taken> what) {
        return DeliveryBench.median(Arrays.stream(taken).mapToDouble(what).toArray());
    }
}
