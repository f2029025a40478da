// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/**
 * People laid out for fast comparison: one row of integers each, their values numbered by a dictionary. Rows are numbered from 0 in
 * the order they were added. One thread adds; then any thread may read.
 */
public final class Table {

    static final int GIVEN = 0;
    static final int GIVEN_WORD = 1;
    static final int MIDDLE = 2;
    static final int FAMILY = 3;
    /** First and last word of a surname of several. */
    static final int FAMILY_WORDS = 4;

    static final int SEX = 6;
    static final int SUFFIX = 7;
    static final int BIRTH = 8;
    static final int NUMBER = 9;
    static final int STREET = 10;
    static final int EXTRA = 11;
    static final int CITY = 12;
    static final int STATE = 13;
    static final int POSTAL = 14;
    static final int PHONES = 15;
    static final int EMAILS = 17;
    static final int GUARDIANS = 19;
    static final int IDENTIFIERS = 21;
    static final int SOURCE = 25;
    static final int STRIDE = 26;

    private final Dictionary values;
    private final Placeholders placeholders;
    private int[] cells;
    private int size;

    /** An empty table that keeps every value. */
    public Table(int expected) {
        this(expected, Placeholders.NONE);
    }

    /** An empty table that leaves out what a model knows to be placeholders. */
    public Table(int expected, Model model) {
        this(expected, model.placeholders());
    }

    Table(int expected, Placeholders placeholders) {
        this.values = new Dictionary(Math.max(64, expected));
        this.placeholders = placeholders;
        this.cells = new int[Math.max(4, expected) * STRIDE];
    }

    /** So many rows to be filled in by number, with values of another's. */
    Table(Dictionary values, int rows) {
        this.values = values;
        this.placeholders = Placeholders.NONE;
        this.cells = new int[rows * STRIDE];
        this.size = rows;
    }

    /** Whether a row says who it is by nothing but numbers, as the child of an attendance record does. */
    public boolean bare(int row) {
        int base = row * STRIDE;
        for (int cell = base; cell < base + IDENTIFIERS; cell++) {
            if (cells[cell] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Adds a person; gives the row. */
    public int add(Features features) {
        if ((size + 1) * STRIDE > cells.length) {
            cells = Arrays.copyOf(cells, (size + (size >> 1) + 4) * STRIDE);
        }
        int base = size * STRIDE;
        byte[] bytes = features.raw();
        int source = (bytes[1] & 0xff) << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | bytes[4] & 0xff;
        cells[base + SOURCE] = source;
        for (int at = Features.HEADER; at < bytes.length; at += 2 + bytes[at + 1]) {
            Field field = Field.ALL[bytes[at]];
            int from = at + 2;
            int to = from + bytes[at + 1];
            if (field == Field.BIRTH_DATE) {
                int date = (bytes[from] & 0xff) << 24
                        | (bytes[from + 1] & 0xff) << 16
                        | (bytes[from + 2] & 0xff) << 8
                        | bytes[from + 3] & 0xff;
                cells[base + BIRTH] = placeholders.contains(Field.BIRTH_DATE, source, date) ? 0 : date;
            } else if (field == Field.SEX) {
                cells[base + SEX] = bytes[from];
            } else {
                int value = values.number(bytes, from, to);
                if (!placeholders.contains(field, source, values.hash(value))) {
                    put(base, field, value, bytes, from, to);
                }
            }
        }
        return size++;
    }

    private void put(int base, Field field, int value, byte[] bytes, int from, int to) {
        switch (field) {
            case GIVEN -> {
                cells[base + GIVEN] = value;
                cells[base + GIVEN_WORD] = firstWord(value, bytes, from, to);
            }
            case FAMILY -> {
                cells[base + FAMILY] = value;
                cells[base + FAMILY_WORDS] = firstWord(value, bytes, from, to);
                cells[base + FAMILY_WORDS + 1] = lastWord(bytes, from, to);
            }
            case MIDDLE -> cells[base + MIDDLE] = value;
            case SUFFIX -> cells[base + SUFFIX] = value;
            case HOUSE_NUMBER -> cells[base + NUMBER] = value;
            case STREET -> cells[base + STREET] = value;
            case EXTRA -> cells[base + EXTRA] = value;
            case CITY -> cells[base + CITY] = value;
            case STATE -> cells[base + STATE] = value;
            case POSTAL_CODE -> cells[base + POSTAL] = value;
            case PHONE -> append(base + PHONES, field, value);
            case EMAIL -> append(base + EMAILS, field, value);
            case GUARDIAN -> append(base + GUARDIANS, field, value);
            case IDENTIFIER -> append(base + IDENTIFIERS, field, value);
            default -> throw new IllegalArgumentException(field.name());
        }
    }

    private void append(int first, Field field, int value) {
        for (int cell = first; cell < first + field.most(); cell++) {
            if (cells[cell] == 0 || cells[cell] == value) {
                cells[cell] = value;
                return;
            }
        }
    }

    /** The first word; the value itself where there is only one. */
    private int firstWord(int value, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ' ') {
                return values.number(bytes, from, i);
            }
        }
        return value;
    }

    /** The last word; 0 where there is only one. */
    private int lastWord(byte[] bytes, int from, int to) {
        for (int i = to - 1; i > from; i--) {
            if (bytes[i] == ' ') {
                return values.number(bytes, i + 1, to);
            }
        }
        return 0;
    }

    /** How many people. */
    public int size() {
        return size;
    }

    int[] cells() {
        return cells;
    }

    int cell(int row, int column) {
        return cells[row * STRIDE + column];
    }

    Dictionary values() {
        return values;
    }

    /** Forgets values that turned out to be placeholders. */
    void drop(Placeholders found) {
        if (found.isEmpty()) {
            return;
        }
        for (int row = 0; row < size; row++) {
            int base = row * STRIDE;
            int source = cells[base + SOURCE];
            if (found.contains(Field.BIRTH_DATE, source, cells[base + BIRTH])) {
                cells[base + BIRTH] = 0;
            }
            drop(found, Field.GIVEN, source, base + GIVEN);
            cells[base + GIVEN_WORD] = cells[base + GIVEN] == 0 ? 0 : cells[base + GIVEN_WORD];
            for (int i = 0; i < 2; i++) {
                drop(found, Field.PHONE, source, base + PHONES + i);
                drop(found, Field.EMAIL, source, base + EMAILS + i);
            }
            for (int i = 0; i < 4; i++) {
                drop(found, Field.IDENTIFIER, source, base + IDENTIFIERS + i);
            }
        }
    }

    private void drop(Placeholders found, Field field, int source, int cell) {
        if (cells[cell] != 0 && found.contains(field, source, values.hash(cells[cell]))) {
            cells[cell] = 0;
        }
    }
}
