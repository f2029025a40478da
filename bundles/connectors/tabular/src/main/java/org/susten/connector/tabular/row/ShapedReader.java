// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Inlet;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** The rows of one file in a stream's shape. One thread, but progress is for any. */
public final class ShapedReader implements SourceReader {

    /** What is noted while a file is read, perhaps several times. */
    static final class Notes {
        private final String file;
        private final Set<Finding> findings = new LinkedHashSet<>();
        private volatile @Nullable SourceReader reading;
        private volatile boolean part;

        Notes(String file) {
            this.file = file;
        }

        void add(String what) {
            findings.add(new Finding(file, what));
        }

        /** Something that is to be joined is not all there: what is left out for want of it is not gone. */
        void part() {
            part = true;
        }

        /** A file that was joined, once it is read. */
        void joined(SourceReader reader) {
            findings.addAll(reader.findings());
            part |= !reader.extent().complete();
        }

        void reading(SourceReader reader) {
            SourceReader before = reading;
            if (before != null) {
                findings.addAll(before.findings());
            }
            reading = reader;
        }
    }

    private final Notes notes;
    private final Rows rows;
    private final RowMaker maker;
    private final boolean fromBeginning;
    private boolean over;

    /** Opens a file just after a place in it; what stands before is read again, as one row may be made of many. */
    public ShapedReader(
            Shape shape,
            Inlet inlet,
            String file,
            TableFormat format,
            Cursor since,
            RowMaker.Factory factory,
            int most) {
        this.notes = new Notes(file);
        this.maker = factory.of(file, shape.layout());
        this.rows = shape.open(inlet, file, format, notes, most);
        this.fromBeginning = !since.value().startsWith(file + '#');
        try {
            while (!fromBeginning && rows.hasNext()) {
                if (rows.next().position().equals(since)) {
                    break;
                }
            }
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        over = !rows.hasNext();
        return !over;
    }

    @Override
    public SourceRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return Shape.record(rows.next(), maker);
    }

    @Override
    public Extent extent() {
        SourceReader reader = notes.reading;
        boolean whole = over
                && fromBeginning
                && !notes.part
                && reader != null
                && reader.extent().complete();
        return whole ? Extent.SNAPSHOT : Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        Set<Finding> all = new LinkedHashSet<>(notes.findings);
        SourceReader reader = notes.reading;
        if (reader != null) {
            all.addAll(reader.findings());
        }
        return new ArrayList<>(all);
    }

    @Override
    public Progress progress() {
        SourceReader reader = notes.reading;
        return reader == null ? Progress.UNKNOWN : reader.progress();
    }

    @Override
    public void close() {
        rows.close();
    }
}
