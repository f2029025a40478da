// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The row being parsed: its fields go straight into the array that its record will own. Reused for every row. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {

    /** More columns than any table has. */
    static final int MOST_COLUMNS = 10_000;

    private final Text text;
    private int width = -1;
    private long after;
    private boolean skipped;
    private boolean blank;
    private boolean broken;
    private boolean excess;
    private @Nullable Object[] values = new Object[0];
    private @Nullable String[] previous = new String[0];

    CsvRow(Text text) {
        this.text = text;
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

    private static boolean isBlank(char[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!Character.isWhitespace(buffer[i])) {
                return false;
            }
        }
        return true;
    }
}
