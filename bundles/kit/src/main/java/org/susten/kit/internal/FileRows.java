// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** The rows of one file, each read when it is asked for, by one thread. */
abstract class FileRows implements SourceReader {

    final String file;
    final Findings findings;

    /** Whether nothing more can be read. */
    boolean over;

    /** Whether it is read from its beginning, and nothing is known to be missing. */
    boolean complete;

    private @Nullable SourceRecord next;

    FileRows(String file) {
        this.file = file;
        this.findings = new Findings(file);
    }

    /** Reads on by one row; null where it is none to give. Asked again until it is over. */
    abstract @Nullable SourceRecord read();

    @Override
    public final boolean hasNext() {
        while (next == null && !over) {
            next = read();
        }
        return next != null;
    }

    @Override
    public final SourceRecord next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        SourceRecord record = next;
        next = null;
        return record;
    }

    @Override
    public final Extent extent() {
        return complete && over ? Extent.SNAPSHOT : Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        return findings.list();
    }
}
