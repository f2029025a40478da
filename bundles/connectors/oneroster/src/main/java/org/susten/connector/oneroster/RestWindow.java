// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Cursor;

/**
 * What one reading of a collection is about: everything, or what changed since some time. Written {@code full/begun}, the time
 * at which everything was last read and the time at which this reading began, both by the server's clock; {@code -} in place of
 * the first where changes cannot be asked for; with {@code #n} behind it in the middle.
 *
 * @param since changes since then, or null for everything
 * @param full when everything was last read, or null where it never can be left out
 * @param begun when this reading began, or null where it has not
 * @param row rows read of it
 */
record RestWindow(@Nullable Instant since, @Nullable Instant full, @Nullable Instant begun, long row) {

    private static final Pattern WRITTEN = Pattern.compile("([^/>#]+)/(?:([^/>#]*)>)?([^/>#]+)(?:#(\\d{1,15}))?");
    /** Rows that a server stamped before they could be read. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** Goes on from a cursor; a foreign one means everything. */
    static RestWindow of(Cursor cursor, Instant now, int fullEveryDays) {
        Matcher written = WRITTEN.matcher(cursor.value());
        if (!written.matches()) {
            return new RestWindow(null, null, null, 0);
        }
        try {
            Instant full = time(written.group(1));
            Instant begun = time(written.group(3));
            if (written.group(4) != null) {
                return new RestWindow(time(written.group(2)), full, begun, Long.parseLong(written.group(4)));
            }
            boolean due = full == null || !now.isBefore(full.plus(Duration.ofDays(fullEveryDays)));
            return due ? new RestWindow(null, null, null, 0) : new RestWindow(begun, full, null, 0);
        } catch (DateTimeParseException e) {
            return new RestWindow(null, null, null, 0);
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null || text.equals("-") || text.isEmpty() ? null : Instant.parse(text);
    }

    /** Begun by the server's clock, a little early. */
    RestWindow begun(Instant time) {
        Instant early = time.minus(MARGIN).truncatedTo(ChronoUnit.SECONDS);
        return begun != null ? this : new RestWindow(since, since == null ? early : full, early, row);
    }

    /** Everything, though changes were wanted. */
    RestWindow everything() {
        return new RestWindow(null, null, null, row);
    }

    Cursor at(long n) {
        return new Cursor(shown(full) + '/' + shown(since) + '>' + shown(begun) + '#' + n);
    }

    /** Where the next reading begins; {@code dated}: whether rows say when they changed. */
    Cursor end(boolean dated) {
        return new Cursor((dated ? shown(full) : "-") + '/' + shown(begun));
    }

    private static String shown(@Nullable Instant time) {
        return time == null ? "-" : time.toString();
    }
}
