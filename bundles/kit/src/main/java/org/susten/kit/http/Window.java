// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;

/**
 * What one reading of a stream is about: everything, or the changes between two marks of the source, which may be times, versions
 * or ids. Written {@code full/to}, when everything was last read and the mark up to which it was; {@code -} for what there is not; in
 * the middle {@code full/from>to#n}. Immutable.
 *
 * @param from changes after this mark, or null for everything
 * @param to the mark where the reading ends and the next begins, or null where none is known yet
 * @param full when everything was last read, or null where that cannot be left out
 * @param row rows read of it before
 * @param begun whether it goes on from the middle
 */
public record Window(@Nullable String from, @Nullable String to, @Nullable Instant full, long row, boolean begun) {

    private static final String MARK = "[^/>#]{1,200}";
    private static final Pattern WRITTEN =
            Pattern.compile("(" + MARK + ")/(?:(" + MARK + ")>)?(" + MARK + ")(?:#(\\d{1,15}))?");

    /** Everything, from the beginning. */
    public static final Window EVERYTHING = new Window(null, null, null, 0, false);

    /** Goes on from a cursor; a foreign one means everything, and so does one whose full reading is so many days old. */
    public static Window of(Cursor cursor, Instant now, int fullEveryDays) {
        Matcher written = WRITTEN.matcher(cursor.value());
        if (!written.matches()) {
            return EVERYTHING;
        }
        try {
            Instant full = written.group(1).equals("-") ? null : Instant.parse(written.group(1));
            String to = mark(written.group(3));
            if (written.group(4) != null) {
                return new Window(mark(written.group(2)), to, full, Long.parseLong(written.group(4)), true);
            }
            boolean due = full == null
                    || to == null
                    || now.isAfter(full) && !now.isBefore(full.plus(Duration.ofDays(fullEveryDays)));
            return due ? EVERYTHING : new Window(to, null, full, 0, false);
        } catch (DateTimeException e) {
            return EVERYTHING;
        }
    }

    private static @Nullable String mark(@Nullable String text) {
        return text == null || text.equals("-") ? null : text;
    }

    /** With the mark where it ends, unless it goes on from the middle, where that is known. */
    public Window upTo(@Nullable String mark, Instant now) {
        return begun ? this : new Window(from, mark, from == null ? now : full, 0, true);
    }

    /** With another end, known when the reading is over. */
    public Window ending(@Nullable String mark) {
        return new Window(from, mark, full, row, begun);
    }

    /** Everything, though changes were wanted. */
    public Window everything(Instant now) {
        return new Window(null, to, now, row, begun);
    }

    /** Where the n-th row stands. */
    public Cursor at(long n) {
        return new Cursor(shown(full) + '/' + shown(from) + '>' + shown(to) + '#' + n);
    }

    /** Where the next reading begins; {@code trusted}: whether changes can be gone on from. */
    public Cursor end(boolean trusted) {
        return new Cursor((trusted ? shown(full) : "-") + '/' + shown(to));
    }

    /** What was read where every page came. */
    public Extent extent() {
        return from == null ? Extent.SNAPSHOT : Extent.CHANGES;
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
