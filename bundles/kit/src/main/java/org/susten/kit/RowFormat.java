// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import org.osgi.annotation.versioning.ConsumerType;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;

/** A kind of file that holds rows: {@link Csv}, {@link Fixed}, {@link Json}, {@link Xlsx}, {@link Xml}. Implementations are immutable. */
@ConsumerType
@FunctionalInterface
public interface RowFormat {

    /**
     * Opens a file just after {@code since}; a cursor that speaks of another file means from the beginning. The reader
     * holds a bounded amount of memory, its positions are {@code file#row}, and its extent is complete only where the
     * whole file was read from its first row to its true end.
     *
     * @throws org.susten.spi.ConnectorException where the file cannot be opened or has no rows that could be read
     */
    SourceReader open(Inlet inlet, String file, Cursor since, RowMaker.Factory rows);
}
