// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.apricot;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.Notes;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.Window;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.SourceRecord;

/** Records of a form as rows of a mapping: the id and the attributes, each a column. One reading, one thread. */
final class FormRows implements PagedRows.Shape {

    private static final int MOST_LAYOUTS = 200;

    private final Collection collection;
    private final RowMaker.Factory factory;
    private final Notes notes;
    private final Map<List<String>, RowMaker> makers = new HashMap<>();
    private Window window;
    private boolean trusted = true;

    FormRows(Collection collection, RowMaker.Factory factory, Window window, Notes notes) {
        this.collection = collection;
        this.factory = factory;
        this.window = window;
        this.notes = notes;
    }

    Window window() {
        return window;
    }

    void window(Window other) {
        window = other;
    }

    /** Changes cannot be gone on from. */
    void distrust(String why) {
        trusted = false;
        notes.add(why);
    }

    /** JSON:API's resource as columns; an attribute called {@code id} is the resource's own. */
    static Map<String, @Nullable Object> columns(Map<String, @Nullable Object> resource) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("id", resource.get("id"));
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        if (resource.get("attributes") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> attributes.put(String.valueOf(name), value));
        } else {
            attributes.putAll(resource);
        }
        attributes.remove("id");
        columns.putAll(FlatRows.flat(attributes));
        // what is blank this time is a column all the same
        attributes.forEach(columns::putIfAbsent);
        return columns;
    }

    @Override
    public SourceRecord record(Map<String, @Nullable Object> row, Cursor position) {
        List<String> names = List.copyOf(row.keySet());
        RowMaker maker = makers.get(names);
        if (maker == null) {
            maker = factory.of(collection.path(), Columns.of(names));
            if (makers.size() < MOST_LAYOUTS) {
                makers.put(names, maker);
            }
        }
        return maker.make(position, row.values().toArray());
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
