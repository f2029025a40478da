// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.value.Texts;

/**
 * The name of columns of which parts vary: {@code {season} {year} {area} Scale Score}. What stands between braces is captured, the
 * rest must be there, whatever its case. A part ends where the text that follows it begins for the first time; a part of a kind,
 * such as a date, ends where it is one for the first time. Nothing is tried twice, so that the time it takes grows with the name's
 * length only. Immutable.
 */
public final class ColumnPattern {

    /** What a captured part must be; null where it is not. */
    @FunctionalInterface
    public interface Part {
        @Nullable
        String read(String text);
    }

    /** Any text that is not blank. */
    public static final Part ANY = text -> Texts.none(text.strip());

    private static final int LONGEST = 1_000;
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0]+");

    private final List<String> literals = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    private ColumnPattern() {}

    /** Why a text is no pattern; null where it is one. */
    public static @Nullable String fault(String text) {
        int open = 0;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' && (open == 1 || before == '}') || c == '}' && (open == 0 || before == '{')) {
                return "write each varying part as {name}, and some text between two of them";
            }
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
            before = c;
        }
        return open == 0 && text.contains("{") ? null : "write each varying part as {name}, for example {day}";
    }

    /** The pattern of a text without fault; parts that are not among those given may be any text. */
    public static ColumnPattern of(String text, Map<String, Part> kinds) {
        ColumnPattern pattern = new ColumnPattern();
        String rest = SPACES.matcher(text.strip()).replaceAll(" ");
        for (int open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{')) {
            int close = rest.indexOf('}');
            String name = rest.substring(open + 1, close).strip();
            pattern.literals.add(fold(rest.substring(0, open)));
            pattern.names.add(name);
            pattern.parts.add(kinds.getOrDefault(name, ANY));
            rest = rest.substring(close + 1);
        }
        pattern.literals.add(fold(rest));
        return pattern;
    }

    /** Names of its varying parts, in order. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** What the varying parts are in a column's name; null where it is not such a column. */
    @Nullable
    Map<String, String> match(String column) {
        String text = SPACES.matcher(column.strip()).replaceAll(" ");
        String folded = fold(text);
        String first = literals.get(0);
        String last = literals.get(literals.size() - 1);
        int end = text.length() - last.length();
        if (text.length() > LONGEST || !folded.startsWith(first) || !folded.endsWith(last) || end < first.length()) {
            return null;
        }
        Map<String, String> found = new LinkedHashMap<>();
        int at = first.length();
        for (int i = 0; i < parts.size(); i++) {
            boolean lastPart = i == parts.size() - 1;
            String literal = literals.get(i + 1);
            int until = lastPart ? end : folded.indexOf(literal, at);
            String value = null;
            while (until >= at && until <= end) {
                value = parts.get(i).read(text.substring(at, until));
                if (value != null || lastPart) {
                    break;
                }
                until = folded.indexOf(literal, until + 1);
            }
            if (value == null || !Objects.equals(found.getOrDefault(names.get(i), value), value)) {
                return null;
            }
            found.put(names.get(i), value);
            at = until + literal.length();
        }
        return found;
    }

    /** Lower case of the same length. */
    private static String fold(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.length() == text.length() ? lower : text;
    }
}
