// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server writes into its log folder from a moment on: its first words of a start go nowhere else. */
final class ServerLog {

    /** Where the log of changes ends that a server which was killed goes through again. */
    private static final Pattern END = Pattern.compile(
            "invalid record length|invalid magic|invalid contrecord|incorrect resource manager|incorrect prev-link"
                    + "|unexpected pageaddr|invalid resource manager|contrecord|out-of-sequence|record length");

    private static final Pattern KILLED = Pattern.compile("was not properly shut down|was interrupted");

    private final Path folder;
    private final Map<Path, Long> before = new HashMap<>();

    private ServerLog(Path folder) {
        this.folder = folder;
    }

    /** Of a folder, from now on. */
    static ServerLog of(Path folder) throws IOException {
        ServerLog log = new ServerLog(folder);
        for (Path file : log.files()) {
            log.before.put(file, Files.size(file));
        }
        return log;
    }

    /** All that was written since. */
    String said() throws IOException {
        StringBuilder said = new StringBuilder();
        for (Path file : files()) {
            byte[] bytes = read(file);
            long from = before.getOrDefault(file, 0L);
            said.append(new String(
                    from <= bytes.length ? Arrays.copyOfRange(bytes, (int) from, bytes.length) : bytes,
                    StandardCharsets.UTF_8));
        }
        return said.toString();
    }

    /** How a start after a kill went, for people; empty after an end in order. */
    static String recovery(String said) {
        if (!KILLED.matcher(said).find()) {
            return "";
        }
        List<String> ends = said.lines()
                .filter(line -> END.matcher(line).find())
                .map(line -> line.replaceFirst("^.*?LOG: +", ""))
                .distinct()
                .toList();
        return "PostgreSQL had not been stopped in order and went through its log again: all that was committed is there"
                + (ends.isEmpty() ? "" : "; the log ends at its last whole record (" + String.join("; ", ends) + ")");
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException rotated) {
            return new byte[0];
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("postgresql-"))
                    .sorted()
                    .toList();
        }
    }
}
