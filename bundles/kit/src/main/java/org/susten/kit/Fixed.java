// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.kit.internal.FixedRows;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;

/**
 * Text in which each column has its place in the line. Every method gives a changed copy.
 *
 * <p>Characters are counted, not bytes. A line that ends early has no value for the rest, with a finding; what stands beyond the
 * last column is not looked at. Line ends and encodings are as in {@link Csv}; a line of more than 65,536 characters is refused.
 */
public final class Fixed implements RowFormat {

    /**
     * One column.
     *
     * @param name its name
     * @param from place of its first character, from 1
     * @param length characters
     */
    public record Column(String name, int from, int length) {

        /** Checks the place. */
        public Column {
            if (from < 1 || length < 1) {
                throw new IllegalArgumentException("column " + name + " has no place in a line");
            }
        }
    }

    private final List<Column> columns;
    private final int firstLine;
    private final @Nullable Charset charset;

    private Fixed(List<Column> columns, int firstLine, @Nullable Charset charset) {
        this.columns = List.copyOf(columns);
        this.firstLine = firstLine;
        this.charset = charset;
    }

    /** These columns, from the first line on. */
    public static Fixed columns(List<Column> columns) {
        return new Fixed(columns, 1, null);
    }

    /** The rows begin in this line, counted from 1; what stands before is passed over. */
    public Fixed rowsFrom(int line) {
        return new Fixed(columns, line, charset);
    }

    /** Reads in this encoding instead of finding out. */
    public Fixed charset(Charset other) {
        return new Fixed(columns, firstLine, other);
    }

    @Override
    public SourceReader open(Inlet inlet, String file, Cursor since, RowMaker.Factory rows) {
        return FixedRows.open(
                columns, firstLine, charset, inlet, file, Position.of(since).rowIn(file), rows);
    }
}
