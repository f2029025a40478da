// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Finding;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** The sample files of a connector, read by it. One thread. */
final class Samples {

    private static final Pattern ABOUT_SOMEBODY = Pattern.compile(
            "Person\\.(givenName|middleName|familyName|preferredName|formerNames|birthDate|addresses|phones|emails|identifiers)"
                    + "|Demographic\\.birth.*");
    private static final int TELLING = 4;

    private final Connector connector;
    private final List<FolderInlet> inlets = new ArrayList<>();
    private final List<Context> contexts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** What these contexts give. */
    Samples(Connector connector, List<? extends Context> given) {
        this.connector = connector;
        contexts.addAll(given);
    }

    Samples(Connector connector, Path folder) {
        this.connector = connector;
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> found = entries.sorted().toList();
            if (!found.isEmpty() && found.stream().allMatch(Files::isDirectory)) {
                found.forEach(inner -> inlets.add(new FolderInlet(inner)));
            } else {
                inlets.add(new FolderInlet(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inlets.forEach(inlet -> contexts.add(new TestContext(inlet)));
    }

    List<Context> contexts() {
        return contexts;
    }

    /** Each stream with each inlet. */
    void each(BiConsumer<Catalogue.Stream, Context> work) {
        for (Context context : contexts()) {
            connector.catalogue().streams().forEach(stream -> work.accept(stream, context));
        }
    }

    /** All rows of a stream. */
    List<SourceRecord> rows(Catalogue.Stream stream) {
        List<SourceRecord> rows = new ArrayList<>();
        contexts().forEach(context -> rows.addAll(read(stream, Cursor.START, context)));
        return rows;
    }

    List<SourceRecord> read(Catalogue.Stream stream, Cursor since, Context context) {
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = connector.read(stream, since, context)) {
            reader.forEachRemaining(rows::add);
            reader.extent();
            findings.addAll(reader.findings());
        }
        return rows;
    }

    void readOne(Catalogue.Stream stream, Context context) {
        try (SourceReader reader = connector.read(stream, Cursor.START, context)) {
            if (reader.hasNext()) {
                reader.next();
            }
            reader.progress();
        }
    }

    int leftOpen() {
        return inlets.stream().mapToInt(FolderInlet::open).sum();
    }

    List<Finding> findings() {
        return findings;
    }

    /** Whether it declares a field by which somebody could be known; one of aggregates alone does not. */
    static boolean aboutSomebody(Catalogue catalogue) {
        return catalogue.streams().stream()
                .flatMap(stream -> stream.fields().stream())
                .anyMatch(field -> ABOUT_SOMEBODY.matcher(field.target()).matches());
    }

    /** Values of a row by which somebody could be known. */
    static Set<String> personal(Catalogue.Stream stream, SourceRecord row) {
        Set<String> values = new HashSet<>();
        for (Catalogue.Field field : stream.fields()) {
            if (ABOUT_SOMEBODY.matcher(field.target()).matches()) {
                collect(row.value(field.source()), values);
            }
        }
        return values;
    }

    private static void collect(@Nullable Object value, Set<String> values) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(part -> collect(part, values));
        } else if (value instanceof List<?> list) {
            list.forEach(part -> collect(part, values));
        } else if (value != null && value.toString().strip().length() >= TELLING) {
            values.add(value.toString().strip());
        }
    }
}
