// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Position;
import org.susten.kit.RowFormat;
import org.susten.kit.RowMaker;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Inlet;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Several files read as one; each is opened when the one before is done. */
public final class FileChain implements SourceReader {

    private final Inlet inlet;
    private final List<String> files;
    private final RowFormat format;
    private final Cursor since;
    private final RowMaker.Factory rows;
    private final List<Finding> findings = new ArrayList<>();
    private final long total;

    private volatile @Nullable SourceReader current;
    private volatile long doneBefore;
    private int following;
    private boolean complete;

    /** Files in reading order; those before the cursor's are passed over where the cursor's is among them. */
    public FileChain(Inlet inlet, List<String> files, RowFormat format, Cursor since, RowMaker.Factory rows) {
        this.inlet = inlet;
        this.files = List.copyOf(files);
        this.format = format;
        this.since = since;
        this.rows = rows;
        this.following = Math.max(0, files.indexOf(Position.of(since).file()));
        this.complete = following == 0;
        long size = 0;
        for (String file : files) {
            size += size(file);
        }
        this.total = size;
        for (String file : files.subList(0, following)) {
            doneBefore += size(file);
        }
    }

    @Override
    public boolean hasNext() {
        while (true) {
            SourceReader open = current;
            if (open == null) {
                if (following == files.size()) {
                    return false;
                }
                open = format.open(inlet, files.get(following++), since, rows);
                current = open;
            }
            if (open.hasNext()) {
                return true;
            }
            leave(open);
        }
    }

    @Override
    public SourceRecord next() {
        SourceReader open = hasNext() ? current : null;
        if (open == null) {
            throw new NoSuchElementException();
        }
        return open.next();
    }

    private void leave(SourceReader open) {
        findings.addAll(open.findings());
        complete &= open.extent().complete();
        doneBefore += size(files.get(following - 1));
        current = null;
        open.close();
    }

    private long size(String file) {
        try {
            return inlet.size(file);
        } catch (IOException e) {
            throw new ConnectorException(
                    ConnectorException.Kind.BROKEN, file + " cannot be read; send the file again", e);
        }
    }

    @Override
    public Extent extent() {
        return complete && !files.isEmpty() && following == files.size() && current == null
                ? Extent.SNAPSHOT
                : Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        SourceReader open = current;
        if (open != null) {
            all.addAll(open.findings());
        }
        return List.copyOf(all);
    }

    @Override
    public Progress progress() {
        SourceReader open = current;
        return new Progress(doneBefore + (open == null ? 0 : open.progress().done()), total);
    }

    @Override
    public void close() {
        SourceReader open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }
}
