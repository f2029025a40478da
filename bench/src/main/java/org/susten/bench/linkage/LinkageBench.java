// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.susten.files.Durable;
import org.susten.link.Accuracy;

/**
 * Measures who is found to be the same person: the hub's engine with its one threshold, as {@code ./susten link} runs it, beside Duke
 * and a model in SQL on DuckDB, each with the threshold that turns out best. One after another, each in a process of its own.
 */
public final class LinkageBench {

    private static final String FAMILIES = "families";
    private static final int LOTS = 50;
    private static final int LARGEST_LOT = 2000;

    private final Options options;
    private final Path folder;
    private final Report report;

    private LinkageBench(Options options, Path folder, Report report) {
        this.options = options;
        this.folder = folder;
        this.report = report;
    }

    /** Measures and prints. */
    public static void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
        Options options = Options.of(arguments);
        Path folder = options.folder().isPresent()
                ? Files.createDirectories(options.folder().get().toAbsolutePath())
                : Files.createTempDirectory("susten-bench-");
        try {
            new LinkageBench(options, folder, new Report(out)).run();
        } finally {
            if (options.folder().isEmpty()) {
                Durable.deleteAll(folder);
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        List<DataSet> published = DataSet.published(options.data(), options.mappings());
        if (published.isEmpty()) {
            report.say("No public sets in " + options.data() + ": only the invented community is measured.");
        }
        List<DataSet> sets = new ArrayList<>(published);
        sets.removeIf(set -> !options.wants(set.name()));
        boolean families = options.wants(FAMILIES);
        if (sets.isEmpty() && !families) {
            throw new IllegalArgumentException("there is no set "
                    + options.set().orElse("") + "; there are " + FAMILIES + ", "
                    + String.join(", ", published.stream().map(DataSet::name).toList()));
        }
        report.machine(Environment.describe());
        for (DataSet set : sets) {
            measure(set, options.peers());
        }
        if (families) {
            families();
        }
        if (options.json().isPresent()) {
            report.write(options.json().get());
        }
    }

    /** Peers take part up to a size at which they come to an end; the engine alone at the size asked for. */
    private void families() throws IOException, InterruptedException {
        long beside = Math.min(options.records(), options.peersUpTo());
        Map<String, Object> compared = measure(invented(FAMILIES, beside), options.peers());
        Map<String, Object> whole =
                beside == options.records() ? compared : measure(invented("familiesAtSize", options.records()), false);
        Map<String, Object> batch = new LinkedHashMap<>();
        batch.put("records", whole.get("records"));
        Map<?, ?> susten = (Map<?, ?>) Objects.requireNonNull(whole.get("susten"));
        for (String name : List.of("f1", "falsePer10000", "seconds", "recordsPerSecond", "peakMiB")) {
            batch.put(name, susten.get(name));
        }
        if (compared.get("duke") instanceof Map<?, ?> duke) {
            batch.put("ratioToDuke", duke.get("rateRatio"));
            batch.put("ratioToDukeAtRecords", compared.get("records"));
        }
        report.batch(batch);
    }

    private DataSet invented(String name, long records) throws IOException {
        return DataSet.families(name, folder, records, options.seed(), options.mappings());
    }

    private Map<String, Object> measure(DataSet set, boolean peers) throws IOException, InterruptedException {
        Truth truth = Truth.of(set);
        Map<String, Object> of = report.set(set.name(), truth.size());
        Path clusters = folder.resolve(set.name() + ".clusters.csv");
        Path written = folder.resolve(set.name() + ".json");
        Contender susten = Contender.link(folder.resolve("susten.log"), link(set, clusters, written), truth.size());
        int[] groups = truth.groups(clusters, false);
        Accuracy all = Accuracy.of(groups, truth.persons());
        Map<String, Object> told = report.contender(of, "susten", "Susten", all, susten, truth.size());
        report.linked(told, Accuracy.of(truth.groups(clusters, true), truth.persons()));
        report.stages(told, new ObjectMapper().readTree(written.toFile()));
        if (options.incremental()) {
            incremental(of, set, truth, all);
        }
        if (peers) {
            Path people = folder.resolve(set.name() + ".people.csv");
            People.write(people, set.files(), set.peerColumns());
            Ours ours = new Ours(truth, all, susten);
            peer(of, "duke", "Duke 1.2", DukePeer.class, people, ours);
            peer(of, "duckdb", "SQL on DuckDB", SqlPeer.class, people, ours);
        }
        report.fairness(of, Fairness.of(truth, groups), all.recall());
        return of;
    }

    /** The same records in fifty lots or so through the persisted index, as runs of a hub would bring them. */
    private void incremental(Map<String, Object> of, DataSet set, Truth truth, Accuracy batch)
            throws IOException, InterruptedException {
        int lot = Math.min(LARGEST_LOT, Math.max(20, truth.size() / LOTS));
        Path clusters = folder.resolve(set.name() + ".arriving.csv");
        Path written = folder.resolve(set.name() + ".arriving.json");
        List<String> arguments = new ArrayList<>(link(set, clusters, written));
        arguments.addAll(List.of("--incremental", String.valueOf(lot)));
        Contender run = Contender.link(folder.resolve("arriving.log"), arguments, truth.size());
        Accuracy quality = Accuracy.of(truth.groups(clusters, false), truth.persons());
        Map<String, Object> told = report.contender(of, "incremental", "  in lots", quality, run, truth.size());
        report.incremental(told, lot, quality.f1() - batch.f1());
        report.stages(told, new ObjectMapper().readTree(written.toFile()));
    }

    private static List<String> link(DataSet set, Path clusters, Path written) {
        List<String> arguments = new ArrayList<>();
        set.files().forEach(file -> arguments.add(file.toString()));
        arguments.addAll(List.of("--mapping", set.mapping().toString(), "--out", clusters.toString()));
        arguments.addAll(List.of("--truth", set.truth(), "--json", written.toString()));
        return arguments;
    }

    /** What peers are held against. */
    private record Ours(Truth truth, Accuracy quality, Contender run) {}

    private void peer(Map<String, Object> of, String key, String name, Class<?> main, Path people, Ours ours)
            throws IOException, InterruptedException {
        Path pairs = folder.resolve("pairs.csv");
        Contender peer = Contender.run(
                folder.resolve(main.getSimpleName() + ".log"),
                main,
                List.of(people.toString(), pairs.toString()),
                ours.truth.size());
        Accuracy best = ScoredPairs.read(pairs).best(ours.truth.persons());
        Map<String, Object> told = report.contender(of, key, name, best, peer, ours.truth.size());
        report.ahead(told, ours.quality.f1() - best.f1(), peer.seconds() / ours.run.seconds());
    }
}
