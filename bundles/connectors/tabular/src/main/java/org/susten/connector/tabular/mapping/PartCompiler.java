// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.row.ColumnPattern;
import org.susten.connector.tabular.value.Dates;
import org.susten.connector.tabular.value.Texts;
import org.susten.files.YamlFile;
import org.susten.spi.MappingException;

/** Compiles what the varying parts of columns' names must be. One thread. */
public final class PartCompiler {

    /** School years begin in July for this purpose. */
    private static final int FIRST_MONTH = 7;

    private final Scope scope;

    PartCompiler(Scope scope) {
        this.scope = scope;
    }

    /** By the part's name. */
    Map<String, ColumnPattern.Part> compile(JsonNode node, String pointer) {
        Map<String, ColumnPattern.Part> parts = new HashMap<>();
        node.properties()
                .forEach(each ->
                        parts.put(each.getKey(), part(each.getValue(), YamlFile.member(pointer, each.getKey()))));
        return parts;
    }

    private ColumnPattern.Part part(JsonNode node, String pointer) {
        if (node.isArray()) {
            return words(MappingCompiler.texts(node));
        }
        if (node.asText().equals("digits")) {
            return text -> text.chars().allMatch(c -> c >= '0' && c <= '9') ? Texts.none(text) : null;
        }
        if (node.asText().equals("date")) {
            return dates(List.of());
        }
        List<String> patterns = MappingCompiler.texts(node.path("date"));
        boolean yearless = node.has("schoolYear");
        for (String pattern : patterns) {
            String fault = Dates.fault(yearless ? pattern + " y" : pattern);
            if (fault != null || yearless && pattern.contains("y")) {
                scope.problems.add(
                        pointer,
                        pattern + " is not the format of a day",
                        fault == null ? "leave y away where schoolYear gives the year" : fault);
                return ColumnPattern.ANY;
            }
        }
        return yearless ? monthDays(patterns, node.path("schoolYear").asInt()) : dates(patterns);
    }

    /** One of these words, in any case; it is given as it is written here. */
    private static ColumnPattern.Part words(List<String> words) {
        Map<String, String> known = new HashMap<>();
        words.forEach(word -> known.put(word.toLowerCase(Locale.ROOT), word));
        return text -> known.get(text.strip().toLowerCase(Locale.ROOT));
    }

    private static ColumnPattern.Part dates(List<String> patterns) {
        Dates dates = new Dates("header", patterns);
        return text -> {
            try {
                return dates.of(text.strip()).toString();
            } catch (MappingException e) {
                return null;
            }
        };
    }

    /** Days without a year, in a school year that begins in this one. */
    private static ColumnPattern.Part monthDays(List<String> patterns, int year) {
        List<DateTimeFormatter> formats = new ArrayList<>();
        patterns.forEach(pattern -> formats.add(new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)));
        return text -> {
            for (DateTimeFormatter format : formats) {
                LocalDate day = monthDay(text.strip(), format, year);
                if (day != null) {
                    return day.toString();
                }
            }
            return null;
        };
    }

    private static @Nullable LocalDate monthDay(String text, DateTimeFormatter format, int year) {
        try {
            MonthDay day = MonthDay.parse(text, format);
            int in = day.getMonthValue() >= FIRST_MONTH ? year : year + 1;
            return day.isValidYear(in) ? day.atYear(in) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
