// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.SourceRecord;

/**
 * Nested JSON objects as records with a column for each text in them: {@code name.first}; arrays stay lists. Read in one window.
 * One reading, one thread.
 */
public final class FlatRows implements PagedRows.Shape {

    private static final int MOST_LAYOUTS = 200;
    private static final int DEEP = 8;

    private final String stream;
    private final Function<Map<String, @Nullable Object>, @Nullable String> key;
    private final Predicate<Map<String, @Nullable Object>> gone;
    private final Map<List<String>, Columns> layouts = new HashMap<>();
    private Window window;
    private boolean trusted = true;

    /**
     * Rows of a stream.
     *
     * @param key a row's key, given its columns; null where it has none, which quarantines it
     * @param gone whether a row, given its columns, says that it is gone
     */
    public FlatRows(
            String stream,
            Function<Map<String, @Nullable Object>, @Nullable String> key,
            Predicate<Map<String, @Nullable Object>> gone,
            Window window) {
        this.stream = stream;
        this.key = key;
        this.gone = gone;
        this.window = window;
    }

    /** What is read. */
    public Window window() {
        return window;
    }

    /** What is read turns out to be something else. */
    public void window(Window other) {
        window = other;
    }

    /** The next reading must read everything. */
    public void distrust() {
        trusted = false;
    }

    @Override
    public SourceRecord record(Map<String, @Nullable Object> row, Cursor position) {
        Map<String, @Nullable Object> columns = flat(row);
        String known = key.apply(columns);
        if (gone.test(columns)) {
            return SourceRecord.deleted(stream, known == null ? "" : known, position);
        }
        List<String> names = List.copyOf(columns.keySet());
        Columns layout = layouts.get(names);
        if (layout == null) {
            layout = Columns.of(names);
            if (layouts.size() < MOST_LAYOUTS) {
                layouts.put(names, layout);
            }
        }
        return SourceRecord.present(
                stream,
                known == null ? "" : known,
                position,
                layout,
                columns.values().toArray());
    }

    /** An object's columns. */
    public static Map<String, @Nullable Object> flat(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        row.forEach((name, value) -> add(columns, name, value, 0));
        return columns;
    }

    private static void add(Map<String, @Nullable Object> columns, String name, @Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map && depth < DEEP) {
            map.forEach((inner, part) -> add(columns, name + '.' + inner, part, depth + 1));
        } else if (value != null) {
            columns.put(name, value);
        }
    }

    @Override
    public Cursor at(long n) {
        return window.at(n);
    }

    @Override
    public Cursor end() {
        return window.end(trusted);
    }

    @Override
    public Extent extent() {
        return window.extent();
    }
}
