// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Cursor;

/**
 * A place in a query's rows: how many rows of one watermark were read. Written {@code 2026-03-01T10:00#3}; with {@code !} behind it
 * where it was the last row there was, so that rows that come later with the same watermark are noticed. Holds no key: a key may be
 * a person's number.
 *
 * @param value the watermark; empty where the query has none
 * @param count rows read of that watermark, or in all
 * @param last whether it was the last row
 */
record Mark(String value, long count, boolean last) {

    private static final Pattern FORM = Pattern.compile("([^#]{0,100})#(\\d{1,18})(!)?(~\\d+)?");

    /** Stands before a text, which may look like a number or a day. */
    static final String TEXT = "'";

    /** Before the first row. */
    static final Mark START = new Mark("", 0, false);

    /** The place a cursor names; the beginning where it is a foreign one. */
    static Mark of(Cursor cursor, boolean watermarked) {
        Matcher form = FORM.matcher(cursor.value());
        if (!form.matches() || watermarked == form.group(1).isEmpty()) {
            return START;
        }
        return new Mark(form.group(1), Long.parseLong(form.group(2)), form.group(3) != null);
    }

    Cursor cursor() {
        return new Cursor(value + '#' + count + (last ? "!" : ""));
    }

    /** As a value of its own type. */
    private @Nullable Object typed(Duration back) {
        try {
            if (value.startsWith(TEXT)) {
                return value.substring(TEXT.length());
            }
            if (value.matches("-?\\d{1,38}(\\.\\d{1,38})?")) {
                return new BigDecimal(value);
            }
            if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(value).minusDays(back.toDays());
            }
            if (value.matches("\\d{4}-\\d{2}-\\d{2}T.*(Z|[+-]\\d{2}:\\d{2})")) {
                return OffsetDateTime.parse(value).minus(back);
            }
            return value.matches("\\d{4}-\\d{2}-\\d{2}T.*")
                    ? LocalDateTime.parse(value).minus(back)
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether the place can be asked for. */
    boolean isUsable() {
        return !value.isEmpty() && typed(Duration.ZERO) != null;
    }

    /** Sets the only parameter of a statement. */
    void bind(PreparedStatement statement, Duration back) throws SQLException {
        statement.setObject(1, typed(back));
    }
}
