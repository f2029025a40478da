// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.util.List;

/** Which sheet, and where its names are; an empty sheet name means the first that is visible. */
public record XlsxSettings(String sheet, int headerRow, int headerRows, List<String> columns, List<String> expected) {

    /** The first visible sheet with names in the first row. */
    public static final XlsxSettings STANDARD = new XlsxSettings("", 1, 1, List.of(), List.of());

    /** Keeps its own copies. */
    public XlsxSettings {
        columns = List.copyOf(columns);
        expected = List.copyOf(expected);
        if (headerRow < 1 || headerRows < 1) {
            throw new IllegalArgumentException("the header's row is counted from 1");
        }
    }

    /** Another sheet. */
    public XlsxSettings withSheet(String other) {
        return new XlsxSettings(other, headerRow, headerRows, columns, expected);
    }

    /** Names in another row. */
    public XlsxSettings withHeaderRow(int other) {
        return new XlsxSettings(sheet, other, headerRows, columns, expected);
    }

    /** Names in several rows. */
    public XlsxSettings withHeaderRows(int other) {
        return new XlsxSettings(sheet, headerRow, other, columns, expected);
    }

    /** Names given here. */
    public XlsxSettings withColumns(List<String> other) {
        return new XlsxSettings(sheet, headerRow, headerRows, other, expected);
    }

    /** Names hoped for. */
    public XlsxSettings withExpected(List<String> other) {
        return new XlsxSettings(sheet, headerRow, headerRows, columns, other);
    }
}
