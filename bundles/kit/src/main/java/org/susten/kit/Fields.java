// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/**
 * The columns of a row in the types of the model. What is blank or absent is null; what cannot be understood is a
 * {@link MappingException} that names the column and the rule, never the value.
 */
public final class Fields {

    private static final int LONGEST = 40;
    private static final int ISO_DAY = 10;

    private Fields() {}

    /** A day as ISO 8601 writes it; of a time the day that is written there. Rule {@code date}. */
    public static @Nullable LocalDate date(SourceRecord row, String column) {
        String text = row.text(column);
        if (text != null && text.length() > ISO_DAY && "T ".indexOf(text.charAt(ISO_DAY)) >= 0) {
            text = text.substring(0, ISO_DAY);
        }
        return date(text, column, DateTimeFormatter.ISO_LOCAL_DATE);
    }

    /** A day in a notation of the source's own. Rule {@code date}. */
    public static @Nullable LocalDate date(SourceRecord row, String column, DateTimeFormatter notation) {
        return date(row.text(column), column, notation);
    }

    private static @Nullable LocalDate date(@Nullable String text, String column, DateTimeFormatter notation) {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() <= LONGEST) {
                return LocalDate.parse(text, notation);
            }
        } catch (DateTimeException e) {
            // said below, without the value that the exception quotes
        }
        throw new MappingException(column, "date", "column " + column + " must be a day");
    }

    /** A number. Rule {@code number}. */
    public static @Nullable BigDecimal number(SourceRecord row, String column) {
        String text = row.text(column);
        if (text == null) {
            return null;
        }
        if (!text.matches("[+-]?\\d{1,15}(\\.\\d{1,10})?|[+-]?\\.\\d{1,10}")) {
            throw new MappingException(column, "number", "column " + column + " must be a number");
        }
        return new BigDecimal(text);
    }

    /** A whole number; a fraction of nothing such as {@code 3.0} is one. Rule {@code number}. */
    public static @Nullable Integer whole(SourceRecord row, String column) {
        BigDecimal number = number(row, column);
        try {
            return number == null ? null : number.intValueExact();
        } catch (ArithmeticException e) {
            throw new MappingException(column, "number", "column " + column + " must be a whole number");
        }
    }

    /** Yes or no in the usual words. Rule {@code yes-no}. */
    public static @Nullable Boolean yes(SourceRecord row, String column) {
        String text = row.text(column);
        if (text == null) {
            return null;
        }
        return switch (text.length() > LONGEST ? "" : text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> true;
            case "false", "f", "no", "n", "0" -> false;
            default -> throw new MappingException(column, "yes-no", "column " + column + " must be yes or no");
        };
    }

    /** A code of a set. Rule {@code code:} and the column's name. */
    public static <T> @Nullable T code(SourceRecord row, String column, Function<String, Optional<T>> codes) {
        String text = row.text(column);
        return text == null
                ? null
                : codes.apply(text)
                        .orElseThrow(() -> new MappingException(
                                column, "code:" + column, "column " + column + " holds a code that is not known"));
    }

    /** What must not be missing. Rule {@code required}. */
    public static <T> T required(@Nullable T value, String column) {
        if (value == null) {
            throw new MappingException(column, "required", "column " + column + " must not be blank");
        }
        return value;
    }

    /** The texts of a list, or the one text where no list came; blank ones do not count. */
    public static List<String> texts(SourceRecord row, String column) {
        Object value = row.value(column);
        List<?> items = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        return items.stream()
                .filter(Objects::nonNull)
                .filter(item -> !(item instanceof Map) && !(item instanceof List))
                .map(item -> item.toString().strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The objects of a list, or the one object where no list came. */
    public static List<Map<?, ?>> objects(SourceRecord row, String column) {
        Object value = row.value(column);
        if (value instanceof Map<?, ?> one) {
            return List.of(one);
        }
        return value instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(item -> (Map<?, ?>) item)
                        .toList()
                : List.of();
    }

    /** The text of an object's member without surrounding space; null where absent or blank. */
    public static @Nullable String text(Map<?, ?> object, String member) {
        Object value = object.get(member);
        String text = value == null || value instanceof Map || value instanceof List
                ? ""
                : value.toString().strip();
        return text.isEmpty() ? null : text;
    }
}
