// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Cursor;

/**
 * What one reading of a stream is about: everything up to a change version, or the changes between two. Written
 * {@code full/to}, when everything was last read and up to which version was read; {@code -} for what there is not; in the
 * middle {@code full/from>to#n}.
 *
 * @param from changes after this version, or null for everything
 * @param to no change after this one, or null where the API counts no changes
 * @param full when everything was last read
 * @param row rows read of it
 * @param begun whether it goes on from the middle
 */
record ApiWindow(@Nullable Long from, @Nullable Long to, @Nullable Instant full, long row, boolean begun) {

    private static final Pattern WRITTEN =
            Pattern.compile("([^/>#]+)/(?:(-|\\d{1,18})>)?(-|\\d{1,18})(?:#(\\d{1,15}))?");

    private static final ApiWindow EVERYTHING = new ApiWindow(null, null, null, 0, false);

    /** Goes on from a cursor; a foreign one means everything. */
    static ApiWindow of(Cursor cursor, Instant now, int fullEveryDays) {
        Matcher written = WRITTEN.matcher(cursor.value());
        if (!written.matches()) {
            return EVERYTHING;
        }
        try {
            Instant full = written.group(1).equals("-") ? null : Instant.parse(written.group(1));
            Long to = version(written.group(3));
            if (written.group(4) != null) {
                return new ApiWindow(version(written.group(2)), to, full, Long.parseLong(written.group(4)), true);
            }
            boolean due = full == null || to == null || !now.isBefore(full.plus(Duration.ofDays(fullEveryDays)));
            return due ? EVERYTHING : new ApiWindow(to, null, full, 0, false);
        } catch (DateTimeParseException e) {
            return EVERYTHING;
        }
    }

    private static @Nullable Long version(@Nullable String text) {
        return text == null || text.equals("-") ? null : Long.valueOf(text);
    }

    /** Fixed at the newest version there is, unless it goes on from the middle. */
    ApiWindow upTo(@Nullable Long newest, Instant now) {
        if (begun) {
            return this;
        }
        boolean changes = from != null && newest != null && newest >= from;
        return new ApiWindow(changes ? from : null, newest, changes ? full : now, 0, true);
    }

    Cursor at(long n) {
        return new Cursor(shown(full) + '/' + shown(from) + '>' + shown(to) + '#' + n);
    }

    /** Where the next reading begins; {@code trusted}: whether changes can be gone on from. */
    Cursor end(boolean trusted) {
        return new Cursor((trusted ? shown(full) : "-") + '/' + shown(to));
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
