// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.susten.kit.internal.KeyedRows;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.SourceRecord;

/** Makes a source record of each row that could be read. One per file, used by one thread. */
@ConsumerType
@FunctionalInterface
public interface RowMaker {

    /** Makes the record; the values belong to the record from now on. */
    SourceRecord make(Cursor position, @Nullable Object[] values);

    /** Makes the row maker of a file once its columns are known, so that columns are looked up once and not per row. */
    @ConsumerType
    interface Factory {

        /** The stream that the file's rows belong to. */
        String stream();

        /**
         * The row maker for one file.
         *
         * @throws org.susten.spi.ConnectorException where the columns cannot be those of the stream
         */
        RowMaker of(String file, Columns columns);
    }

    /**
     * Rows known by the text of one or several columns. The parts of a key are joined by {@code |}; a bar or backslash
     * within a part is written with a backslash before it. A row in which a part is blank has no key and goes to
     * quarantine.
     */
    static Factory keyed(String stream, String... key) {
        return new KeyedRows(stream, List.of(key));
    }
}
