// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.function.Consumer;
import org.susten.kit.RowMaker;
import org.susten.spi.Columns;
import org.susten.spi.SourceRecord;

/** Rows as their file has them, without a key. */
public final class RawRows {

    private RawRows() {}

    /** Tells of the columns of each file before its rows come; what is thrown then refuses the file. */
    public static RowMaker.Factory of(String stream, Consumer<Columns> columns) {
        return new RowMaker.Factory() {
            @Override
            public String stream() {
                return stream;
            }

            @Override
            public RowMaker of(String file, Columns found) {
                columns.accept(found);
                return (position, values) -> SourceRecord.present(stream, "", position, found, values);
            }
        };
    }
}
