// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lists of {@code names.txt}: origins, nicknames, streets. Immutable. */
final class Names {

    private final List<Origin> origins = new ArrayList<>();
    private final Map<String, List<String>> nicknames = new HashMap<>();
    private List<String> streets = List.of();

    private Names() {}

    static Names load() {
        Names names = new Names();
        Map<String, List<String>> lists = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (String line : lines()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(":", 2);
            List<String> values =
                    Arrays.stream(parts[1].split(",")).map(String::strip).toList();
            String[] path = parts[0].strip().split(" ");
            if (path[0].equals("nick")) {
                names.nicknames.put(path[1], values);
            } else if (path[0].equals("street")) {
                names.streets = values;
            } else {
                lists.put(parts[0].strip(), values);
                if (path[1].equals("weight")) {
                    order.add(path[0]);
                }
            }
        }
        order.forEach(label -> names.origins.add(origin(label, lists)));
        return names;
    }

    private static Origin origin(String label, Map<String, List<String>> lists) {
        List<String> family = new ArrayList<>(list(lists, label + " family"));
        List<String> stems = lists.getOrDefault(label + " stem", List.of());
        for (String ending : lists.getOrDefault(label + " ending", List.of())) {
            stems.forEach(stem -> family.add(stem + ending));
        }
        List<String> weight = list(lists, label + " weight");
        return new Origin(
                label,
                Integer.parseInt(weight.get(0)),
                list(lists, label + " female"),
                list(lists, label + " male"),
                List.copyOf(family),
                Double.parseDouble(weight.get(1)));
    }

    private static List<String> list(Map<String, List<String>> lists, String name) {
        List<String> list = lists.get(name);
        if (list == null) {
            throw new IllegalStateException("names.txt has no line " + name);
        }
        return list;
    }

    private static List<String> lines() {
        try (InputStream in = Names.class.getResourceAsStream("names.txt")) {
            if (in == null) {
                throw new IllegalStateException("names.txt is not beside " + Names.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Origin> origins() {
        return origins;
    }

    /** The origin at a point from 0 to below 100. */
    Origin origin(int percent) {
        int passed = 0;
        for (Origin origin : origins) {
            passed += origin.weight();
            if (percent < passed) {
                return origin;
            }
        }
        return origins.get(0);
    }

    /** What friends call someone of that name; empty where nothing else. */
    List<String> nicknames(String given) {
        return nicknames.getOrDefault(given, List.of());
    }

    List<String> streets() {
        return streets;
    }
}
