// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.susten.spi.MappingException;

/**
 * Reads days, in the order of the formats given and last as ISO 8601, which is how workbooks give theirs. A day that is not in
 * the calendar is none. Safe for any thread.
 */
public final class Dates implements Value.Step {

    private static final String LETTERS = "yMdE";

    /** A table has few days, each many times: the last ones read are kept, one for each slot. */
    private static final int SLOTS = 512;

    private record Known(String text, LocalDate day) {}

    private final @Nullable Known[] known = new @Nullable Known[SLOTS];
    private final List<DateTimeFormatter> formats;
    private final String column;
    private final String expected;

    public Dates(String column, List<String> patterns) {
        this.column = column;
        this.formats = patterns.stream().map(Dates::format).toList();
        this.expected = patterns.isEmpty() ? "yyyy-MM-dd" : String.join(" or ", patterns);
    }

    /** Why a pattern cannot be one; null where it can. */
    public static @Nullable String fault(String pattern) {
        boolean letters = pattern.chars().filter(Character::isLetter).allMatch(letter -> LETTERS.indexOf(letter) >= 0);
        if (!letters || !pattern.contains("y") || !pattern.contains("M") || !pattern.contains("d")) {
            return "a day is written with y, M and d: M/d/yyyy for 9/8/2026, d-MMM-yy for 8-Sep-26";
        }
        try {
            format(pattern);
            return null;
        } catch (IllegalArgumentException e) {
            return "this is no way to write a day; M/d/yyyy would be one";
        }
    }

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern.replace('y', 'u'))
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    @Override
    public LocalDate of(Object value) {
        String text = (String) value;
        int slot = text.hashCode() & (SLOTS - 1);
        Known last = known[slot];
        if (last != null && last.text.equals(text)) {
            return last.day;
        }
        LocalDate day = read(text);
        known[slot] = new Known(text, day);
        return day;
    }

    private LocalDate read(String text) {
        for (DateTimeFormatter format : formats) {
            LocalDate day = read(text, format);
            if (day != null) {
                return day;
            }
        }
        // 2026-08-01T00:00:00 is what a workbook makes of a day with a time format.
        String date = text.length() > 10 && text.charAt(10) == 'T' ? text.substring(0, 10) : text;
        LocalDate day = read(date, DateTimeFormatter.ISO_LOCAL_DATE);
        if (day == null) {
            throw new MappingException(column, "date", column + " must be a day written as " + expected);
        }
        return day;
    }

    private static @Nullable LocalDate read(String text, DateTimeFormatter format) {
        try {
            return LocalDate.parse(text, format);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
