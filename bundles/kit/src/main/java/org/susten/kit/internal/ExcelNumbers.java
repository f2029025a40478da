// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Excel keeps dates as numbers of days; only a cell's format tells. */
final class ExcelNumbers {

    private static final MathContext KEPT = new MathContext(15, RoundingMode.HALF_UP);
    /** Of a number that is kept; a few characters could ask for gigabytes of digits. */
    private static final int MOST_DIGITS = 400;

    private static final BigDecimal SECONDS = BigDecimal.valueOf(86_400);
    /** Days to the end of the year 9999. */
    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_466);

    private static final Pattern SAID_LITERALLY = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|_.|\\*.");
    private static final Pattern DATE_PART = Pattern.compile("[dmyhs]", Pattern.CASE_INSENSITIVE);

    private ExcelNumbers() {}

    /** Whether a number format shows a date or a time; formats up to 163 are built in and may have no code. */
    static boolean isDate(int format, @Nullable String code) {
        if (code == null) {
            return (format >= 14 && format <= 22)
                    || (format >= 27 && format <= 36)
                    || (format >= 45 && format <= 47)
                    || (format >= 50 && format <= 58);
        }
        String bare = SAID_LITERALLY.matcher(code).replaceAll("");
        return !bare.equalsIgnoreCase("General") && DATE_PART.matcher(bare).find();
    }

    /** A number as a person would write it; what is no number stays as it is. */
    static String plain(String raw) {
        if (raw.length() < 15 && raw.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return raw;
        }
        try {
            BigDecimal number = new BigDecimal(raw);
            return Math.abs((long) number.scale()) > MOST_DIGITS ? raw : tidy(number.round(KEPT));
        } catch (NumberFormatException e) {
            return raw;
        }
    }

    private static String tidy(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** A number of days as ISO date, date and time, or time; what cannot be one stays as it is. */
    static String date(String raw, boolean since1904) {
        BigDecimal days;
        try {
            days = new BigDecimal(raw);
        } catch (NumberFormatException e) {
            return raw;
        }
        if (days.signum() < 0 || days.scale() > MOST_DIGITS || days.compareTo(LAST_DAY) >= 0) {
            return raw;
        }
        long seconds = days.multiply(SECONDS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        long day = seconds / 86_400;
        LocalTime time = LocalTime.MIDNIGHT.plus(Duration.ofSeconds(seconds % 86_400));
        if (day == 0 && seconds != 0) {
            return time.format(DateTimeFormatter.ISO_LOCAL_TIME);
        }
        LocalDateTime at = LocalDateTime.of(day(day, since1904), time);
        return seconds % 86_400 == 0 ? at.toLocalDate().toString() : at.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    /** Excel believes that 1900 was a leap year; from March 1900 on that is made up for. */
    private static LocalDate day(long day, boolean since1904) {
        if (since1904) {
            return LocalDate.of(1904, 1, 1).plusDays(day);
        }
        return LocalDate.of(1899, 12, day < 60 ? 31 : 30).plusDays(day);
    }
}
