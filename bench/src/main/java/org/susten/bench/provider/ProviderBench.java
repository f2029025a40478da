// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.provider;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.susten.bench.Arguments;
import org.susten.bench.Figures;
import org.susten.bench.intake.Server;
import org.susten.db.internal.PooledDatabase;
import org.susten.files.Durable;

/**
 * How fast a partner reads a roster over TLS, on the machine that serves it: the first reading, which the ledger writes down, then pages in
 * any order, as they are kept and as they must be read anew. Figures beside a limit are also ratios to it: above 1 is good for a rate,
 * below 1 for a time.
 */
public final class ProviderBench {

    private static final String USERS = "/ims/oneroster/rostering/v1p2/users";
    private static final int PAGE = 100;
    private static final double LEAST_RATE = 1_000;
    private static final double MOST_P95 = 50;
    private static final double MOST_DEEP = 2;
    private static final int ROUNDS = 60;

    private final int port;
    private final String token;
    private final int pages;
    private final int connections;
    private final double seconds;

    private ProviderBench(int port, String token, int pages, int connections, double seconds) {
        this.port = port;
        this.token = token;
        this.pages = pages;
        this.connections = connections;
        this.seconds = seconds;
    }

    /** Measures and prints. */
    public static void run(String[] arguments, PrintStream out) throws Exception {
        Map<String, String> options = Arguments.of(arguments, "users", "connections", "seconds", "json");
        int users = Integer.parseInt(options.getOrDefault("users", "100000"));
        Path folder = Files.createTempDirectory("susten-bench-provider-");
        Figures figures = new Figures();
        figures.put("users", users);
        figures.put("processors", Runtime.getRuntime().availableProcessors());
        try (Server server = Server.open(folder)) {
            PooledDatabase database = server.database("provider");
            out.printf("Inventing a district of %d users.%n", users);
            District.settle(database, users);
            try (Door door = new Door(database, folder)) {
                out.println("Reading it as a partner does.");
                measure(door.port(), options, figures);
            }
        } finally {
            Durable.deleteAll(folder);
        }
        figures.print(out);
        if (options.containsKey("json")) {
            figures.write(Path.of(options.get("json")));
        }
    }

    private static void measure(int port, Map<String, String> options, Figures figures) throws Exception {
        long begin = System.nanoTime();
        try (Partner partner = new Partner(port)) {
            String token = partner.token();
            long total = partner.get(USERS + "?limit=1", token).total();
            figures.put("snapshotSeconds", Figures.rounded((System.nanoTime() - begin) / 1e9));
            int pages = (int) (total / PAGE);
            ProviderBench bench = new ProviderBench(
                    port,
                    token,
                    pages,
                    Integer.parseInt(options.getOrDefault("connections", "16")),
                    Double.parseDouble(options.getOrDefault("seconds", "20")));
            bench.first(partner, figures);
            bench.deep(partner, figures);
            bench.load("kept", page -> USERS + "?limit=100&offset=" + page * PAGE, figures);
            // What the hub does not know is not heeded, but no such page is kept.
            Random random = new Random(1);
            bench.load(
                    "readAnew",
                    page -> USERS + "?limit=100&offset=" + page * PAGE + "&x=" + random.nextLong(),
                    figures);
        }
    }

    /** Every page once, in order: each entry of the ledger is written before its page leaves. */
    private void first(Partner partner, Figures figures) throws IOException {
        long begin = System.nanoTime();
        for (int page = 0; page < pages; page++) {
            get(partner, USERS + "?limit=100&offset=" + page * PAGE);
        }
        Map<String, Object> group = figures.group("firstReading");
        double taken = (System.nanoTime() - begin) / 1e9;
        group.put("seconds", Figures.rounded(taken));
        group.put("pagesPerSecond", Figures.rounded(pages / taken));
    }

    /** The first page and one at nine tenths, neither of them kept, in turns. */
    private void deep(Partner partner, Figures figures) throws IOException {
        long offset = pages * 9L / 10 * PAGE;
        double[] near = new double[ROUNDS];
        double[] far = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            near[i] = time(partner, USERS + "?limit=100&offset=0&x=" + i);
            far[i] = time(partner, USERS + "?limit=100&offset=" + offset + "&x=" + i);
        }
        Map<String, Object> group = figures.group("deepPage");
        group.put("offset", offset);
        group.put("firstMillis", Figures.rounded(quantile(near, 0.5)));
        group.put("deepMillis", Figures.rounded(quantile(far, 0.5)));
        group.put("times", Figures.rounded(quantile(far, 0.5) / quantile(near, 0.5)));
        group.put("ofLimit", Figures.rounded(quantile(far, 0.5) / quantile(near, 0.5) / MOST_DEEP));
    }

    private void load(String name, IntFunction<String> path, Figures figures) throws Exception {
        // Half of the time before counts for nothing: the compiler is still at work.
        measureLoad(path, seconds / 2);
        double[] millis = measureLoad(path, seconds);
        Map<String, Object> group = figures.group(name);
        double rate = millis.length / seconds;
        group.put("connections", connections);
        group.put("requestsPerSecond", Figures.rounded(rate));
        group.put("rateOfLimit", Figures.rounded(rate / LEAST_RATE));
        group.put("p50Millis", Figures.rounded(quantile(millis, 0.5)));
        group.put("p95Millis", Figures.rounded(quantile(millis, 0.95)));
        group.put("p95OfLimit", Figures.rounded(quantile(millis, 0.95) / MOST_P95));
    }

    private double[] measureLoad(IntFunction<String> path, double time) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(connections);
        try {
            long end = System.nanoTime() + (long) (time * 1e9);
            List<Future<List<Double>>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Random random = new Random(i);
                all.add(executor.submit(() -> {
                    List<Double> millis = new ArrayList<>();
                    try (Partner partner = new Partner(port)) {
                        while (System.nanoTime() < end) {
                            millis.add(time(partner, path.apply(random.nextInt(pages))));
                        }
                    }
                    return millis;
                }));
            }
            List<Double> millis = new ArrayList<>();
            for (Future<List<Double>> each : all) {
                millis.addAll(each.get());
            }
            return millis.stream().mapToDouble(Double::doubleValue).toArray();
        } finally {
            executor.shutdown();
        }
    }

    private double time(Partner partner, String path) throws IOException {
        long begin = System.nanoTime();
        get(partner, path);
        return (System.nanoTime() - begin) / 1e6;
    }

    private void get(Partner partner, String path) throws IOException {
        Partner.Reply reply = partner.get(path, token);
        if (reply.status() != 200) {
            throw new IOException("the hub answered " + reply.status());
        }
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    }
}
