// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.util.Collection;
import java.util.List;
import org.susten.kit.internal.JsonRows;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;

/**
 * JSON objects as rows: an array of them, one on each line, or an array within an object. Every method gives a changed copy.
 *
 * <p>Numbers come as the text that stands there, yes and no as {@code true} and {@code false}; arrays as {@code List} and
 * objects as {@code Map}, nested as they are. The columns are the names met so far. Positions count objects, or lines where
 * each stands on one. On lines a broken object is unreadable and the next is read; elsewhere nobody knows where the next
 * begins, so the reading ends there and is not complete.
 */
public final class Json implements RowFormat {

    private static final Json STANDARD = new Json("", List.of());

    private final String array;
    private final List<String> expected;

    private Json(String array, List<String> expected) {
        this.array = array;
        this.expected = expected;
    }

    /** The file is an array of objects, or has an object on each line. */
    public static Json standard() {
        return STANDARD;
    }

    /** The file is one object, and the rows are in its array of this name. */
    public Json at(String name) {
        return new Json(name, expected);
    }

    /** Columns that are there even where the first object does not have them, as the key must be. */
    public Json expecting(Collection<String> names) {
        return new Json(array, List.copyOf(names));
    }

    @Override
    public SourceReader open(Inlet inlet, String file, Cursor since, RowMaker.Factory rows) {
        return JsonRows.open(inlet, file, array, expected, Position.of(since).rowIn(file), rows);
    }
}
