// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.MappingException;
import org.susten.spi.Progress;
import org.susten.spi.SourceRecord;

/** The objects of one file, parsed as they are asked for. */
public final class JsonRows extends FileRows {

    private final long size;
    private final long after;
    private final RowMaker.Factory rows;
    private final NestedRows nested;
    private final Text text;

    private @Nullable JsonSource source;

    private JsonRows(Inlet inlet, String file, List<String> expected, long after, RowMaker.Factory rows)
            throws IOException {
        super(file);
        this.size = inlet.size(file);
        this.after = after;
        this.rows = rows;
        this.nested = new NestedRows(file, rows, expected);
        this.text = new Text(inlet.open(file), null, findings);
    }

    /** Opens a file after a row of it; 0 is before its first. */
    public static JsonRows open(
            Inlet inlet, String file, String array, List<String> expected, long after, RowMaker.Factory rows) {
        JsonRows opened = null;
        try {
            opened = new JsonRows(inlet, file, expected, after, rows);
            opened.begin(array);
            return opened;
        } catch (IOException e) {
            if (opened != null) {
                opened.close();
            }
            throw new ConnectorException(
                    Kind.BROKEN,
                    file + " is not JSON with rows where they should be; ask the source's owner for it",
                    e);
        }
    }

    private void begin(String array) throws IOException {
        if (size == 0) {
            findings.add("is empty; nothing is taken to be closed");
            over = true;
            return;
        }
        source = JsonSource.of(text, array);
        complete = after == 0;
    }

    @Override
    @Nullable
    SourceRecord read() {
        JsonSource from = Objects.requireNonNull(source);
        try {
            over = !from.advance();
            return over ? null : record(from);
        } catch (IOException e) {
            return broken(from);
        }
    }

    private @Nullable SourceRecord record(JsonSource from) throws IOException {
        Map<String, @Nullable Object> object = from.object();
        if (from.row() <= after) {
            return null;
        }
        Cursor position = position(from);
        if (object == null) {
            return unreadable(position, "object", "a JSON object must stand here");
        }
        return nested.make(position, object);
    }

    /** On a line the next may be sound; elsewhere nobody knows where it begins. */
    private @Nullable SourceRecord broken(JsonSource from) {
        if (!from.canGoOn()) {
            over = true;
            complete = false;
            findings.add("could not be read beyond row " + from.row() + "; nothing is taken to be closed");
        }
        return from.row() <= after
                ? null
                : unreadable(position(from), "json", "the JSON breaks off or is not well-formed; send the file whole");
    }

    private Cursor position(JsonSource from) {
        return new Cursor(file + '#' + from.row());
    }

    private SourceRecord unreadable(Cursor position, String rule, String message) {
        return SourceRecord.unreadable(
                rows.stream(), position, nested.columns(), new Object[0], new MappingException("", rule, message));
    }

    @Override
    public Progress progress() {
        return new Progress(text.bytesRead(), size);
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw new ConnectorException(Kind.BROKEN, file + " cannot be closed", e);
        }
    }
}
