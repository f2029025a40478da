// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.susten.bench.community.Community;
import org.susten.bench.community.Spec;
import org.susten.bench.community.Variation;

/**
 * A generated OneRoster community: once as files, and three times as the archives that a district sends.
 *
 * @param rows rows of all files together, headers not counted
 * @param files the CSV files but the manifest, for the routes that know no OneRoster
 * @param first as it is
 * @param shuffled the same rows in another order
 * @param changed in yet another order, with one row in a hundred changed
 */
record Roster(long rows, List<Path> files, Path first, Path shuffled, Path changed) {

    private static final double ONE_PERCENT = 0.01;

    static Roster generate(Path folder, long rows, long seed) throws IOException {
        Community community = new Community(Spec.ofRows(seed, rows));
        Path loose = Files.createDirectories(folder.resolve("csv"));
        long written = community.writeRoster(loose, false, Variation.NONE).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        Path first = folder.resolve("first.zip");
        Path shuffled = folder.resolve("shuffled.zip");
        Path changed = folder.resolve("changed.zip");
        community.writeRoster(first, false, Variation.NONE);
        community.writeRoster(shuffled, false, Variation.shuffled(seed + 1));
        community.writeRoster(changed, false, Variation.shuffled(seed + 2).changing(ONE_PERCENT, seed + 3));
        try (Stream<Path> found = Files.list(loose)) {
            List<Path> files = found.filter(file -> file.toString().endsWith(".csv")
                            && !file.getFileName().toString().equals("manifest.csv"))
                    .sorted()
                    .toList();
            return new Roster(written, files, first, shuffled, changed);
        }
    }

    /** A file's columns. */
    static List<String> columns(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return List.of(reader.readLine().strip().split(","));
        }
    }

    static String table(Path file) {
        return file.getFileName().toString().replace(".csv", "").toLowerCase(java.util.Locale.ROOT);
    }
}
