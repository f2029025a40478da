// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fixed;
import org.susten.kit.Position;
import org.susten.kit.RowFormat;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * A value that stands once above a file's rows and counts for all of them: the period or the site of a report. Immutable.
 *
 * @param target place in the layout
 * @param line in the file, from 1
 * @param column of that line, from 1; 0 where the file has places instead
 * @param from place of its first character; 0 where the file has columns
 * @param length characters; 0 where the file has columns
 */
public record Above(int target, int line, int column, int from, int length) {

    /** More columns than the top of a report has. */
    private static final int MOST_COLUMNS = 100;

    /** The value; null where there is none. */
    @Nullable
    Object of(Inlet inlet, String file, TableFormat format) {
        RowFormat plain = column > 0
                ? format.plain(IntStream.rangeClosed(1, MOST_COLUMNS)
                        .mapToObj(Integer::toString)
                        .toList())
                : format.plain(new Fixed.Column("1", from, length));
        try (SourceReader rows = plain.open(inlet, file, Cursor.START, RawRows.of("", columns -> {}))) {
            while (rows.hasNext()) {
                SourceRecord row = rows.next();
                long at = Position.of(row.position()).row();
                if (at >= line) {
                    return at == line ? row.text(column > 0 ? Integer.toString(column) : "1") : null;
                }
            }
            return null;
        }
    }
}
