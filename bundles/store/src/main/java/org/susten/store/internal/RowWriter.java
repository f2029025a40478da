// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.store.Stage;

/** Turns entities into rows of COPY: one buffer per table. One thread; used again and again. */
final class RowWriter {

    private static final int BEFORE_COMPONENTS = 7;

    /** By shape, then by column: the parent that a reference names. */
    private static final List<List<Optional<Shape>>> PARENTS = Shape.all().stream()
            .map(shape -> shape.columns().stream()
                    .map(column -> Optional.ofNullable(column.parent()).map(Shape::of))
                    .toList())
            .toList();

    private final RowIds ids;
    private @Nullable Class<?> lastClass;
    private Shape lastShape = Shape.all().get(0);
    private @Nullable StoredRows lastStored;
    private long originHigh;
    private long originLow;
    private final List<CopyBuffer> rows =
            Shape.all().stream().map(shape -> new CopyBuffer()).toList();
    private final CopyBuffer gone = new CopyBuffer();
    private final CopyBuffer references = new CopyBuffer();
    private final CopyBuffer twins = new CopyBuffer();

    RowWriter(Streams streams, Room.Share room) {
        this.ids = new RowIds(streams, room);
    }

    CopyBuffer rows(Shape shape) {
        return rows.get(shape.index());
    }

    CopyBuffer gone() {
        return gone;
    }

    CopyBuffer references() {
        return references;
    }

    CopyBuffer twins() {
        return twins;
    }

    void clear() {
        rows.forEach(CopyBuffer::clear);
        gone.clear();
        references.clear();
        twins.clear();
    }

    /**
     * Writes one row. A record that many source rows of another stream share, such as the child of an attendance, is written once
     * as long as they say the same of it. A row that is stored just so is not written.
     */
    CopyBuffer write(Stage.Row row, Noted noted, Connection connection) throws SQLException {
        Entity entity = row.entity();
        if (entity == null) {
            int slot = ids.slot(row.origin());
            gone.row(2);
            gone.putUuid(ids.high(slot), ids.low(slot));
            gone.putLong(row.ordinal());
            return gone;
        }
        Shape shape = shape(entity);
        CopyBuffer out = rows(shape);
        int start = out.size();
        int named = references.size();
        int namedRows = references.rows();
        SourceId id = entity.id();
        Streams.Stream stream = ids.stream(id);
        int slot = shape.named() ? ids.slot(stream, id.key()) : ids.passing(stream, id.key());
        long high = ids.high(slot);
        long low = ids.low(slot);
        if (shape.named()) {
            noted.known().before(low ^ shape.salt());
        }
        out.row(BEFORE_COMPONENTS + shape.columns().size());
        out.putUuid(high, low);
        int hash = out.size();
        out.putUuid(0, 0);
        out.putLong(row.ordinal());
        out.putInt(stream.number());
        boolean shared = origin(row.origin(), id, stream, out);
        out.putText(id.key());
        int content = components(shape, entity, out, noted.known());
        out.replaceUuid(hash, ids.high(content), ids.low(content));
        if (shared && noted.said().before((high ^ shape.salt()) * 31 + low + ids.low(content))) {
            out.undoRow(start);
            return out;
        }
        boolean before = noted.sightings().before(high ^ shape.salt(), low);
        if (before) {
            twins.row(2);
            twins.putText(shape.table());
            twins.putUuid(high, low);
        }
        Prints prints = shared ? null : stored(shape, stream, noted).prints(connection);
        if (prints != null && before) {
            prints.staged(high);
        } else if (prints != null && row.ordinal() <= Integer.MAX_VALUE) {
            long print = Prints.print(ids.high(content), ids.low(content), originHigh, originLow);
            if (prints.says(high, print, (int) row.ordinal())) {
                out.undoRow(start);
                // What is stored has its parents, whoever else names them.
                references.undo(named, namedRows);
            }
        }
        return out;
    }

    /** What is stored of an entity and stream; one row is mostly followed by another of its kind. */
    private StoredRows stored(Shape shape, Streams.Stream stream, Noted noted) {
        StoredRows rows = lastStored;
        if (rows == null || rows.shape() != shape || rows.stream() != stream.number()) {
            rows = noted.stored().of(shape, stream);
            lastStored = rows;
        }
        return rows;
    }

    /** The shape of an entity; one entity is mostly followed by another of its kind. */
    private Shape shape(Entity entity) {
        if (entity.getClass() != lastClass) {
            lastShape = Shape.of(entity.getClass());
            lastClass = entity.getClass();
        }
        return lastShape;
    }

    /** Source and origin; true where source rows of another stream share the record. */
    private boolean origin(SourceId origin, SourceId id, Streams.Stream stream, CopyBuffer out) {
        if (origin.equals(id)) {
            out.putNull();
            out.putNull();
            originHigh = 0;
            originLow = 0;
            return false;
        }
        Streams.Stream source = ids.stream(origin);
        if (source == stream) {
            out.putNull();
        } else {
            out.putInt(source.number());
        }
        int slot = ids.slot(source, origin.key());
        originHigh = ids.high(slot);
        originLow = ids.low(slot);
        out.putUuid(originHigh, originLow);
        return source != stream;
    }

    /** The components; gives the slot of their hash. Nulls at the end are not hashed, so that a new column changes no old row. */
    private int components(Shape shape, Entity entity, CopyBuffer out, Known known) {
        int from = out.size();
        int until = from;
        List<Column> columns = shape.columns();
        List<Optional<Shape>> parents = PARENTS.get(shape.index());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Object value = column.value().apply(entity);
            if (value == null) {
                out.putNull();
                continue;
            }
            column.form().write(value, out, ids);
            until = out.size();
            if (parents.get(i).isPresent()) {
                reference(parents.get(i).get(), (SourceId) value, known);
            }
        }
        return ids.content(out, from, until);
    }

    private void reference(Shape parent, SourceId id, Known known) {
        Streams.Stream stream = ids.stream(id);
        int slot = ids.slot(stream, id.key());
        if (!ids.noted(slot, parent) && !known.before(ids.low(slot) ^ parent.salt())) {
            references.row(4);
            references.putText(parent.table());
            references.putUuid(ids.high(slot), ids.low(slot));
            references.putInt(stream.number());
            references.putText(id.key());
        }
    }
}
