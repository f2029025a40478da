// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How delimited text is written; empty columns mean that the file names them itself. */
public record CsvSettings(
        char delimiter,
        char quote,
        int headerLine,
        int headerRows,
        List<String> columns,
        List<String> expected,
        @Nullable Charset charset,
        int largestField) {

    /** RFC 4180 with names in the first line. */
    public static final CsvSettings STANDARD = new CsvSettings(',', '"', 1, 1, List.of(), List.of(), null, 1 << 20);

    /** Keeps its own copies. */
    public CsvSettings {
        columns = List.copyOf(columns);
        expected = List.copyOf(expected);
        if (headerLine < 1 || headerRows < 1) {
            throw new IllegalArgumentException("the header's line is counted from 1");
        }
        if (largestField < 1) {
            throw new IllegalArgumentException("the largest field must have room for a character");
        }
    }

    /** Another delimiter. */
    public CsvSettings withDelimiter(char other) {
        return new CsvSettings(other, quote, headerLine, headerRows, columns, expected, charset, largestField);
    }

    /** Another quote. */
    public CsvSettings withQuote(char other) {
        return new CsvSettings(delimiter, other, headerLine, headerRows, columns, expected, charset, largestField);
    }

    /** Names in another line. */
    public CsvSettings withHeaderLine(int other) {
        return new CsvSettings(delimiter, quote, other, headerRows, columns, expected, charset, largestField);
    }

    /** Names in several rows. */
    public CsvSettings withHeaderRows(int other) {
        return new CsvSettings(delimiter, quote, headerLine, other, columns, expected, charset, largestField);
    }

    /** Names given here. */
    public CsvSettings withColumns(List<String> other) {
        return new CsvSettings(delimiter, quote, headerLine, headerRows, other, expected, charset, largestField);
    }

    /** Names hoped for. */
    public CsvSettings withExpected(List<String> other) {
        return new CsvSettings(delimiter, quote, headerLine, headerRows, columns, other, charset, largestField);
    }

    /** A fixed encoding. */
    public CsvSettings withCharset(Charset other) {
        return new CsvSettings(delimiter, quote, headerLine, headerRows, columns, expected, other, largestField);
    }

    /** Another limit. */
    public CsvSettings withLargestField(int other) {
        return new CsvSettings(delimiter, quote, headerLine, headerRows, columns, expected, charset, other);
    }
}
