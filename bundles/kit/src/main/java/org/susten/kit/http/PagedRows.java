// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * The rows of a source that is asked page by page. While one page is staged the next is under way; no more than these two are
 * ever in memory. The last row is held back until it is known to be the last, so that its position can say where the next reading
 * begins.
 */
public final class PagedRows implements SourceReader {

    /** What rows become. One reading, one thread. */
    @ConsumerType
    public interface Shape {

        /** Takes note of a page before its rows come. */
        default void page(JsonPage page) {}

        /** The record of a row. */
        SourceRecord record(Map<String, @Nullable Object> row, Cursor position);

        /** Where the n-th row of this reading stands, counted from 1. */
        Cursor at(long n);

        /** Where the next reading begins, which is the position of the last row. */
        Cursor end();

        /** Where the next reading begins although no row came, where that is not where this one began. */
        default Optional<Cursor> endWithoutRows() {
            return Optional.empty();
        }

        /** What was read, where every page came. */
        Extent extent();
    }

    private final HttpApi api;
    private final Paging paging;
    private final Shape shape;
    private final Notes notes;
    private final String[] names;
    private final long skip;

    private @Nullable Pending pending;
    private Iterator<Map<String, @Nullable Object>> rows =
            List.<Map<String, @Nullable Object>>of().iterator();
    private long count;
    private volatile long bytes;
    private volatile Progress progress = Progress.UNKNOWN;

    /**
     * Begins to read.
     *
     * @param skip rows that were read before
     * @param names names that the array of rows may have; an empty one lets the array be left out where there are no rows
     */
    public PagedRows(HttpApi api, Paging paging, Shape shape, Notes notes, long skip, String... names) {
        this.api = api;
        this.paging = paging;
        this.shape = shape;
        this.notes = notes;
        this.skip = skip;
        this.names = names.clone();
        this.pending = api.begin(paging.first());
        while (count < skip && turn()) {
            rows.next();
            count++;
        }
    }

    @Override
    public boolean hasNext() {
        return turn();
    }

    /** Whether there is a row, on this page or on one that follows. */
    private boolean turn() {
        while (!rows.hasNext()) {
            Pending under = pending;
            if (under == null) {
                return false;
            }
            JsonPage page = under.page(names);
            pending = null;
            bytes += page.answer().size();
            Paging.Step step = paging.take(page);
            shape.page(page);
            rows = step.rows().iterator();
            pending = step.next() == null ? null : api.begin(step.next());
        }
        return true;
    }

    @Override
    public SourceRecord next() {
        if (!turn()) {
            throw new NoSuchElementException();
        }
        Map<String, @Nullable Object> row = rows.next();
        count++;
        boolean last = !turn();
        progress = new Progress(bytes, -1);
        return shape.record(row, last ? shape.end() : shape.at(count));
    }

    @Override
    public Extent extent() {
        return paging.complete() && skip == 0 ? shape.extent() : Extent.CHANGES;
    }

    @Override
    public Optional<Cursor> endWithoutRows() {
        return shape.endWithoutRows();
    }

    @Override
    public List<Finding> findings() {
        return notes.list();
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public void close() {
        Pending under = pending;
        if (under != null) {
            under.cancel();
        }
    }
}
