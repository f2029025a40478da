// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.susten.identity.matching.Batch;
import org.susten.identity.matching.Features;

/** The records of all files: their names in results, their features, and, where asked for, their true persons. */
final class Records {

    /** Rows made into features at a time, while the next are read. */
    private static final int CHUNK = 8192;

    private final Mapping mapping;
    private final @Nullable String truthColumn;
    private final Batch batch;
    private final List<String> names = new ArrayList<>();
    private final Set<String> sources = new HashSet<>();
    private final Map<String, Integer> persons = new HashMap<>();
    private int[] truth = new int[1024];

    private Records(Options options, Mapping mapping) throws IOException {
        this.mapping = mapping;
        this.truthColumn = options.truth();
        long bytes = 0;
        for (Path file : options.files()) {
            bytes += Files.size(file);
        }
        this.batch = new Batch((int) Math.min(5_000_000, bytes / 90 + 16));
        for (Path file : options.files()) {
            read(file);
        }
    }

    static Records read(Options options, Mapping mapping) {
        try {
            return new Records(options, mapping);
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("a file cannot be read to its end: " + e.getMessage());
        } catch (CsvParseException e) {
            throw new UsageException("a file is no CSV: " + e.getMessage());
        }
    }

    /** What a chunk of rows became. */
    private record Chunk(String[][] rows, Features[] features, String[] sources) {}

    private void read(Path file) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            Iterator<CsvRecord> rows = csv.iterator();
            if (!rows.hasNext()) {
                throw new UsageException(file + " is empty: it needs a header");
            }
            Columns columns = new Columns(file, rows.next().getFields(), mapping);
            int truthPosition = truthColumn == null ? -1 : columns.position(truthColumn);
            CompletableFuture<Chunk> before = null;
            long first = 1;
            while (rows.hasNext() || before != null) {
                String[][] chunk = next(rows);
                CompletableFuture<Chunk> coming =
                        chunk.length == 0 ? null : CompletableFuture.supplyAsync(() -> features(columns, chunk));
                if (before != null) {
                    first += add(file, first, columns, truthPosition, before.join());
                }
                before = coming;
            }
        }
    }

    private static String[][] next(Iterator<CsvRecord> rows) {
        List<String[]> chunk = new ArrayList<>(CHUNK);
        while (chunk.size() < CHUNK && rows.hasNext()) {
            chunk.add(rows.next().getFields().toArray(String[]::new));
        }
        return chunk.toArray(String[][]::new);
    }

    private Chunk features(Columns columns, String[][] rows) {
        Features[] features = new Features[rows.length];
        String[] from = new String[mapping.once() ? rows.length : 0];
        for (int i = 0; i < rows.length; i++) {
            features[i] = columns.features(rows[i]);
            if (mapping.once()) {
                from[i] = columns.source(rows[i]);
            }
        }
        return new Chunk(rows, features, from);
    }

    private int add(Path file, long first, Columns columns, int truthPosition, Chunk chunk) {
        for (int i = 0; i < chunk.rows.length; i++) {
            String[] row = chunk.rows[i];
            int number = batch.add(chunk.features[i]);
            String key = columns.key(row);
            names.add(key.isEmpty() ? file.getFileName() + "#" + (first + i) : key);
            if (truthPosition >= 0) {
                if (number == truth.length) {
                    truth = java.util.Arrays.copyOf(truth, number * 2);
                }
                truth[number] = person(truthPosition < row.length ? row[truthPosition].strip() : "");
            }
        }
        sources.addAll(List.of(chunk.sources));
        return chunk.rows.length;
    }

    private int person(String value) {
        String person = value;
        if (mapping.truthPattern() != null
                && String.valueOf(mapping.truthColumn()).equals(truthColumn)) {
            Matcher matcher = mapping.truthPattern().matcher(value);
            if (!matcher.matches()) {
                throw new UsageException("column " + truthColumn + " holds values that truth.pattern does not fit");
            }
            person = matcher.group(Math.min(1, matcher.groupCount()));
        }
        return persons.computeIfAbsent(person, p -> persons.size());
    }

    Batch batch() {
        return batch;
    }

    int size() {
        return names.size();
    }

    String name(int row) {
        return names.get(row);
    }

    /** Sources that hold each person once. */
    Set<String> exclusive() {
        return sources;
    }

    /** The true person of each row, by number. */
    int[] truth() {
        return java.util.Arrays.copyOf(truth, names.size());
    }
}
