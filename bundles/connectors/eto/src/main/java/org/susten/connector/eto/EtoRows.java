// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.eto;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.Window;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.SourceRecord;

/**
 * What ETO sends as rows of a mapping: dates as days, and each element of a TouchPoint as a column {@code element.<its number>}.
 * One reading, one thread.
 */
final class EtoRows implements PagedRows.Shape {

    private static final int MOST_LAYOUTS = 200;
    /** Milliseconds since 1970, and the offset of those who wrote it. */
    private static final Pattern DATE = Pattern.compile("/Date\\((-?\\d{1,15})([+-]\\d{4})?\\)/");

    private final EtoSource source;
    private final RowMaker.Factory factory;
    private final Window window;
    private final Map<List<String>, RowMaker> makers = new HashMap<>();

    EtoRows(EtoSource source, RowMaker.Factory factory, Window window) {
        this.source = source;
        this.factory = factory;
        this.window = window;
    }

    /** An object's columns. */
    static Map<String, @Nullable Object> columns(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        FlatRows.flat(row).forEach((name, value) -> {
            if (value instanceof List<?> list
                    && !list.isEmpty()
                    && list.stream().allMatch(EtoRows::isElement)) {
                list.forEach(item -> element(columns, (Map<?, ?>) item));
            } else {
                columns.put(name, day(value));
            }
        });
        // what is blank this time is a column all the same
        row.forEach((name, value) -> {
            if (value == null) {
                columns.put(name, null);
            }
        });
        return columns;
    }

    private static boolean isElement(@Nullable Object item) {
        return item instanceof Map<?, ?> map && map.containsKey("ElementID") && map.containsKey("Value");
    }

    private static void element(Map<String, @Nullable Object> columns, Map<?, ?> element) {
        Object value = element.get("Value");
        columns.put("element." + element.get("ElementID"), value == null ? null : day(value));
    }

    /** A day as people there wrote it, with the time where it is not midnight; anything else as it is. */
    private static @Nullable Object day(@Nullable Object value) {
        Matcher date = DATE.matcher(String.valueOf(value));
        if (!date.matches()) {
            return value;
        }
        ZoneOffset offset = date.group(2) == null ? ZoneOffset.UTC : ZoneOffset.of(date.group(2));
        OffsetDateTime time =
                Instant.ofEpochMilli(Long.parseLong(date.group(1))).atOffset(offset);
        boolean midnight = time.toLocalTime().toSecondOfDay() == 0;
        return midnight ? time.toLocalDate().toString() : time.toString();
    }

    @Override
    public SourceRecord record(Map<String, @Nullable Object> row, Cursor position) {
        Map<String, @Nullable Object> columns = columns(row);
        List<String> names = List.copyOf(columns.keySet());
        RowMaker maker = makers.get(names);
        if (maker == null) {
            maker = factory.of(source.stream(), Columns.of(names));
            if (makers.size() < MOST_LAYOUTS) {
                makers.put(names, maker);
            }
        }
        return maker.make(position, columns.values().toArray());
    }

    @Override
    public Cursor at(long n) {
        return window.at(n);
    }

    /** Everything is read again next time: ETO does not tell what changed. */
    @Override
    public Cursor end() {
        return window.end(true);
    }

    @Override
    public Extent extent() {
        return window.extent();
    }
}
