// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.value;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.spi.MappingException;

/** Steps that change text. Stateless. */
public final class Texts {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Set<String> SUFFIXES = Set.of("jr", "sr", "ii", "iii", "iv", "v");
    private static final Map<String, Boolean> YES_NO = Map.ofEntries(
            Map.entry("true", true),
            Map.entry("yes", true),
            Map.entry("y", true),
            Map.entry("t", true),
            Map.entry("1", true),
            Map.entry("false", false),
            Map.entry("no", false),
            Map.entry("n", false),
            Map.entry("f", false),
            Map.entry("0", false));

    private Texts() {}

    public static @Nullable Object trim(Object value) {
        return none(SPACES.matcher((String) value).replaceAll(" ").strip());
    }

    public static @Nullable Object digits(Object value) {
        String text = (String) value;
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return none(digits.toString());
    }

    public static Object upper(Object value) {
        return ((String) value).toUpperCase(Locale.ROOT);
    }

    public static Object lower(Object value) {
        return ((String) value).toLowerCase(Locale.ROOT);
    }

    /** One part of a text with separators: from 1, or from -1 counted from the end; null where there are not so many. */
    public static Value.Step split(String by, int part) {
        return value -> {
            List<String> parts = parts((String) value, by);
            int at = part > 0 ? part - 1 : parts.size() + part;
            return at < 0 || at >= parts.size() ? null : none(parts.get(at).strip());
        };
    }

    public static List<String> parts(String text, String by) {
        return Arrays.asList(text.split(Pattern.quote(by), -1));
    }

    /** Yes or no; without words of its own, the usual English ones in any case. */
    public static Value.Step yesNo(String column, Map<String, Boolean> words) {
        return value -> {
            String text = (String) value;
            Boolean found = words.isEmpty() ? YES_NO.get(text.toLowerCase(Locale.ROOT)) : words.get(text);
            if (found == null) {
                throw new MappingException(
                        column,
                        "boolean",
                        column + " must be "
                                + (words.isEmpty()
                                        ? "yes or no, true or false, 1 or 0"
                                        : "one of the words the mapping lists"));
            }
            return found;
        };
    }

    /** A part of a full name, written {@code Family, Given Middle} or {@code Given Middle Family Suffix}. */
    public static Value.Step name(String part) {
        return value -> none(namePart((String) value, part));
    }

    private static String namePart(String full, String part) {
        String family;
        String suffix = "";
        List<String> first;
        int comma = full.indexOf(',');
        if (comma >= 0) {
            family = full.substring(0, comma).strip();
            first = words(full.substring(comma + 1));
        } else {
            List<String> words = words(full);
            if (words.size() > 2 && isSuffix(words.get(words.size() - 1))) {
                suffix = words.get(words.size() - 1);
                words = words.subList(0, words.size() - 1);
            }
            family = words.size() < 2 ? "" : words.get(words.size() - 1);
            first = words.size() < 2 ? words : words.subList(0, words.size() - 1);
        }
        if (comma >= 0 && first.size() > 1 && isSuffix(first.get(first.size() - 1))) {
            suffix = first.get(first.size() - 1);
            first = first.subList(0, first.size() - 1);
        }
        return switch (part) {
            case "given" -> first.isEmpty() ? "" : first.get(0);
            case "middle" -> first.size() < 2 ? "" : String.join(" ", first.subList(1, first.size()));
            case "family" -> family;
            default -> suffix;
        };
    }

    private static boolean isSuffix(String word) {
        return SUFFIXES.contains(word.replace(".", "").replace(",", "").toLowerCase(Locale.ROOT));
    }

    private static List<String> words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : Arrays.asList(SPACES.split(stripped));
    }

    public static @Nullable String none(String text) {
        return text.isEmpty() ? null : text;
    }
}
