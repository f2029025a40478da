// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.util.List;
import java.util.NoSuchElementException;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A reading in which there is nothing to read: it says nothing about any row, and so closes none. */
public record NoRows(List<Finding> findings) implements SourceReader {

    /** Keeps its own copy. */
    public NoRows {
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
