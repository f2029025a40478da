// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.susten.bench.Figures;
import org.susten.link.Accuracy;

/** What was measured, as lines while it goes on and as figures with lasting names at the end. */
final class Report {

    /** False pairs are told in so many that were made. */
    private static final double FALSE_IN = 10_000;

    private final PrintStream out;
    private final Figures figures = new Figures();

    Report(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    void machine(Map<String, Object> machine) {
        figures.group("machine").putAll(machine);
        machine.forEach((name, value) -> out.printf(Locale.ROOT, "  %-14s %s%n", name, value));
    }

    /** Begins a set; figures of it go into what is given. */
    Map<String, Object> set(String name, int records) {
        Map<String, Object> of = figures.group(name);
        of.put("records", records);
        out.printf(Locale.ROOT, "%n%s: %,d records%n", name, records);
        out.printf(
                "  %-14s %9s %9s %9s %10s %9s %12s %8s%n",
                "", "precision", "recall", "F1", "false/10k", "seconds", "records/s", "MiB");
        return of;
    }

    /** A contender's quality and cost; in the figures under {@code key}. */
    Map<String, Object> contender(
            Map<String, Object> of, String key, String name, Accuracy quality, Contender run, int records) {
        Map<String, Object> told = quality(quality);
        told.put("seconds", Figures.rounded(run.seconds()));
        told.put("recordsPerSecond", Math.round(records / run.seconds()));
        told.put("peakMiB", run.peakMiB());
        of.put(key, told);
        out.printf(
                Locale.ROOT,
                "  %-14s %9.5f %9.5f %9.5f %10.2f %9.1f %,12.0f %,8d%n",
                name,
                quality.precision(),
                quality.recall(),
                quality.f1(),
                falseIn(quality),
                run.seconds(),
                records / run.seconds(),
                run.peakMiB());
        return told;
    }

    /** What would be linked without anybody looking. */
    void linked(Map<String, Object> told, Accuracy quality) {
        told.put("linked", quality(quality));
        out.printf(
                Locale.ROOT,
                "  %-14s %9.5f %9.5f %9.5f %10.2f%n",
                "  linked",
                quality.precision(),
                quality.recall(),
                quality.f1(),
                falseIn(quality));
    }

    void stages(Map<String, Object> told, JsonNode link) {
        told.put("review", link.get("review"));
        told.put("stages", link.get("seconds"));
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> stage : link.get("seconds").properties()) {
            parts.add(String.format(
                    Locale.ROOT, "%s %.1f", stage.getKey(), stage.getValue().asDouble()));
        }
        out.println("    seconds of its stages: " + String.join(", ", parts));
    }

    void incremental(Map<String, Object> told, int lot, double gap) {
        told.put("lot", lot);
        told.put("f1Gap", rounded(gap));
        out.printf(Locale.ROOT, "    in lots of %,d through the person index: F1 %+.5f beside all at once%n", lot, gap);
    }

    void ahead(Map<String, Object> told, double f1, double rate) {
        told.put("f1Behind", rounded(f1));
        told.put("rateRatio", rounded(rate));
        out.printf(Locale.ROOT, "    Susten is ahead by %.4f of F1, at %.1f times its rate%n", f1, rate);
    }

    void fairness(Map<String, Object> of, Fairness fairness, double mean) {
        Map<String, Map<String, Object>> told = new LinkedHashMap<>();
        of.put("fairness", told);
        List<Fairness.Group> groups = fairness.groups();
        if (!groups.isEmpty()) {
            out.printf(
                    "  %-14s %-18s %9s %9s %9s %12s%n",
                    "by", "group", "records", "precision", "recall", "from the mean");
        }
        for (Fairness.Group group : groups) {
            double gap = group.quality().recall() - mean;
            out.printf(
                    Locale.ROOT,
                    "  %-14s %-18s %,9d %9.5f %9.5f %+12.5f%n",
                    group.by(),
                    group.name(),
                    group.records(),
                    group.quality().precision(),
                    group.quality().recall(),
                    gap);
            Map<String, Object> one = quality(group.quality());
            one.put("records", group.records());
            one.put("recallGap", rounded(gap));
            one.put("farUnderMean", fairness.far(group, mean));
            told.computeIfAbsent(group.by(), by -> new LinkedHashMap<>());
            told.get(group.by()).put(group.name(), one);
        }
        List<String> words = fairness.inWords(mean);
        of.put("unfair", words);
        words.forEach(line -> out.println("  " + line));
    }

    /** Figures of the engine alone, at the size asked for. */
    void batch(Map<String, Object> figuresOfBatch) {
        figures.group("batch").putAll(figuresOfBatch);
        out.printf(
                Locale.ROOT,
                "%nbatch, all in (Java and PostgreSQL started, read, learnt, scored, clustered, stored)%n");
        figuresOfBatch.forEach((name, value) -> out.printf(Locale.ROOT, "  %-18s %s%n", name, value));
    }

    private static Map<String, Object> quality(Accuracy quality) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("precision", rounded(quality.precision()));
        told.put("recall", rounded(quality.recall()));
        told.put("f1", rounded(quality.f1()));
        told.put("false", quality.found() - quality.right());
        told.put("missed", quality.all() - quality.right());
        told.put("falsePer10000", Figures.rounded(falseIn(quality)));
        return told;
    }

    private static double falseIn(Accuracy quality) {
        return (1 - quality.precision()) * FALSE_IN;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e5) / 1e5;
    }

    void write(Path file) throws IOException {
        figures.write(file);
    }
}
