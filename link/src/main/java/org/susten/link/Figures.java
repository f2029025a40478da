// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.susten.identity.matching.Edges;
import org.susten.identity.matching.Model;

/** What a linking found and took, for people and for programs. */
final class Figures {

    private final Map<String, Object> all = new LinkedHashMap<>();
    private final Map<String, Accuracy> bands = new LinkedHashMap<>();

    void put(String name, Object value) {
        all.put(name, value);
    }

    void band(String name, Accuracy accuracy) {
        bands.put(name, accuracy);
    }

    /** Pairs that somebody would have to look at, and how many of them are one person. */
    static Accuracy reviews(Edges edges, int[] certain, int[] truth, long allPairs) {
        long found = 0;
        long right = 0;
        for (int edge = 0; edge < edges.size(); edge++) {
            int a = edges.first(edge);
            int b = edges.second(edge);
            if (edges.bits(edge) < Model.CERTAIN && certain[a] != certain[b]) {
                found++;
                right += truth[a] == truth[b] ? 1 : 0;
            }
        }
        return new Accuracy(found, right, allPairs);
    }

    void print(PrintStream out) {
        all.forEach((name, value) -> {
            if (value instanceof Map<?, ?> map) {
                out.println(name);
                map.forEach((k, v) -> out.printf(Locale.ROOT, "  %-12s %8.2f%n", k, v));
            } else {
                out.printf(Locale.ROOT, value instanceof Double ? "%-14s %,12.2f%n" : "%-14s %,12d%n", name, value);
            }
        });
        if (!bands.isEmpty()) {
            out.printf(
                    "%-10s %10s %10s %10s %10s %10s %10s%n",
                    "band", "pairs", "right", "of", "precision", "recall", "F1");
            bands.forEach((name, a) -> out.printf(
                    Locale.ROOT,
                    "%-10s %10d %10d %10d %10.5f %10.5f %10.5f%n",
                    name,
                    a.found(),
                    a.right(),
                    a.all(),
                    a.precision(),
                    a.recall(),
                    a.f1()));
        }
    }

    void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            for (Map.Entry<String, Object> entry : all.entrySet()) {
                if (entry.getValue() instanceof Map<?, ?> map) {
                    json.writeObjectFieldStart(entry.getKey());
                    for (Map.Entry<?, ?> inner : map.entrySet()) {
                        json.writeNumberField(
                                String.valueOf(inner.getKey()), ((Number) inner.getValue()).doubleValue());
                    }
                    json.writeEndObject();
                } else if (entry.getValue() instanceof Double number) {
                    json.writeNumberField(entry.getKey(), number);
                } else {
                    json.writeNumberField(entry.getKey(), ((Number) entry.getValue()).longValue());
                }
            }
            for (Map.Entry<String, Accuracy> band : bands.entrySet()) {
                Accuracy a = band.getValue();
                json.writeObjectFieldStart(band.getKey());
                json.writeNumberField("pairs", a.found());
                json.writeNumberField("right", a.right());
                json.writeNumberField("of", a.all());
                json.writeNumberField("precision", a.precision());
                json.writeNumberField("recall", a.recall());
                json.writeNumberField("f1", a.f1());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }
}
