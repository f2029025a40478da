// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.model.PersonRole;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** What the words of a row mean, in the standard's notation and in those met in the field. */
final class Words {

    private static final Pattern AMERICAN = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})(?: .*)?");

    private Words() {}

    /**
     * A day as {@code 2026-08-01}, with or without a time behind it, as {@code 20260801} or as {@code 8/1/2026}; null where
     * blank, or where a database wrote {@code 0000-00-00} for nothing.
     */
    static @Nullable LocalDate date(SourceRecord row, String column) {
        String text = row.text(column);
        return text == null ? null : date(text, column);
    }

    /** As above, of a text that stands in that column. */
    static @Nullable LocalDate date(String text, String column) {
        try {
            if (text.length() >= 10 && isSeparator(text.charAt(4)) && text.charAt(7) == text.charAt(4)) {
                if (text.startsWith("0000-00-00")) {
                    return null;
                }
                if (text.length() == 10 || text.charAt(10) == 'T' || text.charAt(10) == ' ') {
                    return LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
                }
            }
            if (text.length() == 8 && text.indexOf('/') < 0) {
                return LocalDate.of(digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8));
            }
            Matcher american = AMERICAN.matcher(text);
            if (american.matches()) {
                return LocalDate.of(
                        Integer.parseInt(american.group(3)),
                        Integer.parseInt(american.group(1)),
                        Integer.parseInt(american.group(2)));
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw notDate(column);
        }
        throw notDate(column);
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '/';
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new NumberFormatException();
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    private static MappingException notDate(String column) {
        return new MappingException(column, "date", "column " + column + " must be a date such as 2026-08-31");
    }

    /** A day that must be there. */
    static LocalDate requiredDate(SourceRecord row, String column) {
        row.required(column);
        LocalDate date = date(row, column);
        if (date == null) {
            throw notDate(column);
        }
        return date;
    }

    /** Yes or no in any of their spellings; null where blank. */
    static @Nullable Boolean flag(SourceRecord row, String column) {
        String text = row.text(column);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "y", "t" -> true;
            case "false", "0", "no", "n", "f" -> false;
            default -> throw new MappingException(column, "boolean", "column " + column + " must be true or false");
        };
    }

    /** A list, or one separated by commas. */
    static List<String> list(SourceRecord row, String column) {
        if (row.value(column) instanceof List<?> items) {
            return items.stream()
                    .map(String::valueOf)
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }
        String text = row.text(column);
        if (text == null) {
            return List.of();
        }
        if (text.indexOf(',') < 0) {
            return List.of(text);
        }
        List<String> items = new ArrayList<>();
        for (String item : text.split(",")) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    /** A number; null where blank. */
    static @Nullable BigDecimal number(SourceRecord row, String column) {
        String text = row.text(column);
        if (text == null) {
            return null;
        }
        BigDecimal number = numberOrNull(text);
        if (number == null) {
            throw new MappingException(column, "number", "column " + column + " must be a number such as 12.5");
        }
        return number;
    }

    /** A number of a sensible size, or null where it is none. */
    static @Nullable BigDecimal numberOrNull(String text) {
        try {
            BigDecimal number = text.length() > 40 ? null : new BigDecimal(text);
            return number == null || Math.abs((long) number.scale()) > 40 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A role of the standard, which must be there. */
    static PersonRole role(SourceRecord row) {
        return PersonRole.of(row.required("role"))
                .orElseThrow(() -> new MappingException(
                        "role", "role", "column role must be a role of OneRoster such as student or teacher"));
    }

    /** Refuses a status that the standard does not know; those that mean a deletion never come here. */
    static void status(SourceRecord row) {
        String status = row.text("status");
        if (status != null && !status.equalsIgnoreCase("active")) {
            throw new MappingException("status", "status", "column status must be active, tobedeleted or blank");
        }
    }
}
