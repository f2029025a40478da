// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Inlet;
import org.susten.spi.MappingException;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** The elements of one kind in an XML file, parsed as they are asked for. */
public final class XmlRows implements SourceReader {

    private final String file;
    private final long after;
    private final RowMaker.Factory rows;
    private final NestedRows nested;
    private final XmlSource source;
    private final Findings findings;

    private @Nullable SourceRecord next;
    private boolean over;
    private boolean complete;

    private XmlRows(XmlSource source, String file, List<String> expected, long after, RowMaker.Factory rows) {
        this.source = source;
        this.file = file;
        this.after = after;
        this.rows = rows;
        this.nested = new NestedRows(file, rows, expected);
        this.findings = new Findings(file);
        this.complete = after == 0;
    }

    /** Opens a file after a row of it; 0 is before its first. */
    public static XmlRows open(
            Inlet inlet, String file, List<String> way, List<String> expected, long after, RowMaker.Factory rows) {
        try {
            XmlSource source = XmlSource.open(inlet.open(file), file, inlet.size(file), way);
            return new XmlRows(source, file, expected, after, rows);
        } catch (IOException e) {
            throw new ConnectorException(
                    Kind.BROKEN,
                    file + " cannot be read as XML: " + e.getMessage() + "; ask the source's owner for a whole file",
                    e);
        }
    }

    @Override
    public boolean hasNext() {
        while (next == null && !over) {
            try {
                over = !source.advance();
                if (!over && source.row() > after) {
                    next = record();
                }
            } catch (IOException e) {
                over = true;
                complete = false;
                findings.add("could not be read beyond row " + source.row() + "; nothing is taken to be closed");
                next = unreadable("xml", "the XML breaks off, is not well-formed or is refused; send the file whole");
            }
        }
        return next != null;
    }

    private SourceRecord record() throws IOException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(source.around());
        values.putAll(source.read(UnaryOperator.identity()));
        if (source.damaged()) {
            return unreadable("encoding", "the row holds what is no character; ask for clean UTF-8");
        }
        return nested.make(position(), values);
    }

    private Cursor position() {
        return new Cursor(file + '#' + source.row());
    }

    private SourceRecord unreadable(String rule, String message) {
        return SourceRecord.unreadable(
                rows.stream(), position(), nested.columns(), new Object[0], new MappingException("", rule, message));
    }

    @Override
    public SourceRecord next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        SourceRecord record = next;
        next = null;
        return record;
    }

    @Override
    public Extent extent() {
        return complete && over ? Extent.SNAPSHOT : Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> all = new java.util.ArrayList<>(source.findings());
        all.addAll(findings.list());
        return List.copyOf(all);
    }

    @Override
    public Progress progress() {
        return source.progress();
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new ConnectorException(Kind.BROKEN, file + " cannot be closed", e);
        }
    }
}
