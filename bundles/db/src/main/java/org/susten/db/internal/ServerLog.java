// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server writes into its log folder from a moment on: its first words of a start go nowhere else. */
final class ServerLog {

    /** Where the log of changes ends that a server which was killed goes through again: what is wrong there, and its place in the log. */
    private static final Pattern END = Pattern.compile(
            "LOG: +((?:invalid|incorrect|unexpected|out-of-sequence|record|contrecord|there is no contrecord).*[0-9A-F]+/[0-9A-F]+.*)");

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
            said.append(said(file, before.getOrDefault(file, 0L)));
        }
        return said.toString();
    }

    /** How a start after a kill went, for people; empty after an end in order. */
    static String recovery(String said) {
        if (!KILLED.matcher(said).find()) {
            return "";
        }
        List<String> ends = said.lines()
                .map(END::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .distinct()
                .toList();
        return "PostgreSQL had not been stopped in order and went through its log again: all that was committed is there,"
                + " unless the disk lost what it had confirmed"
                + (ends.isEmpty() ? "" : "; the log ends at its last whole record (" + String.join("; ", ends) + ")");
    }

    private static String said(Path file, long from) throws IOException {
        try (SeekableByteChannel log = Files.newByteChannel(file)) {
            // One that is shorter than it was has been begun anew.
            log.position(from <= log.size() ? from : 0);
            return new String(Channels.newInputStream(log).readAllBytes(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException rotated) {
            return "";
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
