// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import org.susten.spi.Cursor;

/**
 * A place in a file, written {@code visits.csv#17}.
 *
 * @param file the file's name in the inlet
 * @param row the line or row as a person counts it in the file, from 1; 0 is before the first
 */
public record Position(String file, long row) {

    /** The place a cursor names; of {@link Cursor#START} or a foreign notation, the beginning of a file without name. */
    public static Position of(Cursor cursor) {
        String value = cursor.value();
        int hash = value.lastIndexOf('#');
        if (hash < 0) {
            return new Position("", 0);
        }
        try {
            return new Position(value.substring(0, hash), Long.parseLong(value.substring(hash + 1)));
        } catch (NumberFormatException e) {
            return new Position("", 0);
        }
    }

    /** The row of this place if it is in that file, else 0: before the first row. */
    public long rowIn(String name) {
        return file.equals(name) ? row : 0;
    }

    /** As a cursor. */
    public Cursor cursor() {
        return new Cursor(file + '#' + row);
    }

    @Override
    public String toString() {
        return file + '#' + row;
    }
}
