// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.spi.Columns;
import org.susten.spi.SourceRecord;

/**
 * Keeps what the common model has no place for: {@code metadata.*}, vendors' own columns and the rarer ones of the standard.
 * Passwords, user names, social security numbers and what looks like a secret are never kept. Safe for several threads.
 */
final class Leftovers {

    /** Read elsewhere, or of no use to anybody but the source. */
    private static final Set<String> NEVER = Set.of(
            "sourcedId", "status", "dateLastModified", "username", RosterRows.USER_GRADES, RosterRows.USER_ROLES);

    private static final Pattern SECRET = Pattern.compile(
            "password|passwd|passcode|pwd|secret|token|credentials?$|(^|[._])pin$", Pattern.CASE_INSENSITIVE);

    /** In any spelling, but not the class number. */
    private static final Pattern SECURITY =
            Pattern.compile("(?<![A-Z])SSN(?![a-z])|(?<=[a-z])Ssn|(?i)(?<![a-z])ssn|ssn$|social[\\W_]*sec");

    private static final Set<String> YES = Set.of("true", "1", "yes", "y");
    private static final Set<String> NO = Set.of("false", "0", "no", "n");

    private static final int MOST_LAYOUTS = 1_000;

    private final String kind;
    private final Predicate<String> used;
    private final Map<Columns, List<String>> layouts = new ConcurrentHashMap<>();

    /** Leaves to others the columns that the mapping uses. */
    Leftovers(String kind, String... used) {
        this(kind, Set.of(used)::contains);
    }

    /** As above, by a rule. */
    Leftovers(String kind, Predicate<String> used) {
        this.kind = kind;
        this.used = used;
    }

    /** What is left of a row beside what was used of it, or null where that is nothing. */
    @Nullable
    Supplement of(SourceRecord row, SourceId id, @Nullable SourceId about) {
        return of(row, id, about, List.of());
    }

    /** As above, with columns that are used elsewhere and could not be in this row. */
    @Nullable
    Supplement of(SourceRecord row, SourceId id, @Nullable SourceId about, List<String> unused) {
        Map<String, String> values = null;
        for (String column : unused) {
            String text = words(row, column);
            if (text != null) {
                values = values == null ? new HashMap<>() : values;
                values.put(column, text);
            }
        }
        for (String column : columns(row.columns())) {
            String text = words(row, column);
            if (text != null && !usual(column, text)) {
                values = values == null ? new HashMap<>() : values;
                values.put(column, text);
            }
        }
        return values == null
                ? null
                : Supplement.builder(id).kind(kind).about(about).values(values).build();
    }

    /** What a column says, several values beside each other; null where it is blank. */
    static @Nullable String words(SourceRecord row, String column) {
        return row.value(column) instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : row.text(column);
    }

    /** Whether a column may be kept at all. */
    static boolean kept(String column) {
        return !NEVER.contains(column) && !SECRET.matcher(column).find() && !social(column);
    }

    /** Whether a name is one of social security numbers, which the hub does not keep. */
    static boolean social(String name) {
        return SECURITY.matcher(name).find();
    }

    /** What nearly every row says, and so says nothing: an account is enabled, a result is not late. */
    private static boolean usual(String column, String text) {
        return switch (column) {
            case "enabledUser" -> YES.contains(text.toLowerCase(Locale.ROOT));
            case "inProgress", "incomplete", "late", "missing" -> NO.contains(text.toLowerCase(Locale.ROOT));
            default -> false;
        };
    }

    private List<String> columns(Columns columns) {
        List<String> known = layouts.get(columns);
        if (known == null) {
            known = columns.names().stream()
                    .filter(name -> !name.isEmpty() && !used.test(name) && kept(name))
                    .distinct()
                    .toList();
            if (layouts.size() >= MOST_LAYOUTS) {
                layouts.clear();
            }
            layouts.put(columns, known);
        }
        return known;
    }
}
