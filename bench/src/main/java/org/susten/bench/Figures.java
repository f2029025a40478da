// SPDX-License-Identifier: Apache-2.0
package org.susten.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was measured: for people as lines, for machines as JSON. */
public final class Figures {

    private final Map<String, Object> all = new LinkedHashMap<>();

    /** A single figure. */
    public void put(String name, Object value) {
        all.put(name, value);
    }

    /** One group of figures, in the order they are put. */
    public Map<String, Object> group(String name) {
        Map<String, Object> group = new LinkedHashMap<>();
        all.put(name, group);
        return group;
    }

    /** To three places. */
    public static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** As JSON. */
    public void write(Path file) throws IOException {
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }

    /** One line each. */
    public void print(PrintStream out) {
        print("", all, out);
    }

    private static void print(String prefix, Map<?, ?> figures, PrintStream out) {
        figures.forEach((name, value) -> {
            if (value instanceof Map<?, ?> group) {
                print(prefix + name + '.', group, out);
            } else {
                out.printf(Locale.ROOT, "  %-34s %s%n", prefix + name, value);
            }
        });
    }
}
