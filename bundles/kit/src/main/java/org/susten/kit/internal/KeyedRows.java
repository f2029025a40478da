// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.SourceRecord;

/** Rows known by the text of one or several of their columns. */
public record KeyedRows(String stream, List<String> key) implements RowMaker.Factory {

    /** Refuses a key of no column. */
    public KeyedRows {
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("stream " + stream + " needs at least one key column");
        }
    }

    @Override
    public RowMaker of(String file, Columns columns) {
        int[] places = new int[key.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = columns.indexOf(key.get(i));
            if (places[i] < 0) {
                throw new ConnectorException(
                        ConnectorException.Kind.BROKEN,
                        file + " has no column " + key.get(i) + ", which is the key of " + stream
                                + "; ask the source's owner for it, or correct the setting");
            }
        }
        return (position, values) -> SourceRecord.present(stream, keyOf(values, places), position, columns, values);
    }

    private static String keyOf(@Nullable Object[] values, int[] places) {
        if (places.length == 1) {
            return part(values, places[0]);
        }
        StringBuilder joined = new StringBuilder();
        for (int place : places) {
            String part = part(values, place);
            if (part.isEmpty()) {
                return "";
            }
            if (joined.length() > 0) {
                joined.append('|');
            }
            joined.append(part.replace("\\", "\\\\").replace("|", "\\|"));
        }
        return joined.toString();
    }

    private static String part(@Nullable Object[] values, int place) {
        Object value = place < values.length ? values[place] : null;
        return value == null ? "" : value.toString().strip();
    }
}
