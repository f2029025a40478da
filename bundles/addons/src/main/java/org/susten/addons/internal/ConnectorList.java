// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.susten.files.Durable;

/** What {@code etc} says of connectors: {@code connectors.list}, a name or a KAR file a line, and the files of connections. */
record ConnectorList(Path etc) {

    static final String FILE = "connectors.list";

    private static final Pattern CONNECTION = Pattern.compile("org\\.susten\\.connector\\.([a-z][a-z0-9]*)-.+\\.cfg");

    /** Names by line, from 1; comments begin with {@code #}. */
    static Map<Integer, String> names(Path file) throws IOException {
        Map<Integer, String> names = new TreeMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String name = name(lines.get(i));
            if (!name.isEmpty()) {
                names.put(i + 1, name);
            }
        }
        return names;
    }

    private static String name(String line) {
        return line.replaceFirst("#.*", "").strip();
    }

    boolean exists() {
        return Files.exists(etc.resolve(FILE));
    }

    /** Names by line as they are on disk; none where there is no such file. */
    Map<Integer, String> names() throws IOException {
        return exists() ? names(etc.resolve(FILE)) : Map.of();
    }

    /** Files of connections, by the connector they need. */
    Map<String, List<String>> needed() throws IOException {
        Map<String, List<String>> needed = new TreeMap<>();
        try (Stream<Path> files = Files.list(etc)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                Matcher matcher = CONNECTION.matcher(name);
                if (matcher.matches()) {
                    needed.computeIfAbsent(matcher.group(1), n -> new ArrayList<>())
                            .add(name);
                }
            }
        }
        return needed;
    }

    void add(String name) throws IOException {
        if (!names().containsValue(name)) {
            List<String> lines = lines();
            lines.add(name);
            write(lines);
        }
    }

    void remove(Predicate<String> which) throws IOException {
        List<String> lines = lines();
        if (lines.removeIf(line -> which.test(name(line)))) {
            write(lines);
        }
    }

    private List<String> lines() throws IOException {
        Path file = etc.resolve(FILE);
        return Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
    }

    private void write(List<String> lines) throws IOException {
        Durable.write(etc.resolve(FILE), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
