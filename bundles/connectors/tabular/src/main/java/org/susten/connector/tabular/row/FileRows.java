// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** The rows of one file, laid out as the stream's: other names, blanks filled, values from above, columns made to rows. */
public final class FileRows extends Rows {

    private final Shape shape;
    private final Iterator<SourceRecord> rows;
    private final @Nullable SourceReader reader;
    private final Map<Integer, Object> constants;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private @Nullable Columns columns;
    private Map<Integer, String> sources = Map.of();
    private List<Unpivot.Group> groups = List.of();
    private @Nullable Object[] above;
    /** Where nobody knows what stands above, for the row that would say so could not be read. */
    private final boolean[] unknown;

    /** Reads a file; what its reader covers is noted when it is done. */
    FileRows(
            Shape shape,
            String file,
            Inlet inlet,
            TableFormat format,
            Map<Integer, Object> constants,
            ShapedReader.Notes notes) {
        this.shape = shape;
        this.constants = constants;
        this.above = new @Nullable Object[shape.layout().names().size()];
        this.unknown = new boolean[above.length];
        SourceReader opened =
                format.open(inlet, file, Cursor.START, RawRows.of(shape.stream(), found -> shape.groups(file, found)));
        this.reader = opened;
        this.rows = opened;
        notes.reading(opened);
    }

    /** Rows that are at hand. */
    FileRows(Shape shape, Iterator<SourceRecord> rows) {
        this.shape = shape;
        this.rows = rows;
        this.reader = null;
        this.constants = Map.of();
        this.above = new @Nullable Object[shape.layout().names().size()];
        this.unknown = new boolean[above.length];
    }

    @Override
    protected @Nullable Row advance() {
        while (waiting.isEmpty() && rows.hasNext()) {
            SourceRecord record = rows.next();
            if (record.presence() != SourceRecord.Presence.PRESENT) {
                for (int place : shape.fill()) {
                    unknown[place] = true;
                }
                return new Row(record, 0, new @Nullable Object[0]);
            }
            Row row = row(record);
            if (!row.readable()) {
                return row;
            }
            Unpivot unpivot = shape.unpivot();
            if (unpivot == null || groups.isEmpty()) {
                return row;
            }
            waiting.addAll(unpivot.of(row, groups));
        }
        return waiting.poll();
    }

    private Row row(SourceRecord record) {
        if (record.columns() != columns) {
            columns = record.columns();
            sources = shape.sources(record.columns());
            Unpivot unpivot = shape.unpivot();
            groups = unpivot == null ? List.of() : unpivot.groups(record.columns(), shape.layout());
        }
        @Nullable Object[] values = new @Nullable Object[shape.layout().names().size()];
        sources.forEach((place, name) -> values[place] = record.value(name));
        for (int place : shape.fill()) {
            boolean blank = Unpivot.blank(values[place]);
            if (blank && unknown[place]) {
                return unfilled(record, place);
            }
            unknown[place] = false;
            values[place] = blank ? above[place] : values[place];
        }
        above = shape.fill().length == 0 ? above : values.clone();
        constants.forEach((place, value) -> values[place] = value);
        return new Row(record, 0, values);
    }

    /** Another's value is worse than none. */
    private Row unfilled(SourceRecord record, int place) {
        return new Row(
                SourceRecord.unreadable(
                        record.stream(),
                        record.position(),
                        record.columns(),
                        record.columns().names().stream().map(record::value).toArray(),
                        new MappingException(
                                shape.layout().names().get(place),
                                "fill",
                                "is blank here, and the row above it, which would say it, could not be read")),
                0,
                new @Nullable Object[0]);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
