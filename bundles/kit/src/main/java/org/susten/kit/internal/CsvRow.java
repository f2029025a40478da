// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The row being parsed: its fields go straight into the array that its record will own. Reused for every row. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {

    /** More columns than any table has. */
    static final int MOST_COLUMNS = 10_000;

    /** Narrower tables have notes that look like rows of theirs. */
    private static final int NARROWEST = 4;

    private static final int LONGEST_ID = 40;

    private final Text text;
    private final char delimiter;
    private final char quote;
    private int width = -1;
    private long after;
    private boolean skipped;
    private boolean blank;
    private boolean broken;
    private boolean excess;
    private boolean swallowed;
    private @Nullable Object[] values = new Object[0];
    private @Nullable String[] previous = new String[0];

    CsvRow(Text text, char delimiter, char quote) {
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** From now on rows have this many columns, and rows up to that line are passed over. */
    void expect(int columns, long afterLine) {
        this.width = columns;
        this.after = afterLine;
        this.previous = new String[columns];
    }

    long line() {
        return getStartingLineNumber();
    }

    int count() {
        return getFieldCount();
    }

    @Nullable
    Object[] values() {
        return values;
    }

    /** It stands before the place where reading begins. */
    boolean skipped() {
        return skipped;
    }

    /** Nothing but space. */
    boolean blank() {
        return blank;
    }

    /** A field holds a NUL or bytes that are no character. */
    boolean broken() {
        return broken;
    }

    /** A field holds the rest of its row and the beginning of another: a quote in it was not doubled. */
    boolean swallowed() {
        return swallowed;
    }

    /** More fields than columns, and not all of those blank. */
    boolean excess() {
        return excess;
    }

    @Override
    protected void handleBegin(long line) {
        skipped = line <= after;
        blank = true;
        broken = false;
        excess = false;
        swallowed = false;
        values = skipped ? values : new Object[width < 0 ? 16 : width];
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (skipped) {
            return;
        }
        if (blank) {
            blank = isBlank(buffer, offset, length);
        }
        if (quoted && width >= NARROWEST && length > width) {
            swallowed |= swallows(index, buffer, offset, length);
        }
        if (index < values.length) {
            values[index] = length == 0 ? "" : string(index, buffer, offset, length);
        } else if (width >= 0) {
            excess |= !isBlank(buffer, offset, length);
        } else if (index < MOST_COLUMNS) {
            values = Arrays.copyOf(values, values.length * 2);
            values[index] = string(index, buffer, offset, length);
        }
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }

    private String string(int index, char[] buffer, int offset, int length) {
        String before = index < previous.length ? previous[index] : null;
        if (before != null && same(before, buffer, offset, length)) {
            return before;
        }
        String value = new String(buffer, offset, length);
        if (text.doubtful() && (value.indexOf(0) >= 0 || value.indexOf(Text.BROKEN) >= 0)) {
            broken = true;
            return value.replace("\0", "").replace(Text.BROKEN, '\uFFFD');
        }
        if (index < previous.length) {
            previous[index] = value;
        }
        return value;
    }

    /** Ids differ at their ends, so that is where to look first. */
    private static boolean same(String before, char[] buffer, int offset, int length) {
        if (before.length() != length) {
            return false;
        }
        for (int i = length - 1; i >= 0; i--) {
            if (before.charAt(i) != buffer[offset + i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a field goes on as rows of this table do: with enough delimiters to the end of its row, then lines that begin with
     * something like an id, the last as far into its row as this field stands at least. Notes are not written that way.
     */
    private boolean swallows(int index, char[] buffer, int offset, int length) {
        int end = offset + length;
        boolean quotes = false;
        int lines = 0;
        int begin = offset;
        for (int i = offset; i <= end; i++) {
            if (i == end || buffer[i] == '\n' || buffer[i] == '\r') {
                int wanted = lines == 0 ? width - 1 - index : i == end ? Math.max(1, index) : width - 1;
                if (i > begin || i == end) {
                    if (delimiters(buffer, begin, i) < wanted || lines > 0 && !beginsRow(buffer, begin, i)) {
                        return false;
                    }
                    lines++;
                }
                begin = i + 1;
            } else {
                quotes |= buffer[i] == quote;
            }
        }
        return quotes && lines > 1;
    }

    private int delimiters(char[] buffer, int begin, int end) {
        int count = 0;
        for (int i = begin; i < end; i++) {
            count += buffer[i] == delimiter ? 1 : 0;
        }
        return count;
    }

    /** A short word without space before the first delimiter. */
    private boolean beginsRow(char[] buffer, int begin, int end) {
        int i = begin;
        while (i < end && buffer[i] != delimiter && !Character.isWhitespace(buffer[i])) {
            i++;
        }
        return i > begin && i < end && i - begin <= LONGEST_ID && buffer[i] == delimiter;
    }

    private static boolean isBlank(char[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!Character.isWhitespace(buffer[i])) {
                return false;
            }
        }
        return true;
    }
}
