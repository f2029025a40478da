// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.util.Collection;
import java.util.List;
import org.susten.kit.internal.XlsxRows;
import org.susten.kit.internal.XlsxSettings;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;

/**
 * One sheet of an Excel workbook. Every method gives a changed copy.
 *
 * <p>Values come as text: numbers without exponent and with the 15 digits Excel keeps, dates as {@code 2026-08-01} or {@code
 * 2026-08-01T08:30:00}, times as {@code 08:30:00}, yes and no as {@code true} and {@code false}, formulas as what they last
 * gave. Positions are the row numbers that Excel shows. Rows are read as they are asked for; only the workbook's texts are held
 * in memory, and a workbook with too many is refused, as is anything that {@link ZipInlet} refuses.
 */
public final class Xlsx implements RowFormat {

    private static final Xlsx STANDARD = new Xlsx(XlsxSettings.STANDARD);

    private final XlsxSettings settings;

    private Xlsx(XlsxSettings settings) {
        this.settings = settings;
    }

    /** The first sheet that is not hidden, column names in its first row. */
    public static Xlsx standard() {
        return STANDARD;
    }

    /** The sheet of this name; case and surrounding space do not count. */
    public Xlsx sheet(String name) {
        return new Xlsx(settings.withSheet(name));
    }

    /** The column names are in this row, counted from 1; rows before it are skipped. */
    public Xlsx headerAt(int row) {
        return new Xlsx(settings.withHeaderRow(row));
    }

    /**
     * The column names are in this many rows, one below the other, and joined by a space: a name above stands for the columns to
     * its right too, until the next, where these have a name of their own below. Rows that are blank do not count.
     */
    public Xlsx headerRows(int rows) {
        return new Xlsx(settings.withHeaderRows(rows));
    }

    /** The sheet has no row of names; these are its columns. */
    public Xlsx columns(List<String> names) {
        return new Xlsx(settings.withColumns(names));
    }

    /** Columns the sheet should have, as in {@link Csv#expecting}. */
    public Xlsx expecting(Collection<String> names) {
        return new Xlsx(settings.withExpected(List.copyOf(names)));
    }

    @Override
    public SourceReader open(Inlet inlet, String file, Cursor since, RowMaker.Factory rows) {
        return XlsxRows.open(settings, inlet, file, Position.of(since).rowIn(file), rows);
    }
}
