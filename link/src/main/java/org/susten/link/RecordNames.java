// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What records are called in results: each by one name, and no two by the same. For one thread. */
final class RecordNames {

    /** A file from its first record on, and what it is called in results. */
    private record Part(Path file, String label, int from) {}

    private final Map<Path, Integer> fileNames = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private long[] lines = new long[1024];

    RecordNames(List<Path> files) {
        files.forEach(file -> fileNames.merge(file.getFileName(), 1, Integer::sum));
    }

    /** Names from here on are of this file: its own name, or where another one has it too, its whole path. */
    void begin(Path file) {
        boolean alone = fileNames.getOrDefault(file.getFileName(), 0) < 2;
        parts.add(new Part(file, (alone ? file.getFileName() : file).toString(), names.size()));
    }

    /**
     * Adds the next record.
     *
     * @param key what the mapping's key says; the row's number where empty
     */
    void add(String key, long line) {
        if (names.size() == lines.length) {
            lines = Arrays.copyOf(lines, lines.length * 2);
        }
        lines[names.size()] = line;
        Part part = parts.get(parts.size() - 1);
        names.add(key.isEmpty() ? part.label + "#" + (names.size() - part.from + 1) : key);
    }

    /** Throws where a file uses a key twice; keys that several files use are told apart by the file. */
    void check() {
        if (unambiguous()) {
            return;
        }
        Map<String, Part> seen = new HashMap<>();
        Set<String> shared = new HashSet<>();
        for (int at = 0; at < parts.size(); at++) {
            Map<String, Integer> first = new HashMap<>();
            int to = at + 1 < parts.size() ? parts.get(at + 1).from : names.size();
            for (int row = parts.get(at).from; row < to; row++) {
                Integer before = first.putIfAbsent(names.get(row), row);
                if (before != null) {
                    throw new UsageException(parts.get(at).file + " has one record key on lines " + lines[before]
                            + " and " + lines[row] + ": the mapping's key must tell records apart; without a key "
                            + "they are called FILE#ROW");
                }
                if (seen.putIfAbsent(names.get(row), parts.get(at)) != null) {
                    shared.add(names.get(row));
                }
            }
        }
        for (int row = 0; row < names.size(); row++) {
            if (shared.contains(names.get(row))) {
                names.set(row, part(row).label + "#" + names.get(row));
            }
        }
    }

    /** By hashes first: seldom is there anything to look at. */
    private boolean unambiguous() {
        long[] hashes = new long[names.size()];
        for (int row = 0; row < hashes.length; row++) {
            String name = names.get(row);
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < name.length(); i++) {
                hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
            }
            hashes[row] = hash;
        }
        Arrays.parallelSort(hashes);
        for (int i = 1; i < hashes.length; i++) {
            if (hashes[i] == hashes[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private Part part(int row) {
        Part found = parts.get(0);
        for (Part part : parts) {
            found = part.from <= row ? part : found;
        }
        return found;
    }

    int size() {
        return names.size();
    }

    String name(int row) {
        return names.get(row);
    }
}
