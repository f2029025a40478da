// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.susten.bench.Arguments;
import org.susten.bench.Figures;
import org.susten.bench.intake.Machine;
import org.susten.files.Durable;

/**
 * How fast newcomers find their persons in an index that is there already: most of the invented community's records are put into a
 * person index, all at once; then runs of newcomers follow, and newcomers one by one. Each run is resolved, applied
 * and committed: decisions, weights and events are on disk when it counts as done. fsync is on.
 */
public final class ArrivalsBench {

    private static final double LIMIT_RATE = 4000;
    private static final double LIMIT_MILLIS = 10;
    /** A hub that has been up for a day compiles nothing any more. Where little is measured, less than that goes before it. */
    private static final int WARM_RUNS = 12;

    private static final int WARM_SINGLES = 3000;
    private static final int MOST_WARM_TIMES = 3;

    private final long records;
    private final int arrivals;
    private final int runs;
    private final int singles;
    private final long seed;
    private final PrintStream out;

    private ArrivalsBench(Map<String, String> options, PrintStream out) {
        this.records = Long.parseLong(options.getOrDefault("records", "1000000"));
        this.arrivals = Integer.parseInt(options.getOrDefault("arrivals", "2000"));
        this.runs = Integer.parseInt(options.getOrDefault("runs", "7"));
        this.singles = Integer.parseInt(options.getOrDefault("singles", "1000"));
        this.seed = Long.parseLong(options.getOrDefault("seed", "1"));
        this.out = out;
    }

    /** Measures and prints. */
    public static void run(String[] arguments, PrintStream out) throws IOException, SQLException {
        Map<String, String> options =
                Arguments.of(arguments, "records", "arrivals", "runs", "singles", "seed", "folder", "json");
        Optional<Path> kept = Optional.ofNullable(options.get("folder")).map(Path::of);
        Path folder = kept.isPresent()
                ? Files.createDirectories(kept.get().toAbsolutePath())
                : Files.createTempDirectory("susten-bench-");
        Figures figures = new Figures();
        try {
            new ArrivalsBench(options, out).measure(folder, figures);
        } finally {
            if (kept.isEmpty()) {
                Durable.deleteAll(folder);
            }
        }
        if (options.get("json") != null) {
            figures.write(Path.of(options.get("json")));
        }
    }

    private void measure(Path folder, Figures figures) throws IOException, SQLException {
        out.printf("Inventing %d records, and finding out who is who, where the folder has not got them.%n", records);
        long needed = (warm(WARM_RUNS, runs) + runs) * (long) arrivals + warm(WARM_SINGLES, singles) + singles;
        try (Arrivals index = Arrivals.open(folder, seed, records, needed)) {
            Map<String, Object> told = figures.group("arrivals");
            told.put("processors", Runtime.getRuntime().availableProcessors());
            told.put("processor", Machine.processor());
            told.put("persisted", index.persisted());
            out.printf("Newcomers: %d runs of %d, then %d one by one.%n", runs, arrivals, singles);
            runs(index, told);
            singles(index, told);
            figures.print(out);
        }
    }

    private static int warm(int enough, int measured) {
        return Math.min(enough, MOST_WARM_TIMES * measured);
    }

    private void runs(Arrivals index, Map<String, Object> told) throws SQLException {
        for (int run = 0; run < warm(WARM_RUNS, runs); run++) {
            index.arrive(arrivals);
        }
        index.checkpoint();
        double[] seconds = new double[runs];
        var before = index.cpu();
        for (int run = 0; run < runs; run++) {
            seconds[run] = index.arrive(arrivals);
        }
        var spent = index.cpu().since(before);
        Arrays.sort(seconds);
        double rate = arrivals / seconds[runs / 2];
        told.put("run", arrivals);
        told.put("runSeconds", Figures.rounded(seconds[runs / 2]));
        told.put("slowestRunSeconds", Figures.rounded(seconds[runs - 1]));
        told.put("runCpuJava", Figures.rounded(spent.java() / runs));
        told.put("runCpuPostgres", Figures.rounded(spent.postgres() / runs));
        told.put("recordsPerSecond", Math.round(rate));
        told.put("ratioToLimit", Figures.rounded(rate / LIMIT_RATE));
    }

    private void singles(Arrivals index, Map<String, Object> told) throws SQLException {
        for (int single = 0; single < warm(WARM_SINGLES, singles); single++) {
            index.arrive(1);
        }
        index.checkpoint();
        double[] millis = new double[singles];
        var before = index.cpu();
        for (int single = 0; single < singles; single++) {
            millis[single] = index.arrive(1) * 1e3;
        }
        var spent = index.cpu().since(before);
        Arrays.sort(millis);
        told.put("oneP50Millis", Figures.rounded(millis[singles / 2]));
        told.put("oneP99Millis", Figures.rounded(millis[singles * 99 / 100]));
        told.put("oneSlowestMillis", Figures.rounded(millis[singles - 1]));
        told.put("oneCpuMillisJava", Figures.rounded(spent.java() / singles * 1e3));
        told.put("oneCpuMillisPostgres", Figures.rounded(spent.postgres() / singles * 1e3));
        told.put("oneRatioToLimit", Figures.rounded(LIMIT_MILLIS / millis[singles * 99 / 100]));
        out.printf(
                Locale.ROOT,
                "limits: %,.0f records/s in a run of 2,000; one at p99 of %.0f ms%n",
                LIMIT_RATE,
                LIMIT_MILLIS);
    }
}
