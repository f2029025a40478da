// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Rows that are changes only, so that absence means nothing. One thread. */
final class TableReader implements SourceReader {

    private final @Nullable SourceReader rows;

    TableReader(@Nullable SourceReader rows) {
        this.rows = rows;
    }

    /** No file of the stream arrived. */
    static SourceReader nothing() {
        return new TableReader(null);
    }

    @Override
    public boolean hasNext() {
        return rows != null && rows.hasNext();
    }

    @Override
    public SourceRecord next() {
        if (rows == null) {
            throw new NoSuchElementException();
        }
        return rows.next();
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }

    @Override
    public Extent extent() {
        return Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        return rows == null ? List.of() : rows.findings();
    }

    @Override
    public Progress progress() {
        return rows == null ? Progress.UNKNOWN : rows.progress();
    }
}
