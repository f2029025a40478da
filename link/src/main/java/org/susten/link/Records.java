// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.susten.identity.matching.Batch;
import org.susten.identity.matching.Features;

/** The records of all files: their names in results, their features, and, where asked for, their true persons. */
final class Records {

    /** Rows made into features at a time, while the next are read. */
    /** The least that a record takes from reading to the end. */
    private static final long BYTES_A_RECORD = 900;

    private static final int GLANCE = 1 << 20;
    private static final int MIB_SHIFT = 20;
    private static final int CHUNK = 8192;

    private final Mapping mapping;
    private final @Nullable String truthColumn;
    private final boolean arrivals;
    private final Batch batch;
    private final RecordNames names;
    private final List<String> remarks = new ArrayList<>();
    private final Map<String, Integer> sources = new LinkedHashMap<>();
    private final Map<String, Integer> persons = new HashMap<>();
    private int personless;
    private final List<Arrival> arriving = new ArrayList<>();
    private int[] truth = new int[1024];

    /** One record on its way into a person index. */
    record Arrival(int source, Features features) {
        @Override
        public String toString() {
            return "record of source " + source;
        }
    }

    private Records(Options options, Mapping mapping) {
        this.mapping = mapping;
        this.truthColumn = options.truth();
        this.arrivals = options.incremental() > 0;
        this.names = new RecordNames(options.files());
        long bytes = 0;
        for (Path file : options.files()) {
            bytes += size(file);
        }
        this.batch = new Batch((int) Math.min(5_000_000, bytes / 90 + 16));
        for (Path file : options.files()) {
            read(file);
        }
        if (names.size() == 0) {
            throw new UsageException("there is nothing to link: "
                    + String.join(
                            ", ", options.files().stream().map(Path::toString).toList())
                    + " hold no record below their first line");
        }
        names.check();
        if (personless > 0) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d records have nothing in column %s: the figures take each for a person of its own",
                    personless,
                    names.size(),
                    truthColumn));
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // Only a guess at how much room is needed.
        }
    }

    static Records read(Options options, Mapping mapping) {
        return new Records(options, mapping);
    }

    /** Whether all files have the columns that are named; throws where not. Before anything that takes time. */
    static void check(Options options, Mapping mapping) {
        for (Path file : options.files()) {
            try (Input rows = Input.open(file)) {
                Columns columns = new Columns(file, rows.header(), mapping);
                String truth = options.truth();
                if (truth != null) {
                    columns.truth(truth);
                }
            }
        }
    }

    /**
     * Refuses files that will not fit into memory, before a long time is spent on them; their records are reckoned from their sizes.
     *
     * @param memory bytes that there are
     */
    static void check(Options options, long memory) throws IOException {
        double records = 0;
        for (Path file : options.files()) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] start = in.readNBytes(GLANCE);
                long lines = 1;
                for (byte each : start) {
                    lines += each == '\n' ? 1 : 0;
                }
                records += (double) Files.size(file) * lines / Math.max(1, start.length);
            }
        }
        long needed = (long) (records * BYTES_A_RECORD);
        if (needed > memory) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "the files hold about %,.0f records, which need %d MB of memory, and there are %d: give it more,"
                            + " SUSTEN_HEAP=%dm ./susten link ..., or fewer files",
                    records,
                    needed >> MIB_SHIFT,
                    memory >> MIB_SHIFT,
                    2 * needed >> MIB_SHIFT));
        }
    }

    /** What a chunk of rows became. */
    private record Chunk(String[][] rows, long[] lines, Features[] features, String[] sources) {}

    private void read(Path file) {
        names.begin(file);
        try (Input rows = Input.open(file)) {
            Columns columns = new Columns(file, rows.header(), mapping);
            int truthPosition = truthColumn == null ? -1 : columns.truth(truthColumn);
            CompletableFuture<Chunk> before = null;
            while (rows.hasNext() || before != null) {
                CompletableFuture<Chunk> coming = next(rows, columns);
                if (before != null) {
                    add(columns, truthPosition, joined(before));
                }
                before = coming;
            }
            columns.unreadDates().ifPresent(remarks::add);
        }
    }

    private static Chunk joined(CompletableFuture<Chunk> chunk) {
        try {
            return chunk.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private @Nullable CompletableFuture<Chunk> next(Input rows, Columns columns) {
        List<String[]> chunk = new ArrayList<>(CHUNK);
        long[] lines = new long[CHUNK];
        while (chunk.size() < CHUNK && rows.hasNext()) {
            String[] row = rows.next();
            lines[chunk.size()] = rows.line();
            chunk.add(row);
        }
        String[][] read = chunk.toArray(String[][]::new);
        return read.length == 0 ? null : CompletableFuture.supplyAsync(() -> features(columns, read, lines));
    }

    private Chunk features(Columns columns, String[][] rows, long[] lines) {
        Features[] features = new Features[rows.length];
        String[] from = new String[mapping.once() || arrivals ? rows.length : 0];
        for (int i = 0; i < rows.length; i++) {
            features[i] = columns.features(rows[i]);
            if (from.length > 0) {
                from[i] = columns.source(rows[i]);
            }
        }
        return new Chunk(rows, lines, features, from);
    }

    private void add(Columns columns, int truthPosition, Chunk chunk) {
        for (int i = 0; i < chunk.rows.length; i++) {
            String[] row = chunk.rows[i];
            int number = batch.add(chunk.features[i]);
            names.add(columns.key(row), chunk.lines[i]);
            if (chunk.sources.length > 0) {
                int source = sources.computeIfAbsent(chunk.sources[i], s -> sources.size() + 1);
                if (arrivals) {
                    arriving.add(new Arrival(source, chunk.features[i]));
                }
            }
            if (truthPosition >= 0) {
                if (number == truth.length) {
                    truth = Arrays.copyOf(truth, number * 2);
                }
                truth[number] = person(truthPosition < row.length ? row[truthPosition].strip() : "");
            }
        }
    }

    private int person(String value) {
        String person = value;
        if (value.isEmpty()) {
            return - ++personless;
        }
        if (mapping.truthPattern() != null
                && String.valueOf(mapping.truthColumn()).equals(truthColumn)) {
            Matcher matcher = mapping.truthPattern().matcher(value);
            if (!matcher.matches()) {
                throw new UsageException("column " + truthColumn + " holds values that truth.pattern of "
                        + mapping.file() + " does not fit: correct the pattern");
            }
            person = matcher.group(Math.min(1, matcher.groupCount()));
        }
        return persons.computeIfAbsent(person, p -> persons.size());
    }

    Batch batch() {
        return batch;
    }

    /** What the caller should know of the files, in sentences. */
    List<String> remarks() {
        return remarks;
    }

    int size() {
        return names.size();
    }

    String name(int row) {
        return names.name(row);
    }

    /** Sources that hold each person once. */
    Set<String> exclusive() {
        return mapping.once() ? sources.keySet() : Set.of();
    }

    /** Numbers of the sources that may hold a person several times. */
    Set<Integer> several() {
        return mapping.once() ? Set.of() : Set.copyOf(sources.values());
    }

    /** The records as they arrive, where they are to; empty otherwise. */
    List<Arrival> arriving() {
        return arriving;
    }

    /** The true person of each row, by number. */
    int[] truth() {
        return Arrays.copyOf(truth, names.size());
    }
}
