// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.susten.db.internal.Folders;
import org.susten.link.Link;

/**
 * Measures who is found to be the same person: the hub's engine with its one threshold, as {@code ./susten link} runs it, beside Duke
 * and a model in SQL on DuckDB, each with the threshold that turns out best. One after another, each in a process of its own.
 */
public final class LinkageBench {

    private final Options options;
    private final Path folder;
    private final PrintStream out;
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private LinkageBench(Options options, Path folder, PrintStream out) {
        this.options = options;
        this.folder = folder;
        this.out = out;
    }

    /** Measures and prints. */
    public static void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
        Options options = Options.of(arguments);
        Path folder = options.folder().isPresent()
                ? Files.createDirectories(options.folder().get().toAbsolutePath())
                : Files.createTempDirectory("susten-bench-");
        try {
            new LinkageBench(options, folder, out).run();
        } finally {
            if (options.folder().isEmpty()) {
                Folders.delete(folder);
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        List<DataSet> sets = new ArrayList<>(DataSet.published(options.data(), options.mappings()));
        if (sets.isEmpty()) {
            out.println("No public sets in " + options.data() + ": only the invented community is measured.");
        }
        if (options.set().isEmpty() || options.set().get().equals("families")) {
            sets.add(DataSet.families(folder, options.records(), options.seed(), options.mappings()));
        }
        sets.removeIf(set -> options.set().isPresent() && !options.set().get().equals(set.name()));
        if (sets.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no set " + options.set().orElse("")
                            + "; there are families, febrl1 to febrl3, febrl-legacy-A, -C, -D, splink, pseudopeople");
        }
        for (DataSet set : sets) {
            measure(set);
        }
        if (options.json().isPresent()) {
            json.writeValue(options.json().get().toFile(), figures);
        }
    }

    private void measure(DataSet set) throws IOException, InterruptedException {
        Truth truth = Truth.of(set);
        Map<String, Object> of = new LinkedHashMap<>();
        figures.put(set.name(), of);
        of.put("records", truth.size());
        out.printf(Locale.ROOT, "%n%s: %,d records%n", set.name(), truth.size());
        out.printf(
                "  %-12s %9s %9s %9s %9s %12s %9s%n", "", "precision", "recall", "F1", "seconds", "records/s", "MiB");
        Path clusters = folder.resolve(set.name() + ".clusters.csv");
        Path written = folder.resolve(set.name() + ".json");
        Contender susten = Contender.run(folder.resolve("susten.log"), Link.class, link(set, clusters, written));
        int[] groups = truth.groups(clusters, false);
        Quality all = Quality.of(groups, truth.persons());
        Quality linked = Quality.of(truth.groups(clusters, true), truth.persons());
        tell(of, "susten", all, susten, truth.size());
        tell("  linked", linked);
        of.put("linked", figures(linked));
        JsonNode link = json.readTree(written.toFile());
        of.put("review", link.get("review"));
        of.put("stages", link.get("seconds"));
        out.println("  stages, s    " + stages(link.get("seconds")));
        if (options.peers()) {
            Path people = folder.resolve(set.name() + ".people.csv");
            People.write(people, set.files(), set.peerColumns());
            peer(of, "Duke 1.2", DukePeer.class, people, truth, all, susten);
            peer(of, "SQL, DuckDB", SqlPeer.class, people, truth, all, susten);
        }
        fairness(of, Fairness.of(truth, groups), all);
    }

    private List<String> link(DataSet set, Path clusters, Path written) {
        List<String> arguments = new ArrayList<>();
        set.files().forEach(file -> arguments.add(file.toString()));
        arguments.addAll(List.of("--mapping", set.mapping().toString(), "--out", clusters.toString()));
        arguments.addAll(List.of("--truth", set.truth(), "--json", written.toString()));
        return arguments;
    }

    private void peer(
            Map<String, Object> of,
            String name,
            Class<?> main,
            Path people,
            Truth truth,
            Quality ours,
            Contender susten)
            throws IOException, InterruptedException {
        Path pairs = folder.resolve("pairs.csv");
        Contender peer = Contender.run(
                folder.resolve(main.getSimpleName() + ".log"), main, List.of(people.toString(), pairs.toString()));
        Quality best = ScoredPairs.read(pairs).best(truth.persons());
        Map<String, Object> told = tell(of, name, best, peer, truth.size());
        told.put("f1Ahead", rounded(ours.f1() - best.f1()));
        told.put("rateRatio", rounded(peer.seconds() / susten.seconds()));
        out.printf(
                Locale.ROOT,
                "  %-12s F1 ahead by %.4f, %.1f times its rate%n",
                "",
                ours.f1() - best.f1(),
                peer.seconds() / susten.seconds());
    }

    private Map<String, Object> tell(
            Map<String, Object> of, String name, Quality quality, Contender run, long records) {
        out.printf(
                Locale.ROOT,
                "  %-12s %9.5f %9.5f %9.5f %9.1f %,12.0f %9d%n",
                name,
                quality.precision(),
                quality.recall(),
                quality.f1(),
                run.seconds(),
                records / run.seconds(),
                run.peakMiB());
        Map<String, Object> told = figures(quality);
        told.put("seconds", rounded(run.seconds()));
        told.put("recordsPerSecond", Math.round(records / run.seconds()));
        told.put("peakMiB", run.peakMiB());
        of.put(name, told);
        return told;
    }

    private void tell(String name, Quality quality) {
        out.printf(
                Locale.ROOT, "  %-12s %9.5f %9.5f %9.5f%n", name, quality.precision(), quality.recall(), quality.f1());
    }

    private static Map<String, Object> figures(Quality quality) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("precision", rounded(quality.precision()));
        told.put("recall", rounded(quality.recall()));
        told.put("f1", rounded(quality.f1()));
        told.put("false", quality.found() - quality.right());
        told.put("missed", quality.all() - quality.right());
        return told;
    }

    private void fairness(Map<String, Object> of, List<Fairness.Group> groups, Quality mean) {
        Map<String, Object> told = new LinkedHashMap<>();
        of.put("fairness", told);
        if (!groups.isEmpty()) {
            out.printf("  %-12s %-18s %9s %9s %9s%n", "by", "group", "records", "precision", "recall");
        }
        for (Fairness.Group group : groups) {
            boolean far = group.records() >= Fairness.LEAST && group.quality().recall() < mean.recall() - Fairness.FAR;
            out.printf(
                    Locale.ROOT,
                    "  %-12s %-18s %,9d %9.5f %9.5f%s%n",
                    group.by(),
                    group.name(),
                    group.records(),
                    group.quality().precision(),
                    group.quality().recall(),
                    far ? "  more than 3 points under the mean" : "");
            Map<String, Object> one = figures(group.quality());
            one.put("records", group.records());
            one.put("farUnderMean", far);
            told.put(group.by() + " " + group.name(), one);
        }
    }

    private static String stages(JsonNode seconds) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> stage : seconds.properties()) {
            parts.add(String.format(
                    Locale.ROOT, "%s %.1f", stage.getKey(), stage.getValue().asDouble()));
        }
        return String.join(", ", parts);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e5) / 1e5;
    }
}
