// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.List;
import java.util.NoSuchElementException;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A file that is not part of the export: it says nothing, and so closes nothing. */
record NoRows(List<Finding> findings) implements SourceReader {

    NoRows {
        findings = List.copyOf(findings);
    }

    @Override
    public boolean hasNext() {
        return false;
    }

    @Override
    public SourceRecord next() {
        throw new NoSuchElementException();
    }

    @Override
    public Extent extent() {
        return Extent.CHANGES;
    }

    @Override
    public Progress progress() {
        return new Progress(0, 0);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
