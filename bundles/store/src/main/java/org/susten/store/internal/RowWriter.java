// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.List;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.store.Stage;

/** Turns entities into rows of COPY: one buffer per table. One thread; used again and again. */
final class RowWriter {

    private static final int BEFORE_COMPONENTS = 6;

    private final RowIds ids;
    private final List<CopyBuffer> rows =
            Shape.all().stream().map(shape -> new CopyBuffer()).toList();
    private final CopyBuffer gone = new CopyBuffer();
    private final CopyBuffer references = new CopyBuffer();
    private final CopyBuffer twins = new CopyBuffer();

    RowWriter(Streams streams) {
        this.ids = new RowIds(streams);
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
     * as long as they say the same of it.
     */
    CopyBuffer write(Stage.Row row, Sightings sightings, Known known, Known said) {
        Entity entity = row.entity();
        if (entity == null) {
            int slot = ids.slot(row.origin());
            gone.row(2);
            gone.putUuid(ids.high(slot), ids.low(slot));
            gone.putLong(row.ordinal());
            return gone;
        }
        Shape shape = Shape.of(entity.getClass());
        CopyBuffer out = rows(shape);
        int start = out.size();
        Streams.Stream stream = ids.stream(entity.id());
        int slot = shape.named()
                ? ids.slot(stream, entity.id().key())
                : ids.passing(stream, entity.id().key());
        long high = ids.high(slot) ^ shape.salt();
        long low = ids.low(slot);
        if (shape.named()) {
            known.before(low ^ shape.salt());
        }
        out.row(BEFORE_COMPONENTS + shape.columns().size() + 1);
        out.putUuid(ids.high(slot), low);
        out.putInt(stream.number());
        out.putText(entity.id().key());
        boolean shared = origin(row.origin(), entity.id(), stream, out);
        out.putLong(row.ordinal());
        int content = components(shape, entity, out, known);
        if (shared && said.before(high * 31 + low + ids.low(content))) {
            out.undoRow(start);
        } else if (sightings.before(high, low)) {
            twins.row(2);
            twins.putText(shape.table());
            twins.putUuid(high ^ shape.salt(), low);
        }
        return out;
    }

    /** True where source rows of another stream share the record. */
    private boolean origin(SourceId origin, SourceId id, Streams.Stream stream, CopyBuffer out) {
        if (origin.equals(id)) {
            out.putNull();
            out.putNull();
            return false;
        }
        Streams.Stream source = ids.stream(origin);
        int slot = ids.slot(source, origin.key());
        out.putUuid(ids.high(slot), ids.low(slot));
        if (source == stream) {
            out.putNull();
            return false;
        }
        out.putInt(source.number());
        return true;
    }

    /** The components, then their hash; nulls at the end are not hashed, so that a new column changes no old row. */
    private int components(Shape shape, Entity entity, CopyBuffer out, Known known) {
        int from = out.size();
        int until = from;
        for (Column column : shape.columns()) {
            Object value = column.value().apply(entity);
            if (value == null) {
                out.putNull();
                continue;
            }
            column.form().write(value, out, ids);
            until = out.size();
            if (column.parent() != null) {
                reference(Shape.of(column.parent()), (SourceId) value, known);
            }
        }
        int slot = ids.content(out, from, until);
        out.putUuid(ids.high(slot), ids.low(slot));
        return slot;
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
