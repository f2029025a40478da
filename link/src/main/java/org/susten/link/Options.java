// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param incremental so many records at a time, as arrivals at a hub; all at once if 0
 */
record Options(
        List<Path> files,
        Path mapping,
        @Nullable Path out,
        @Nullable String truth,
        boolean pairs,
        int incremental,
        @Nullable Path json,
        @Nullable Path work) {

    static final String USAGE =
            """
            usage: ./susten link FILE... --mapping M.yaml --out clusters.csv
              FILE            CSV with a header; several files are several sources
              --mapping FILE  which columns hold what; examples: bench/mappings
              --out FILE      result: record, person, confidence, outcome (linked, review, new); where two files use one key,
                              the record is FILE#KEY, and without a key in the mapping it is FILE#ROW
              --pairs         also write the scored pairs, beside the result as *.pairs.csv
              --incremental N hand the records to the person index of a hub, N at a time, instead of comparing all at once
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
        int incremental = 0;
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
                case "--incremental" -> incremental = size(value(arguments, i++));
                case "--pairs" -> pairs = true;
                default -> {
                    if (argument.startsWith("--")) {
                        throw new UsageException("unknown option " + argument + "\n" + USAGE);
                    }
                    files.add(Path.of(argument));
                }
            }
        }
        Options options =
                new Options(List.copyOf(files), needed(mapping, files), out, truth, pairs, incremental, json, work);
        options.check();
        return options;
    }

    private static Path needed(@Nullable Path mapping, List<Path> files) {
        if (files.isEmpty()) {
            throw new UsageException("no file to link is named\n" + USAGE);
        }
        if (mapping == null) {
            throw new UsageException(
                    "--mapping is missing: it says which columns hold what; bench/mappings has examples\n" + USAGE);
        }
        return mapping;
    }

    private static int size(String text) {
        if (!text.matches("[1-9]\\d{0,7}")) {
            throw new UsageException("--incremental takes how many records come at a time, from 1 on; not " + text);
        }
        return Integer.parseInt(text);
    }

    /** Before anything is begun. */
    private void check() {
        if (out == null && truth == null) {
            throw new UsageException(
                    "nothing to do: give --out for the result, --truth for figures, or both\n" + USAGE);
        }
        if (pairs && out == null) {
            throw new UsageException("--pairs writes beside the result: give --out too");
        }
        Stream.concat(files.stream(), Stream.of(mapping)).forEach(Options::readable);
        for (int i = 1; i < files.size(); i++) {
            Path file = files.get(i);
            if (files.subList(0, i).stream().anyMatch(before -> Output.same(before, file))) {
                throw new UsageException(file + " is given twice: each of its records would be its own double");
            }
        }
        if (out != null) {
            Output.check(out, files);
        }
        if (out != null && pairs) {
            Output.check(Link.pairsBeside(out), files);
        }
        if (json != null) {
            Output.check(json, files);
        }
    }

    private static void readable(Path file) {
        if (!Files.exists(file)) {
            throw new UsageException("there is no file " + file + ": is the path right?");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(file + " is a folder: name the files in it");
        }
        if (!Files.isReadable(file)) {
            throw new UsageException(file + " cannot be read: you have no right to; ask its owner");
        }
    }

    private static String value(String[] arguments, int option) {
        if (option + 1 == arguments.length || arguments[option + 1].startsWith("--")) {
            throw new UsageException(arguments[option] + " needs a value\n" + USAGE);
        }
        return arguments[option + 1];
    }
}
