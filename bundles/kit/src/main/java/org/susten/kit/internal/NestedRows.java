// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.SourceRecord;

/**
 * Makes rows of nested values. The columns are the names met so far; an expected name with slashes, {@code Name/First}, is looked
 * for further in, and where several values are met on its way their texts are joined by a bar.
 */
final class NestedRows {

    private final String file;
    private final RowMaker.Factory rows;
    private final List<String> paths;
    private Columns columns;
    private @Nullable RowMaker maker;

    NestedRows(String file, RowMaker.Factory rows, List<String> expected) {
        this.file = file;
        this.rows = rows;
        this.paths = expected.stream()
                .filter(name -> name.indexOf('/') > 0 && !name.startsWith("../"))
                .toList();
        this.columns = Columns.of(expected);
    }

    Columns columns() {
        return columns;
    }

    SourceRecord make(Cursor position, Map<String, ?> object) {
        RowMaker made = maker;
        @Nullable Object[] values = made == null ? null : placed(object);
        if (made == null || values == null) {
            made = grow(object);
            values = Objects.requireNonNull(placed(object));
        }
        for (String path : paths) {
            int place = columns.indexOf(path);
            values[place] = values[place] == null ? inside(object, path.split("/"), 0) : values[place];
        }
        return made.make(position, values);
    }

    /** The values in the places of their columns; null where there is no column for one. */
    private @Nullable Object @Nullable [] placed(Map<String, ?> object) {
        @Nullable Object[] values = new Object[columns.names().size()];
        for (Map.Entry<String, ?> each : object.entrySet()) {
            int place = columns.indexOf(each.getKey());
            if (place < 0) {
                return null;
            }
            values[place] = each.getValue();
        }
        return values;
    }

    private RowMaker grow(Map<String, ?> object) {
        List<String> names = new ArrayList<>(columns.names());
        object.keySet().stream().filter(name -> columns.indexOf(name) < 0).forEach(names::add);
        if (names.size() > CsvRow.MOST_COLUMNS) {
            throw new ConnectorException(
                    Kind.BROKEN, file + " has objects with more than " + CsvRow.MOST_COLUMNS + " names in all");
        }
        columns = Columns.of(names);
        RowMaker made = rows.of(file, columns);
        maker = made;
        return made;
    }

    private static @Nullable Object inside(@Nullable Object value, String[] path, int from) {
        if (value instanceof List<?> many) {
            List<String> texts = new ArrayList<>();
            for (Object each : many) {
                Object found = inside(each, path, from);
                if (found != null) {
                    texts.add(found.toString());
                }
            }
            return texts.isEmpty() ? null : String.join("|", texts);
        }
        if (value instanceof Map<?, ?> map) {
            return inside(map.get(from == path.length ? "#text" : path[from]), path, Math.min(from + 1, path.length));
        }
        return from == path.length ? value : null;
    }
}
