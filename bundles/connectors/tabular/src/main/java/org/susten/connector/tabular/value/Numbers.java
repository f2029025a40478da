// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.susten.spi.MappingException;

/** Steps that read numbers and spans of time. Stateless. */
public final class Numbers {

    private static final int LONGEST = 40;
    private static final BigDecimal SIXTY = BigDecimal.valueOf(60);
    private static final List<DateTimeFormatter> TIMES = List.of(
            DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ENGLISH), clock("h:mm[:ss] a"), clock("h:mm[:ss]a"));

    private Numbers() {}

    private static DateTimeFormatter clock(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /** A number; {@code decimal} stands before its fraction. */
    public static Value.Step number(String column, char decimal) {
        return value -> {
            BigDecimal number = plain(((String) value).replace(decimal, '.'));
            if (number == null) {
                throw new MappingException(column, "number", column + " must be a number such as 12" + decimal + "5");
            }
            return number;
        };
    }

    /** A whole number; a fraction of zero does not count. */
    public static Value.Step integer(String column) {
        return value -> whole(column, "integer", plain((String) value), "a whole number");
    }

    /** Minutes: {@code 1:30}, or a plain number of minutes or hours, which an earlier step may have read. */
    public static Value.Step minutes(String column, boolean hours) {
        String expected = "a number of " + (hours ? "hours" : "minutes") + ", or hours and minutes as 1:30";
        return value -> {
            String text = value instanceof BigDecimal number ? number.toPlainString() : (String) value;
            int colon = text.indexOf(':');
            if (colon < 0) {
                BigDecimal number = plain(text);
                BigDecimal minutes = number == null || !hours
                        ? number
                        : number.multiply(SIXTY).setScale(0, RoundingMode.HALF_UP);
                return whole(column, "minutes", minutes, expected);
            }
            BigDecimal before = plain(text.substring(0, colon));
            String rest = text.substring(colon + 1);
            BigDecimal after = plain(rest.length() == 5 && rest.charAt(2) == ':' ? rest.substring(0, 2) : rest);
            if (before == null || after == null || after.compareTo(SIXTY) >= 0 || after.signum() < 0) {
                throw new MappingException(column, "minutes", column + " must be " + expected);
            }
            return whole(column, "minutes", before.multiply(SIXTY).add(after), expected);
        };
    }

    /** Minutes from one time of day to a later one. */
    public static Value between(String column, Value begin, Value end) {
        return row -> {
            Object from = begin.of(row);
            Object to = end.of(row);
            if (from == null || to == null) {
                return null;
            }
            long minutes =
                    Duration.between(time(column, from), time(column, to)).toMinutes();
            if (minutes < 0) {
                throw new MappingException(
                        column, "minutes", column + " must be two times of a day, the earlier first");
            }
            return (int) minutes;
        };
    }

    private static LocalTime time(String column, Object value) {
        for (DateTimeFormatter format : TIMES) {
            try {
                return LocalTime.parse((String) value, format);
            } catch (DateTimeException e) {
                // the next format may be the one
            }
        }
        throw new MappingException(column, "time", column + " must be times such as 15:05 or 3:05 pm");
    }

    private static Integer whole(String column, String rule, @Nullable BigDecimal number, String expected) {
        try {
            if (number != null) {
                return number.intValueExact();
            }
        } catch (ArithmeticException e) {
            // told below, as any other text that is none
        }
        throw new MappingException(column, rule, column + " must be " + expected);
    }

    /** No exponents: a few characters could ask for gigabytes of digits. */
    private static @Nullable BigDecimal plain(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
