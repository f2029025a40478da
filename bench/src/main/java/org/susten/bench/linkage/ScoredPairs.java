// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.susten.link.Accuracy;

/** Pairs of rows with a peer's score, and what the best threshold in hindsight makes of them. */
final class ScoredPairs {

    /** Each threshold tried lets this much more pairs in than the one before. */
    private static final double STEP = 1.06;

    private record Pair(int a, int b, double score) {}

    private final List<Pair> pairs = new ArrayList<>();

    private ScoredPairs() {}

    /** Writes {@code a,b,score} lines; one thread at a time. */
    static final class Writer implements Closeable {

        private final BufferedWriter out;

        Writer(Path file) throws IOException {
            out = Files.newBufferedWriter(file);
        }

        synchronized void add(int a, int b, double score) {
            try {
                out.write(a + "," + b + "," + score + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    static ScoredPairs read(Path file) throws IOException {
        ScoredPairs read = new ScoredPairs();
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord row : csv) {
                read.pairs.add(new Pair(
                        Integer.parseInt(row.getField(0)),
                        Integer.parseInt(row.getField(1)),
                        Double.parseDouble(row.getField(2))));
            }
        }
        read.pairs.sort((x, y) -> Double.compare(y.score, x.score));
        return read;
    }

    /** The best F1 that any threshold reaches, over pairs of connected people. */
    Accuracy best(int[] truth) {
        int[] parent = new int[truth.length];
        for (int row = 0; row < parent.length; row++) {
            parent[row] = row;
        }
        Accuracy best = Accuracy.of(parent, truth);
        int at = 0;
        for (double wanted = truth.length / 20.0; at < pairs.size(); wanted *= STEP) {
            int until = (int) Math.min(pairs.size(), wanted);
            while (until > at && until < pairs.size() && pairs.get(until).score == pairs.get(until - 1).score) {
                until++;
            }
            for (; at < until; at++) {
                parent[root(parent, pairs.get(at).a)] = root(parent, pairs.get(at).b);
            }
            int[] groups = new int[parent.length];
            for (int row = 0; row < groups.length; row++) {
                groups[row] = root(parent, row);
            }
            Accuracy now = Accuracy.of(groups, truth);
            best = now.f1() > best.f1() ? now : best;
        }
        return best;
    }

    private static int root(int[] parent, int row) {
        int at = row;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
