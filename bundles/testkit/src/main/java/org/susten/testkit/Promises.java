// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.model.Entity;
import org.susten.model.Sensitivity;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;

/**
 * What a connector promises those who have it already, a line for each promise: the settings that stand in their files, what
 * its catalogue declares and their agreements name, the ids under which their rows are stored, and the positions from which
 * their next run reads on. Lines are tab-separated:
 *
 * <pre>
 * setting   NAME   TYPE   =DEFAULT        nothing after the type where it must be said
 * system    ID
 * stream    NAME   KEY
 * yields    STREAM ENTITY
 * field     STREAM SOURCE TARGET   SENSITIVITY
 * row       STREAM KEY    IDS OF WHAT IT BECOMES
 * position  STREAM POSITION KEY OF ITS ROW
 * </pre>
 *
 * @param lines the promises, parents before children
 */
record Promises(Set<String> lines) {

    /** As many rows of each stream tell how keys, ids and positions are made. */
    private static final int ROWS = 3;

    private static final int SOURCE = 2;
    private static final int TARGET = 3;
    private static final int SENSITIVITY = 4;

    /** What it promises today, by its configuration, its catalogue and its samples. */
    static Promises of(Connector connector, Samples samples) {
        Set<String> lines = new LinkedHashSet<>();
        settings(connector.getClass()).forEach(lines::add);
        Catalogue catalogue = connector.catalogue();
        lines.add(line("system", catalogue.id()));
        for (Catalogue.Stream stream : catalogue.streams()) {
            lines.add(line("stream", stream.name(), stream.key()));
            stream.yields().forEach(entity -> lines.add(line("yields", stream.name(), entity.getSimpleName())));
            stream.fields()
                    .forEach(field -> lines.add(line(
                            "field",
                            stream.name(),
                            field.source(),
                            field.target(),
                            field.sensitivity().name())));
        }
        samples.each((stream, context) -> firsts(samples, stream, context).forEach(row -> {
            lines.add(line("row", stream.name(), row.key(), ids(connector, row)));
            lines.add(line("position", stream.name(), row.position().value(), row.key()));
        }));
        return new Promises(lines);
    }

    /** Those that a release wrote down; lines with a hash in front are for people. */
    static Promises read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return new Promises(new LinkedHashSet<>(lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList()));
        }
    }

    /** Writes them down for those who change the connector after the release of that version. */
    void write(Path file, String connector, String version) throws IOException {
        Files.createDirectories(file.getParent());
        List<String> text = new ArrayList<>();
        text.add("# What " + connector + " " + version + " promised. Written by -Dsusten.release=" + version
                + " when it was released; not edited.");
        text.addAll(lines);
        Files.write(file, text);
    }

    /** Which of the promises of a release this one breaks, in words; positions apart, which have to be tried. */
    List<String> broken(Promises released) {
        List<String> broken = new ArrayList<>();
        for (String promise : released.lines()) {
            if (!promise.startsWith("position\t") && !kept(promise)) {
                broken.add("no longer so: " + promise.replace('\t', ' '));
            }
        }
        for (String promise : lines) {
            String[] parts = promise.split("\t");
            if (parts[0].equals("setting") && parts.length < 4 && released.setting(parts[1]) == null) {
                broken.add("a configuration of before lacks the new setting " + parts[1] + ": give it a default");
            }
        }
        return broken;
    }

    /** The positions that a release handed out, each with the key of the row at which it stands. */
    List<Position> positions() {
        return lines.stream()
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts[0].equals("position"))
                .map(parts -> new Position(parts[1], new Cursor(parts[SOURCE]), parts[TARGET]))
                .toList();
    }

    /** A place in a stream, after the row with that key. */
    record Position(String stream, Cursor cursor, String key) {

        /** Whether reading on from here gives exactly the rows after that one; true where the samples have it no more. */
        boolean goesOn(Connector connector, Samples samples) {
            Catalogue.Stream of = connector.catalogue().stream(stream);
            boolean seen = false;
            for (Context context : samples.contexts()) {
                List<String> all = keys(samples.read(of, Cursor.START, context));
                if (all.contains(key) && isBefore(rest(samples, of, context), all)) {
                    return true;
                }
                seen |= all.contains(key);
            }
            return !seen;
        }

        private boolean isBefore(List<String> rest, List<String> all) {
            int next = all.size() - rest.size();
            return next > 0 && all.get(next - 1).equals(key) && rest.equals(all.subList(next, all.size()));
        }

        private List<String> rest(Samples samples, Catalogue.Stream of, Context context) {
            try {
                return keys(samples.read(of, cursor, context));
            } catch (ConnectorException e) {
                // the position of another inlet's file
                return List.of();
            }
        }

        private static List<String> keys(List<SourceRecord> rows) {
            return rows.stream().map(SourceRecord::key).toList();
        }
    }

    private boolean kept(String promise) {
        if (lines.contains(promise)) {
            return true;
        }
        String[] parts = promise.split("\t");
        return switch (parts[0]) {
            case "field" -> guardedMore(parts);
            case "setting" -> parts.length == 3 && nowWithDefault(parts);
            default -> false;
        };
    }

    /** A field may be handled more carefully than before, never less. */
    private boolean guardedMore(String[] field) {
        Sensitivity before = Sensitivity.valueOf(field[SENSITIVITY]);
        return Stream.of(Sensitivity.values())
                .filter(now -> now.compareTo(before) > 0)
                .anyMatch(now -> lines.contains(line("field", field[1], field[SOURCE], field[TARGET], now.name())));
    }

    /** What had to be said may have a default now: every file says it. */
    private boolean nowWithDefault(String[] setting) {
        String now = setting(setting[1]);
        return now != null && now.split("\t")[2].equals(setting[2]);
    }

    private @Nullable String setting(String name) {
        return lines.stream()
                .filter(line -> line.startsWith("setting\t" + name + '\t'))
                .findFirst()
                .orElse(null);
    }

    private static List<String> settings(Class<?> connector) {
        return Stream.of(connector.getDeclaredClasses())
                .filter(Class::isAnnotation)
                .flatMap(inner -> Settings.described(inner.asSubclass(Annotation.class)).stream())
                .map(setting -> "setting\t" + setting)
                .sorted()
                .toList();
    }

    private static List<SourceRecord> firsts(Samples samples, Catalogue.Stream stream, Context context) {
        return samples.read(stream, Cursor.START, context).stream().limit(ROWS).toList();
    }

    private static String ids(Connector connector, SourceRecord row) {
        return row.presence() == Presence.PRESENT
                ? String.join(
                        " ",
                        connector.map(row).stream().map(Promises::id).distinct().toList())
                : row.presence().name();
    }

    private static String id(Entity entity) {
        SourceId id = entity.id();
        return entity.getClass().getSimpleName()
                + '='
                + String.join("/", id.system(), id.site(), id.stream(), id.key());
    }

    private static String line(String... parts) {
        return String.join("\t", parts).replace('\n', ' ');
    }
}
