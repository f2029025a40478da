// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fixed.Column;
import org.susten.kit.RowMaker;
import org.susten.model.words.Count;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.MappingException;
import org.susten.spi.Progress;
import org.susten.spi.SourceRecord;

/** The rows of one file of fixed width, cut as they are asked for. */
public final class FixedRows extends FileRows {

    private static final int LONGEST = 1 << 16;

    private final long size;
    private final long after;
    private final int firstLine;
    private final Column[] places;
    private final int needed;
    private final Columns columns;
    private final RowMaker.Factory rows;
    private final RowMaker maker;
    private final Text text;

    private final char[] buffer = new char[1 << 16];
    private int at;
    private int filled;
    private final char[] line = new char[LONGEST];
    private int length;
    private long number;
    private boolean afterReturn;
    private long shortLines;

    private FixedRows(
            List<Column> places,
            int firstLine,
            @Nullable Charset charset,
            Inlet inlet,
            String file,
            long after,
            RowMaker.Factory rows)
            throws IOException {
        super(file);
        this.size = inlet.size(file);
        this.after = after;
        this.firstLine = firstLine;
        this.places = places.toArray(Column[]::new);
        this.needed = places.stream().mapToInt(Column::from).max().orElse(1);
        this.columns = Columns.of(places.stream().map(Column::name).toList());
        this.rows = rows;
        this.maker = rows.of(file, columns);
        this.complete = after == 0 && size > 0;
        this.text = new Text(inlet.open(file), charset, findings);
        if (size == 0) {
            findings.add("is empty; nothing is taken to be closed");
        }
    }

    /** Opens a file after a line of it; 0 is before its first. */
    public static FixedRows open(
            List<Column> places,
            int firstLine,
            @Nullable Charset charset,
            Inlet inlet,
            String file,
            long after,
            RowMaker.Factory rows) {
        try {
            return new FixedRows(places, firstLine, charset, inlet, file, after, rows);
        } catch (IOException e) {
            throw new ConnectorException(Kind.BROKEN, file + " cannot be read; send the file again", e);
        }
    }

    @Override
    @Nullable
    SourceRecord read() {
        try {
            if (readLine()) {
                return number >= firstLine && number > after && !blank() ? record() : null;
            }
        } catch (IOException e) {
            throw new ConnectorException(Kind.BROKEN, file + '#' + number + " cannot be read; send the file again", e);
        }
        over = true;
        finish();
        return null;
    }

    private SourceRecord record() {
        Cursor position = new Cursor(file + '#' + number);
        if (length > line.length) {
            return unreadable(position, "columns", "the line is longer than any record; check its line ends");
        }
        if (length < needed) {
            shortLines++;
        }
        @Nullable Object[] values = new Object[places.length];
        for (int i = 0; i < places.length; i++) {
            int from = places[i].from() - 1;
            int to = Math.min(length, from + places[i].length());
            values[i] = from < to ? new String(line, from, to - from).strip() : null;
        }
        if (text.doubtful() && new String(line, 0, length).chars().anyMatch(c -> c == 0 || c == Text.BROKEN)) {
            return unreadable(position, "encoding", "the row holds a NUL or bytes that are no character");
        }
        return maker.make(position, values);
    }

    private SourceRecord unreadable(Cursor position, String rule, String message) {
        return SourceRecord.unreadable(
                rows.stream(), position, columns, new Object[0], new MappingException("", rule, message));
    }

    private boolean blank() {
        for (int i = 0; i < Math.min(length, line.length); i++) {
            if (!Character.isWhitespace(line[i])) {
                return false;
            }
        }
        return true;
    }

    /** Lines end in CRLF, LF or CR; false at the end of the file. */
    private boolean readLine() throws IOException {
        length = 0;
        while (true) {
            if (at == filled) {
                filled = text.read(buffer, 0, buffer.length);
                at = 0;
                if (filled < 0) {
                    filled = 0;
                    number += length > 0 ? 1 : 0;
                    return length > 0;
                }
            }
            char c = buffer[at++];
            boolean paired = c == '\n' && afterReturn;
            afterReturn = c == '\r';
            if (c == '\n' && !paired || c == '\r') {
                number++;
                return true;
            }
            if (!paired) {
                if (length < line.length) {
                    line[length] = c;
                }
                length++;
            }
        }
    }

    private void finish() {
        if (shortLines > 0) {
            findings.add(Count.of(shortLines, "line ends", "lines end")
                    + " before the last column; the rest was taken as absent");
        }
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
