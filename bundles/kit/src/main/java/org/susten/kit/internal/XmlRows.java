// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.Finding;
import org.susten.spi.Inlet;
import org.susten.spi.MappingException;
import org.susten.spi.Progress;
import org.susten.spi.SourceRecord;

/** The elements of one kind in an XML file, parsed as they are asked for. */
public final class XmlRows extends FileRows {

    private final long after;
    private final RowMaker.Factory rows;
    private final NestedRows nested;
    private final XmlSource source;

    private XmlRows(XmlSource source, String file, List<String> expected, long after, RowMaker.Factory rows) {
        super(file);
        this.source = source;
        this.after = after;
        this.rows = rows;
        this.nested = new NestedRows(file, rows, expected);
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
    @Nullable
    SourceRecord read() {
        try {
            over = !source.advance();
            return over || source.row() <= after ? null : record();
        } catch (IOException e) {
            over = true;
            complete = false;
            findings.add("could not be read beyond row " + source.row() + "; nothing is taken to be closed");
            return unreadable("xml", "the XML breaks off, is not well-formed or is refused; send the file whole");
        }
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
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(source.findings());
        all.addAll(super.findings());
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
