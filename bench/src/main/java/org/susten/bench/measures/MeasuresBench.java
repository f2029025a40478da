// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.measures;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.susten.bench.Arguments;
import org.susten.bench.Figures;
import org.susten.bench.intake.Cpu;
import org.susten.bench.intake.Ingest;
import org.susten.bench.intake.Machine;
import org.susten.bench.intake.Server;
import org.susten.db.Database;
import org.susten.files.Durable;
import org.susten.files.FileProblemException;
import org.susten.measures.Measure;
import org.susten.measures.Table;
import org.susten.measures.internal.JdbcMeasures;
import org.susten.measures.suppression.Cube;
import org.susten.measures.suppression.Suppression;
import org.susten.measures.suppression.Suppression.Reason;

/**
 * How long the shipped measures take over many people, each counted and hidden as for a release, and how long it takes to hide the small
 * cells of a large table. Ratios are to the aims: 1 or more is within them.
 */
public final class MeasuresBench {

    private static final double MOST_SECONDS = 60;
    private static final double MOST_SUPPRESSION_SECONDS = 10;
    private static final int SMALLEST = 10;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2027-08-01T12:00:00Z"), ZoneOffset.UTC);

    private MeasuresBench() {}

    /** Measures and prints. */
    public static void run(String[] arguments, PrintStream out) throws Exception {
        Map<String, String> options =
                Arguments.of(arguments, "people", "seed", "measures", "schools", "at-once", "folder", "json");
        int people = Integer.parseInt(options.getOrDefault("people", "1000000"));
        long seed = Long.parseLong(options.getOrDefault("seed", "1"));
        Figures figures = new Figures();
        figures.put("people", people);
        figures.put("processors", Runtime.getRuntime().availableProcessors());
        figures.put("processor", Machine.processor());
        Optional<Path> kept = Optional.ofNullable(options.get("folder")).map(Path::of);
        Path folder = kept.isPresent()
                ? Files.createDirectories(kept.get().toAbsolutePath())
                : Files.createTempDirectory("susten-bench-measures-");
        try (Server server = Server.open(folder)) {
            out.printf("Inventing a county of %d people, where the folder has not got it.%n", people);
            Database database = settled(server, folder, people, seed, figures);
            JdbcMeasures measures = inForce(database, Arguments.folder(options, "measures", "config/etc/measures"));
            int atOnce = Integer.parseInt(options.getOrDefault(
                    "at-once", String.valueOf(Runtime.getRuntime().availableProcessors())));
            out.println("Counting.");
            count(server, measures, atOnce, figures);
        } finally {
            if (kept.isEmpty()) {
                Durable.deleteAll(folder);
            }
        }
        out.println("Hiding small cells.");
        suppress(Integer.parseInt(options.getOrDefault("schools", "1000")), seed, figures);
        figures.print(out);
        if (options.containsKey("json")) {
            figures.write(Path.of(options.get("json")));
        }
    }

    /** The county, of before where the folder has it; a file beside it says that it is whole, and how many rows it has. */
    private static Database settled(Server server, Path folder, int people, long seed, Figures figures)
            throws IOException, SQLException {
        String name = "county_" + people + '_' + seed;
        Path whole = folder.resolve(name);
        boolean there = Files.exists(whole);
        if (!there && !server.begins(name)) {
            throw new IllegalStateException("the county in " + folder + " was left half settled: take another folder");
        }
        Database database = server.database(name);
        if (!there) {
            long rows = new County(new Ingest(database), people, seed).settle();
            Files.writeString(whole, Long.toString(rows));
            server.checkpoint();
        }
        figures.put("rows", Long.parseLong(Files.readString(whole)));
        return database;
    }

    /** The measures as they are shipped, samples included. */
    private static JdbcMeasures inForce(Database database, Path from) throws IOException {
        JdbcMeasures measures = new JdbcMeasures(database, CLOCK);
        Path folder = Files.createTempDirectory("susten-bench-measures-");
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName()).replaceFirst("\\.sample$", "");
                measures.accept("measures/" + name, Files.copy(file, folder.resolve(name)));
            }
        } catch (FileProblemException e) {
            throw new IllegalStateException(e.problems().toString(), e);
        } finally {
            Durable.deleteAll(folder);
        }
        return measures;
    }

    /**
     * As many at a time as there are processors, as from so many who ask; those of one cohort one after the other, for they are
     * counted once.
     */
    private static void count(Server server, JdbcMeasures measures, int atOnce, Figures figures) throws Exception {
        Collection<List<Measure>> families = measures.all().stream()
                .collect(Collectors.groupingBy(
                        m -> List.of(m.begin(), m.end(), m.cohort().isEmpty() ? m.id() : m.cohort()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
        List<Drafted> drafted = new ArrayList<>();
        ExecutorService asking = Executors.newFixedThreadPool(atOnce);
        Cpu before = server.cpu();
        long begin = System.nanoTime();
        try {
            for (Future<List<Drafted>> family : families.stream()
                    .map(family -> asking.submit(
                            () -> family.stream().map(m -> draft(measures, m)).toList()))
                    .toList()) {
                drafted.addAll(family.get());
            }
        } finally {
            asking.shutdown();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Cpu spent = server.cpu().since(before);
        drafted.stream().sorted(Comparator.comparing(Drafted::id)).forEach(one -> {
            Map<String, Object> group = figures.group(one.id());
            group.put("seconds", one.seconds());
            group.put("rows", one.table().rows().size());
            group.put("withheld", one.table().withheld());
        });
        figures.put("measures", measures.all().size());
        figures.put("atOnce", atOnce);
        figures.put("seconds", Figures.rounded(seconds));
        figures.put("postgresProcessorSeconds", Figures.rounded(spent.postgres()));
        figures.put("javaProcessorSeconds", Figures.rounded(spent.java()));
        figures.put("ratioOfLimit", Figures.rounded(MOST_SECONDS / seconds));
    }

    private record Drafted(String id, double seconds, Table table) {}

    private static Drafted draft(JdbcMeasures measures, Measure measure) {
        long begin = System.nanoTime();
        Table table = measures.draft(measure.id());
        return new Drafted(measure.id(), Figures.rounded((System.nanoTime() - begin) / 1e9), table);
    }

    /** Schools by grade and group, of very different sizes; a thousand schools make a table of more than 100,000 cells. */
    private static void suppress(int schools, long seed, Figures figures) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] members = {schools, 12, 7};
        Cube.Builder builder = Cube.of(members);
        for (int school = 0; school < schools; school++) {
            for (int grade = 0; grade < members[1]; grade++) {
                for (int group = 0; group < members[2]; group++) {
                    builder.add(
                            new int[] {school, grade, group}, (long) Math.exp(random.nextDouble() * 6 - group * 0.5));
                }
            }
        }
        Cube cube = builder.build();
        Map<Integer, Long> needs = new HashMap<>();
        BitSet empty = new BitSet();
        for (int cell = 0; cell < cube.cells(); cell++) {
            if (cube.count(cell) == 0) {
                empty.set(cell);
            } else if (cube.count(cell) < SMALLEST) {
                needs.put(cell, SMALLEST - cube.count(cell));
            }
        }
        long begin = System.nanoTime();
        Reason[] reasons = new Suppression(cube, needs, empty, new BitSet()).choose();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Object> group = figures.group("suppression");
        group.put("cells", cube.cells());
        group.put("small", needs.size());
        group.put(
                "besides",
                Arrays.stream(reasons)
                        .filter(List.of(Reason.COMPLEMENTARY)::contains)
                        .count());
        group.put("seconds", Figures.rounded(seconds));
        group.put("ratioOfLimit", Figures.rounded(MOST_SUPPRESSION_SECONDS / seconds));
    }
}
