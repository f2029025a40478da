// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.susten.connector.tabular.mapping.Crosswalk;
import org.susten.connector.tabular.mapping.Mapping;
import org.susten.connector.tabular.mapping.MappingCompiler;
import org.susten.connector.tabular.mapping.StreamPlan;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.kit.Drops;
import org.susten.model.Entity;
import org.susten.model.MissingElementException;
import org.susten.model.words.Count;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * Dry run of a mapping on files, without a hub: {@code ./susten check-mapping MAPPING FILE...}. Names what is wrong in the mapping, and
 * what becomes of each file's rows with the lines of those that are refused; never a value of a row. One use, one thread.
 */
public final class CheckMapping {

    private static final int MOST_LINES = 8;
    private static final String TWICE =
            "another row has the same key and says something else; the last one counts, and this one goes to quarantine";

    private final PrintStream out;
    private boolean good = true;

    private CheckMapping(PrintStream out) {
        this.out = out;
    }

    /** Ends with 0 only where the mapping works and every row was understood. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments), System.out) ? 0 : 1);
    }

    static boolean run(List<String> arguments, PrintStream out) throws IOException {
        CheckMapping check = new CheckMapping(out);
        check.check(
                Path.of(arguments.get(0)),
                arguments.subList(1, arguments.size()).stream().map(Path::of).toList());
        return check.good;
    }

    private void check(Path file, List<Path> samples) throws IOException {
        Map<String, Crosswalk> crosswalks = crosswalks(file);
        Mapping mapping;
        try {
            mapping = MappingCompiler.compile(YamlFile.read(file), Golden.site(), crosswalks::get);
        } catch (FileProblemException e) {
            refused(file, e);
            return;
        }
        out.println(file.getFileName() + ": good, with "
                + Count.of(mapping.streams().size(), "stream", "streams"));
        golden(file, mapping);
        for (Path sample : samples) {
            sample(mapping, sample);
        }
    }

    /** Those in the folder {@code crosswalks} beside the mapping's folder. */
    private Map<String, Crosswalk> crosswalks(Path mapping) throws IOException {
        Map<String, Crosswalk> all = new TreeMap<>();
        Path folder = mapping.toAbsolutePath().resolveSibling("../crosswalks").normalize();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*.csv")) {
                for (Path file : files) {
                    String name = MappingFiles.plain(file.getFileName().toString());
                    try {
                        all.put(name, CrosswalkFile.read(name, file));
                    } catch (FileProblemException e) {
                        refused(file, e);
                    }
                }
            }
        }
        return all;
    }

    private void golden(Path file, Mapping mapping) {
        Path golden = file.resolveSibling(MappingFiles.plain(file.getFileName().toString()) + ".golden.yaml");
        if (!Files.exists(golden)) {
            out.println("there are no golden rows yet: write " + golden.getFileName() + " beside it");
            return;
        }
        try {
            Golden rows = Golden.of(YamlFile.read(golden));
            rows.check(mapping);
            int count = rows.file().root().path("rows").size();
            out.println(golden.getFileName() + ": "
                    + Count.of(count, "golden row becomes what it must", "golden rows become what they must"));
        } catch (FileProblemException e) {
            refused(golden, e);
        }
    }

    private void refused(Path file, FileProblemException e) {
        good = false;
        for (Problem problem : e.problems()) {
            out.println(file.getFileName() + (problem.line() == 0 ? "" : ":" + problem.line()) + ": " + problem.what()
                    + "\n    " + problem.fix());
        }
    }

    private void sample(Mapping mapping, Path sample) {
        OneFile inlet = new OneFile(sample);
        boolean any = false;
        for (StreamPlan plan : mapping.streams().values()) {
            if (inlet.names(plan.files()).contains(sample.getFileName().toString())) {
                any = true;
                stream(plan, inlet, sample);
            }
        }
        if (!any) {
            good = false;
            out.println(sample.getFileName() + ": no stream reads a file of this name; their files are "
                    + String.join(
                            ", ",
                            mapping.streams().values().stream()
                                    .map(StreamPlan::files)
                                    .distinct()
                                    .toList()));
        }
    }

    private void stream(StreamPlan plan, OneFile inlet, Path sample) {
        Tally tally = new Tally();
        String name = sample.getFileName().toString();
        try (SourceReader rows = Drops.read(inlet, List.of(name), plan.format(), Cursor.START, plan.rows())) {
            while (rows.hasNext()) {
                tally.add(plan, rows.next());
            }
            tally.print(plan.declared().name(), name);
            rows.findings().forEach(finding -> out.println("    note: " + finding.what()));
        } catch (ConnectorException e) {
            good = false;
            out.println(name + ": " + e.getMessage());
            Headline.of(sample, plan).ifPresent(hint -> out.println("    " + hint));
        }
    }

    /** What became of a file's rows. */
    private final class Tally {
        private final Made made = new Made();
        private final Map<String, Set<String>> refused = new LinkedHashMap<>();
        private int rows;

        void add(StreamPlan plan, SourceRecord row) {
            rows++;
            MappingException unreadable = row.problem();
            try {
                if (unreadable != null) {
                    throw unreadable;
                }
                if (row.key().isEmpty()) {
                    refuse(place(row), keyless(plan, row));
                    return;
                }
                for (Entity entity : plan.map(row)) {
                    made.add(entity, row.stream(), place(row)).ifPresent(earlier -> refuse(earlier, TWICE));
                }
            } catch (MappingException e) {
                refuse(place(row), String.valueOf(e.getMessage()));
            } catch (MissingElementException e) {
                refuse(place(row), e.element() + " is missing");
            }
        }

        private static String place(SourceRecord row) {
            String place = row.position().value();
            return place.substring(place.lastIndexOf('#') + 1);
        }

        /** Names the columns that are blank; where none can be named, all. */
        private static String keyless(StreamPlan plan, SourceRecord row) {
            String key = plan.declared().key();
            List<String> blank = Stream.of(key.split(", "))
                    .filter(column ->
                            Objects.requireNonNullElse(row.text(column), "").isBlank())
                    .toList();
            return blank.isEmpty() || key.equals(blank.get(0))
                    ? "its key " + key + " is blank"
                    : "of its key " + key + " it lacks " + String.join(", ", blank);
        }

        private void refuse(String place, String why) {
            refused.computeIfAbsent(why, w -> new LinkedHashSet<>()).add(place);
        }

        void print(String stream, String file) {
            out.println(file + ": " + Count.of(rows, "row of stream ", "rows of stream ") + stream
                    + (rows == 1 ? " becomes " : " become ")
                    + (made.counts().isEmpty() ? "nothing" : made.counts()));
            refused.forEach((why, lines) -> {
                good = false;
                List<String> first = lines.stream().limit(MOST_LINES).toList();
                out.println("    " + lines.size() + " refused: " + why + "\n        line " + String.join(", ", first)
                        + (lines.size() > first.size() ? ", …" : ""));
            });
            made.notes().forEach(note -> out.println("    note: " + note));
        }
    }
}
