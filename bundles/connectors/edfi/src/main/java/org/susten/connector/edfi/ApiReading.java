// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.edfi.Version;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Notes;
import org.susten.kit.http.PagedRows;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** One reading of one stream of the API. One thread. */
final class ApiReading implements PagedRows.Shape {

    /** Changed keys that wait for their row. */
    private static final int MOST_CHANGED = 1_000_000;

    private final Resources.Kind kind;
    private final ApiWindow window;
    private final Notes notes;
    private final ApiRow flat = new ApiRow();
    private final Map<List<String>, Columns> layouts = new HashMap<>();
    private final Map<String, String> former = new HashMap<>();
    private boolean follows = true;

    private ApiReading(Resources.Kind kind, ApiWindow window, Notes notes) {
        this.kind = kind;
        this.window = window;
        this.notes = notes;
    }

    static SourceReader open(HttpApi api, Resources.Kind kind, ApiWindow window, int pageSize, Source source) {
        Notes notes = new Notes(kind.name());
        ApiReading reading = new ApiReading(kind, window, notes);
        if (window.to() == null) {
            notes.add("this API counts no changes, so everything is read and compared each time");
        }
        return new PagedRows(
                api,
                new ApiPaging(reading, kind, window, pageSize, source, notes),
                reading,
                notes,
                window.row(),
                kind.name());
    }

    /** A row is known by another key from now on. */
    void keyChanged(Map<String, @Nullable Object> row, String resource) {
        String before = flat.key(kind.kind(), row.get("oldKeyValues"), resource);
        String now = flat.key(kind.kind(), row.get("newKeyValues"), resource);
        if (before.isEmpty() || now.isEmpty() || former.size() >= MOST_CHANGED) {
            cannotFollow();
            notes.count("have a new key that cannot be read; everything is read and compared next time");
            return;
        }
        String first = former.remove(before);
        former.put(now, first == null ? before : first);
    }

    /** The key of a deleted row; empty where what is told of it does not make one. */
    String keyOf(Map<String, @Nullable Object> deleted, String resource) {
        return flat.key(kind.kind(), deleted.get("keyValues"), resource);
    }

    /** The next reading must read everything. */
    void cannotFollow() {
        follows = false;
    }

    @Override
    public SourceRecord record(Map<String, @Nullable Object> row, Cursor position) {
        String resource = String.valueOf(row.remove(ApiPaging.RESOURCE));
        String stream = kind.name();
        if (row.containsKey(ApiPaging.DELETED)) {
            return SourceRecord.deleted(stream, keyOf(row, resource), position);
        }
        if (row.get("_ext") != null) {
            notes.count("have extensions of the state or the vendor, which are not read");
        }
        Map<String, @Nullable Object> values = flat.of(row, resource);
        String key = kind.kind().key().of(values, Version.THREE);
        List<String> names = List.copyOf(values.keySet());
        Columns columns = layouts.computeIfAbsent(names, Columns::of);
        SourceRecord record = SourceRecord.present(
                stream, key, position, columns, values.values().toArray());
        String before = former.remove(key);
        return before == null ? record : record.formerly(before);
    }

    @Override
    public Cursor at(long n) {
        return window.at(n);
    }

    @Override
    public Cursor end() {
        return window.end(follows);
    }

    /** A deletion that cannot be followed may be all that has happened. */
    @Override
    public Optional<Cursor> endWithoutRows() {
        return follows ? Optional.empty() : Optional.of(end());
    }

    @Override
    public Extent extent() {
        return window.from() == null ? Extent.SNAPSHOT : Extent.CHANGES;
    }
}
