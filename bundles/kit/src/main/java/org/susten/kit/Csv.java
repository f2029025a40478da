// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.nio.charset.Charset;
import java.util.Collection;
import java.util.List;
import org.susten.kit.internal.CsvRows;
import org.susten.kit.internal.CsvSettings;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;

/**
 * Delimited text as the world writes it: RFC 4180 and its relatives. Every method gives a changed copy.
 *
 * <ul>
 *   <li>Lines end in CRLF, LF or CR, also mixed; quoted fields may hold line breaks; blank lines do not count.
 *   <li>UTF-8, or UTF-16 by its byte order mark. The first bytes beyond ASCII decide: where they are not UTF-8, the file is
 *       read as Windows-1252 with a finding; broken bytes later make their row unreadable. An encoding that is said counts, with a
 *       finding where the file is UTF-8 instead.
 *   <li>A row with too few fields has no value for the rest; with too many it is unreadable, unless those are blank. So is a
 *       row with a NUL.
 *   <li>Text after a closing quote belongs to the field. Where that makes a field swallow the rest of its row and the beginning
 *       of another, the row is unreadable: it would be two children's. In tables of three columns or fewer that is not seen.
 *   <li>A field beyond the largest size, or a quote that is never closed, ends the reading: the row is unreadable and the
 *       extent is not complete. The same holds for a last row that is cut off.
 * </ul>
 */
public final class Csv implements RowFormat {

    private static final Csv STANDARD = new Csv(CsvSettings.STANDARD);

    private final CsvSettings settings;

    private Csv(CsvSettings settings) {
        this.settings = settings;
    }

    /** Comma, double quote, column names in the first line, fields up to a million characters. */
    public static Csv standard() {
        return STANDARD;
    }

    /** Fields are separated by this. */
    public Csv delimiter(char delimiter) {
        return new Csv(settings.withDelimiter(delimiter));
    }

    /** Fields that hold a delimiter or a line break stand between these. */
    public Csv quote(char quote) {
        return new Csv(settings.withQuote(quote));
    }

    /** The column names are in this line, counted from 1, or the next that is not blank; lines before it are skipped. */
    public Csv headerAt(int line) {
        return new Csv(settings.withHeaderLine(line));
    }

    /**
     * The column names are in this many rows, one below the other, and joined by a space: a name above stands for the columns to
     * its right too, until the next, where these have a name of their own below. Rows that are blank do not count.
     */
    public Csv headerRows(int rows) {
        return new Csv(settings.withHeaderRows(rows));
    }

    /** The file has no line of names; these are its columns. */
    public Csv columns(List<String> names) {
        return new Csv(settings.withColumns(names));
    }

    /**
     * Columns the file should have; {@code metadata.*} stands for all that begin so. A header that differs from one of them
     * in case or space only is taken for it. Such headers, missing and unexpected columns are findings; a file with none of
     * these columns is refused, as its first line cannot be a header.
     */
    public Csv expecting(Collection<String> names) {
        return new Csv(settings.withExpected(List.copyOf(names)));
    }

    /** Reads in this encoding instead of finding out. */
    public Csv charset(Charset charset) {
        return new Csv(settings.withCharset(charset));
    }

    /** Refuses fields of more characters than this. */
    public Csv largestField(int characters) {
        return new Csv(settings.withLargestField(characters));
    }

    @Override
    public SourceReader open(Inlet inlet, String file, Cursor since, RowMaker.Factory rows) {
        return CsvRows.open(settings, inlet, file, Position.of(since).rowIn(file), rows);
    }
}
