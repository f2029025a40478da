// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.read;

import static org.susten.bench.Figures.rounded;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.susten.bench.Arguments;
import org.susten.bench.Figures;
import org.susten.files.Durable;
import org.susten.kit.Csv;
import org.susten.kit.Fixed;
import org.susten.kit.Json;
import org.susten.kit.RowFormat;
import org.susten.kit.RowMaker;
import org.susten.kit.Xlsx;
import org.susten.kit.Xml;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;

/**
 * How fast the kit reads each format into source records, beside the bare parser of that format on the same file in the same run. The
 * best of several rounds counts, in which the two take turns, so that what else the machine does touches both.
 */
public final class ReadBench {

    private static final int ROUNDS = 7;

    private ReadBench() {}

    /** One way to read a file; returns its rows. */
    @FunctionalInterface
    private interface Reading {
        long rows(Path file) throws IOException;
    }

    private record Format(String name, RowFormat kit, Reading bare) {}

    private static final List<Format> FORMATS = List.of(
            new Format("csv", Csv.standard(), Bare::csv),
            new Format("json", Json.standard(), Bare::json),
            new Format("fixed", fixed(), Bare::fixed),
            new Format("xml", Xml.rows("Enrollment").expecting(Table.COLUMNS), Bare::xml),
            new Format("xlsx", Xlsx.standard(), Bare::xlsx));

    /** Measures and prints. */
    public static void run(String[] arguments, PrintStream out) throws IOException {
        Map<String, String> options = Arguments.of(arguments, "rows", "json");
        Table table = new Table(Integer.parseInt(options.getOrDefault("rows", "300000")));
        Path folder = Files.createTempDirectory("susten-bench-read-");
        Figures figures = new Figures();
        figures.put("rows", table.rows());
        try {
            write(table, folder);
            for (Format format : FORMATS) {
                measure(format, folder.resolve("rows." + format.name()), table, figures, out);
            }
        } finally {
            Durable.deleteAll(folder);
        }
        if (options.containsKey("json")) {
            figures.write(Path.of(options.get("json")));
        }
    }

    private static void write(Table table, Path folder) throws IOException {
        table.csv(folder.resolve("rows.csv"));
        table.json(folder.resolve("rows.json"));
        table.fixed(folder.resolve("rows.fixed"));
        table.xml(folder.resolve("rows.xml"));
        table.xlsx(folder.resolve("rows.xlsx"));
    }

    private static void measure(Format format, Path file, Table table, Figures figures, PrintStream out)
            throws IOException {
        double kit = Double.MAX_VALUE;
        double bare = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            bare = Math.min(bare, seconds(format.bare(), file, table));
            kit = Math.min(kit, seconds(at -> read(format.kit(), at), file, table));
        }
        Map<String, Object> group = figures.group(format.name());
        group.put("rowsPerSecond", Math.round(table.rows() / kit));
        group.put("bareRowsPerSecond", Math.round(table.rows() / bare));
        group.put("ratioToBareParser", rounded(bare / kit));
        out.printf(
                Locale.ROOT,
                "%-6s %9.0f rows/s, bare parser %9.0f rows/s: %.2f of it%n",
                format.name(),
                table.rows() / kit,
                table.rows() / bare,
                bare / kit);
    }

    private static double seconds(Reading reading, Path file, Table table) throws IOException {
        long start = System.nanoTime();
        long rows = reading.rows(file);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (rows != table.rows()) {
            throw new IllegalStateException(file.getFileName() + " gave " + rows + " rows of " + table.rows());
        }
        return seconds;
    }

    private static long read(RowFormat format, Path file) {
        long rows = 0;
        try (SourceReader reader = format.open(
                new OneFile(file),
                file.getFileName().toString(),
                Cursor.START,
                RowMaker.keyed("enrollments", "sourcedId"))) {
            while (reader.hasNext()) {
                rows += reader.next().key().isEmpty() ? 0 : 1;
            }
        }
        return rows;
    }

    private static Fixed fixed() {
        List<Fixed.Column> columns = new ArrayList<>();
        int from = 1;
        for (int i = 0; i < Table.COLUMNS.size(); i++) {
            columns.add(new Fixed.Column(Table.COLUMNS.get(i), from, Table.WIDTHS.get(i)));
            from += Table.WIDTHS.get(i);
        }
        return Fixed.columns(columns);
    }
}
