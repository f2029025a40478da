// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
record Options(
        List<Path> files,
        Path mapping,
        @Nullable Path out,
        @Nullable String truth,
        boolean pairs,
        @Nullable Path json,
        @Nullable Path work) {

    static final String USAGE =
            """
            usage: ./susten link FILE... --mapping M.yaml --out clusters.csv
              FILE            CSV with a header; several files are several sources
              --mapping FILE  which columns hold what; examples: bench/mappings
              --out FILE      result: record, person, confidence, outcome (linked, review, new)
              --pairs         also write the scored pairs, beside the result as *.pairs.csv
              --truth COLUMN  print precision, recall and F1 against the persons this column names
              --json FILE     write the figures
              --work DIR      folder for the throw-away database; default: a new one under the system's
            """;

    static Options of(String[] arguments) {
        List<Path> files = new ArrayList<>();
        Path mapping = null;
        Path out = null;
        String truth = null;
        boolean pairs = false;
        Path json = null;
        Path work = null;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            switch (argument) {
                case "--mapping" -> mapping = Path.of(value(arguments, i++));
                case "--out" -> out = Path.of(value(arguments, i++));
                case "--truth" -> truth = value(arguments, i++);
                case "--json" -> json = Path.of(value(arguments, i++));
                case "--work" -> work = Path.of(value(arguments, i++));
                case "--pairs" -> pairs = true;
                default -> {
                    if (argument.startsWith("--")) {
                        throw new UsageException("unknown option " + argument + "\n" + USAGE);
                    }
                    files.add(Path.of(argument));
                }
            }
        }
        if (files.isEmpty() || mapping == null || out == null && truth == null) {
            throw new UsageException(USAGE);
        }
        if (pairs && out == null) {
            throw new UsageException("--pairs writes beside the result: give --out too");
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new UsageException(file + " cannot be read: is the path right?");
            }
        }
        return new Options(List.copyOf(files), mapping, out, truth, pairs, json, work);
    }

    private static String value(String[] arguments, int option) {
        if (option + 1 == arguments.length || arguments[option + 1].startsWith("--")) {
            throw new UsageException(arguments[option] + " needs a value\n" + USAGE);
        }
        return arguments[option + 1];
    }
}
