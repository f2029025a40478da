// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.susten.spi.Cursor;

/**
 * A place in a stream: when the run began that read it, and how many rows were read. The next run of an incremental stream asks for
 * what changed since that time.
 *
 * @param run when the run began
 * @param rows rows read
 */
record Place(Instant run, long rows) {

    private static final Pattern FORM = Pattern.compile("([0-9T:.Z-]{20,30})#(\\d{1,12})");

    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** Before everything. */
    static final Place START = new Place(Instant.parse("1900-01-01T00:00:00Z"), 0);

    static Place of(Cursor cursor) {
        Matcher form = FORM.matcher(cursor.value());
        try {
            return form.matches() ? new Place(Instant.parse(form.group(1)), Long.parseLong(form.group(2))) : START;
        } catch (DateTimeException e) {
            return START;
        }
    }

    /** Since when changes are asked for: somewhat earlier, for the service's clock may be behind the hub's. */
    Instant asked() {
        return run.equals(START.run) ? run : run.minus(MARGIN);
    }

    Cursor cursor() {
        return new Cursor(run + "#" + rows);
    }
}
