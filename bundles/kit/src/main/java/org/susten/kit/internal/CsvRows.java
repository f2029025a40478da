// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.model.words.Count;
import org.susten.spi.Columns;
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

/** The rows of one delimited file, parsed as they are asked for. */
public final class CsvRows implements SourceReader {

    private final String file;
    private final String place;
    private final long size;
    private final RowMaker.Factory rows;
    private final Findings findings;
    private final Text text;
    private final CsvRow row;
    private final CsvReader<CsvRow> csv;
    private final Iterator<CsvRow> parsed;

    private Columns columns = Columns.of(List.of());
    private @Nullable RowMaker maker;
    private @Nullable SourceRecord next;
    private boolean over;
    private boolean complete;
    private long shortRows;
    private long blankRows;

    private CsvRows(CsvSettings settings, Inlet inlet, String file, RowMaker.Factory rows) throws IOException {
        this.file = file;
        this.place = file + '#';
        this.size = inlet.size(file);
        this.rows = rows;
        this.findings = new Findings(file);
        this.text = new Text(inlet.open(file), settings.charset(), findings);
        this.row = new CsvRow(text, settings.delimiter(), settings.quote());
        this.csv = parser(settings).build(row, text);
        this.parsed = csv.iterator();
    }

    /** A stray quote must cost its row and not the file, and only the strict parser has the speed; hence the old option. */
    @SuppressWarnings("removal")
    private static CsvReader.CsvReaderBuilder parser(CsvSettings settings) {
        return CsvReader.builder()
                .fieldSeparator(settings.delimiter())
                .quoteCharacter(settings.quote())
                .maxBufferSize(Math.max(16, settings.largestField()))
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(false)
                .allowExtraFields(true)
                .allowMissingFields(true);
    }

    /** Opens a file after a line of it; 0 is before its first. */
    public static CsvRows open(CsvSettings settings, Inlet inlet, String file, long after, RowMaker.Factory rows) {
        CsvRows opened = null;
        try {
            opened = new CsvRows(settings, inlet, file, rows);
            opened.begin(settings, after);
            return opened;
        } catch (IOException | UncheckedIOException e) {
            close(opened);
            throw unreadable(file, e);
        } catch (CsvParseException e) {
            close(opened);
            throw new ConnectorException(
                    Kind.BROKEN,
                    file + " has no header line that could be read: a quote is never closed or a field is too large;"
                            + " ask the source's owner for a whole file",
                    e);
        } catch (ConnectorException e) {
            close(opened);
            throw e;
        }
    }

    private void begin(CsvSettings settings, long after) {
        Header header = new Header(settings.expected(), settings.delimiter());
        if (!settings.columns().isEmpty()) {
            columns = Columns.of(settings.columns());
        } else {
            if (settings.headerLine() > 1) {
                skip(settings.headerLine() - 1);
            }
            List<List<String>> names = headerRows(settings.headerRows());
            if (names.isEmpty()) {
                findings.add("is empty, without even a header; nothing is taken to be closed");
                over = true;
                return;
            }
            columns = header.columns(file, Header.joined(names), findings);
        }
        complete = after == 0;
        maker = rows.of(file, columns);
        row.expect(columns.names().size(), after);
    }

    private void skip(int lines) {
        try {
            csv.skipLines(lines);
        } catch (CsvParseException e) {
            findings.add("ends before the line in which its column names should be");
        }
    }

    private List<List<String>> headerRows(int count) {
        List<List<String>> names = new ArrayList<>();
        while (names.size() < count && parsed.hasNext()) {
            CsvRow read = parsed.next();
            if (!read.blank()) {
                names.add(names(read));
            }
        }
        return names;
    }

    private List<String> names(CsvRow header) {
        if (header.count() > CsvRow.MOST_COLUMNS) {
            throw new ConnectorException(
                    Kind.BROKEN,
                    file + " has more than " + CsvRow.MOST_COLUMNS
                            + " columns in its header; check its delimiter and line ends");
        }
        List<String> names = new ArrayList<>(header.count());
        for (int i = 0; i < header.count(); i++) {
            Object name = header.values()[i];
            names.add(name == null ? "" : name.toString());
        }
        return names;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !over) {
            next = advance();
            if (next == null) {
                finish();
            }
        }
        return next != null;
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

    private @Nullable SourceRecord advance() {
        try {
            while (parsed.hasNext()) {
                CsvRow read = parsed.next();
                if (read.skipped()) {
                    continue;
                }
                if (!read.blank()) {
                    return record(read);
                }
                blankRows++;
            }
            return null;
        } catch (CsvParseException e) {
            return brokenOff();
        } catch (UncheckedIOException e) {
            throw unreadable(place + row.line(), e);
        }
    }

    private SourceRecord record(CsvRow read) {
        Cursor position = new Cursor(place + read.line());
        int width = columns.names().size();
        if (read.broken()) {
            return unreadable(
                    position, "encoding", "the row holds a NUL or bytes that are no character; ask for clean UTF-8");
        }
        if (read.swallowed()) {
            return unreadable(
                    position,
                    "quote",
                    "a field of the row goes on into the next row, for a quote within it is not doubled; have quotes doubled, or left out");
        }
        if (read.excess()) {
            return unreadable(
                    position,
                    "columns",
                    "the row has " + Count.of(read.count(), "field", "fields") + " and the header " + width
                            + "; a field that holds the delimiter must be quoted");
        }
        if (read.count() < width) {
            if (text.ended() && shortRows == 0) {
                findings.add("breaks off within its last row; nothing is taken to be closed");
                complete = false;
                return unreadable(position, "cut", "the file breaks off within this row; send it whole");
            }
            shortRows++;
        }
        RowMaker made = maker;
        if (made == null) {
            throw new IllegalStateException("no columns yet");
        }
        return made.make(position, read.values());
    }

    /** A quote that is never closed, or a field without end: where the next row begins, nobody knows. */
    private SourceRecord brokenOff() {
        over = true;
        complete = false;
        finish();
        findings.add("could not be read beyond line " + row.line() + "; nothing is taken to be closed");
        String why =
                text.ended() ? "a quote opens in this row and is never closed" : "a field of this row is too large";
        return unreadable(new Cursor(place + row.line()), "cut", why + "; send the file whole and well quoted");
    }

    private SourceRecord unreadable(Cursor position, String rule, String message) {
        return SourceRecord.unreadable(
                rows.stream(), position, columns, row.values(), new MappingException("", rule, message));
    }

    private void finish() {
        over = true;
        if (shortRows > 0) {
            findings.add(Count.of(shortRows, "row has", "rows have")
                    + " fewer fields than the header; the rest was taken as absent");
        }
        if (blankRows > 0) {
            findings.add(Count.of(blankRows, "row is blank and was", "rows are blank and were") + " passed over");
        }
    }

    @Override
    public Extent extent() {
        return complete && over ? Extent.SNAPSHOT : Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        return findings.list();
    }

    @Override
    public Progress progress() {
        return new Progress(text.bytesRead(), size);
    }

    @Override
    public void close() {
        close(this);
    }

    private static void close(@Nullable CsvRows opened) {
        if (opened != null) {
            try {
                opened.csv.close();
            } catch (IOException e) {
                throw unreadable(opened.file, e);
            }
        }
    }

    private static ConnectorException unreadable(String where, Exception cause) {
        return new ConnectorException(
                Kind.BROKEN, where + " cannot be read: " + reason(cause) + "; send the file again", cause);
    }

    private static String reason(Exception cause) {
        String message = cause instanceof UncheckedIOException io && io.getCause() != null
                ? io.getCause().getMessage()
                : cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
