// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import org.jspecify.annotations.Nullable;
import org.susten.spi.Cursor;
import org.susten.spi.SourceRecord;

/**
 * A row on its way through a stream's shape. Its values have the stream's layout and belong to the row. One thread.
 *
 * @param source the row as its file has it
 * @param part which of the rows made of it, from 1; 0 where it is the only one
 * @param values by place in the layout
 */
public record Row(SourceRecord source, int part, @Nullable Object[] values) {

    boolean readable() {
        return source.presence() == SourceRecord.Presence.PRESENT;
    }

    /** Where it stands: {@code visits.csv#17}, or {@code visits.csv#17:3} where several are made of one. */
    Cursor position() {
        return part == 0 ? source.position() : new Cursor(source.position().value() + ':' + part);
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
