// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.susten.db.Database;
import org.susten.identity.matching.Batch;
import org.susten.identity.matching.Clusterer;
import org.susten.identity.matching.Edges;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Scorer;

/** {@code ./susten link}. */
public final class Link {

    /** The caller must put something right. */
    private static final int WRONG = 2;

    private Link() {}

    /** Links the files of the command line; exits with 2 where the caller must put something right. */
    public static void main(String[] arguments) throws IOException {
        // What the database says of itself is of no use here.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        int code = run(arguments, stream(FileDescriptor.out), stream(FileDescriptor.err));
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The exit code. */
    static int run(String[] arguments, PrintStream out, PrintStream err) throws IOException {
        try {
            if (arguments.length == 0 || arguments[0].matches("help|-h|--help")) {
                out.print(Options.USAGE);
            } else {
                run(Options.of(arguments), out, err);
            }
            return 0;
        } catch (UsageException e) {
            err.println("susten link: " + e.getMessage());
            return WRONG;
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    static Figures run(Options options, PrintStream out, PrintStream err) throws IOException {
        Stages stages = new Stages();
        Mapping mapping = Mapping.read(options.mapping());
        Records.check(options, mapping);
        Records.check(options, Runtime.getRuntime().maxMemory());
        CompletableFuture<ThrowAway> starting = CompletableFuture.supplyAsync(() -> ThrowAway.start(options.work()));
        Figures figures;
        try {
            figures = link(options, mapping, stages, starting, err);
        } finally {
            starting.join().close();
        }
        figures.print(out);
        Path json = options.json();
        if (json != null) {
            try {
                figures.write(json);
            } catch (IOException e) {
                throw Output.broken(json, e);
            }
        }
        return figures;
    }

    private static Figures link(
            Options options, Mapping mapping, Stages stages, CompletableFuture<ThrowAway> database, PrintStream err) {
        Records records = stages.time("read", () -> Records.read(options, mapping));
        records.remarks().forEach(remark -> err.println("susten link: " + remark));
        Batch batch = records.batch();
        Model model = stages.time("learn", batch::learn);
        Found found = options.incremental() == 0
                ? allAtOnce(records, model, stages)
                : arriving(records, model, stages, database, options.incremental());
        Edges edges = found.edges;
        Persons persons = stages.time("cluster", () -> new Persons(found.likely, found.certain, edges));
        stages.time("store", () -> database.join().write(records, persons));
        double total = stages.total();
        Path out = options.out();
        if (out != null) {
            stages.time("write", () -> Results.clusters(out, records, persons));
        }
        if (out != null && options.pairs()) {
            stages.time("pairs", () -> Results.pairs(pairsBeside(out), records, edges, model, records.exclusive()));
        }
        return figures(
                records,
                persons,
                edges,
                stages,
                total,
                options.truth() == null ? null : new int[][] {found.likely, found.certain});
    }

    /** Scored pairs, and the group of each record: by certain evidence alone, and by what is more likely than not. */
    private record Found(Edges edges, int[] certain, int[] likely) {}

    private static Found allAtOnce(Records records, Model model, Stages stages) {
        Batch batch = records.batch();
        Edges edges = stages.time("score", () -> batch.score(model, records.exclusive()));
        Scorer scorer = new Scorer(batch.table(), model, records.exclusive());
        long[] ties = LongStream.range(0, records.size()).toArray();
        int[] certain = stages.time("cluster", () -> Clusterer.groups(ties, edges, scorer, Model.CERTAIN));
        int[] likely = stages.time("cluster", () -> Clusterer.groups(ties, edges, scorer, Model.LIKELY));
        return new Found(edges, certain, likely);
    }

    private static Found arriving(
            Records records, Model model, Stages stages, CompletableFuture<ThrowAway> database, int lot) {
        Database index = stages.time("start", () -> database.join().database());
        Incremental done = stages.time("arrive", () -> Incremental.run(index, records, model, lot));
        Scorer scorer = new Scorer(records.batch().table(), model, records.exclusive());
        long[] ties = LongStream.range(0, records.size()).toArray();
        return stages.time("cluster", () -> {
            int[] certain = done.persons();
            Edges edges = done.pairs();
            return new Found(edges, certain, Incremental.likely(ties, certain, edges, scorer));
        });
    }

    static Path pairsBeside(Path out) {
        String name = String.valueOf(out.getFileName());
        String stem = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
        return out.resolveSibling(stem + ".pairs.csv");
    }

    private static Figures figures(
            Records records, Persons persons, Edges edges, Stages stages, double total, int @Nullable [][] groups) {
        Figures figures = new Figures();
        figures.put("records", (long) records.size());
        figures.put("persons", (long) persons.count());
        figures.put("pairs", (long) edges.size());
        for (Persons.Outcome outcome : Persons.Outcome.values()) {
            figures.put(outcome.word(), persons.count(outcome));
        }
        figures.put("seconds", stages.seconds());
        figures.put("total", total);
        figures.put("records/s", records.size() / total);
        if (groups != null) {
            int[] truth = records.truth();
            Accuracy likely = Accuracy.of(groups[0], truth);
            figures.band("all", likely);
            figures.band("linked", Accuracy.of(groups[1], truth));
            figures.band("review", Figures.reviews(edges, groups[1], truth, likely.all()));
        }
        return figures;
    }
}
