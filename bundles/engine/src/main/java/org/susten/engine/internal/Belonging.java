// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.engine.Kept;
import org.susten.model.Person;
import org.susten.model.Sensitivity;
import org.susten.spi.Catalogue;

/**
 * Whether a row of a stream is somebody's, and what of it may be shown to them. In doubt it is not: shown would be what is another child's.
 * Columns are compared without their case, for servers write them otherwise than the standard they declare.
 */
final class Belonging {

    private static final Set<String> SUBJECTS = Set.of("person", "student", "about");
    private static final Set<String> PEOPLE = Set.of("person", "student", "about", "guardian");

    private final Set<String> keys = new HashSet<>();
    private final Set<String> references;
    private final List<String> declared;
    /** Columns that say about whom a row is. */
    private final Set<String> subjects;
    /** Columns that name people, whether or not the row is about them. */
    private final Set<String> people;

    /** The stream is null where no connection that is up declares it. */
    Belonging(String name, Catalogue.@Nullable Stream stream, Kept.Known known) {
        references = known.references();
        keys.addAll(known.persons().getOrDefault(name, Set.of()));
        List<Catalogue.Field> fields = stream == null ? List.of() : stream.fields();
        declared = fields.stream().map(Catalogue.Field::source).distinct().toList();
        people = columns(fields, PEOPLE);
        // A row that becomes a person is that person's alone, whomever else it names.
        boolean ofOthers = stream != null && !stream.yields().contains(Person.class);
        subjects = ofOthers ? columns(fields, SUBJECTS) : Set.of();
        if (ofOthers) {
            keys.addAll(known.records().getOrDefault(name, Set.of()));
        }
    }

    private static Set<String> columns(List<Catalogue.Field> fields, Set<String> components) {
        return fields.stream()
                .filter(field -> components.contains(
                        field.target().substring(field.target().lastIndexOf('.') + 1)))
                // What a source says about a class or a program is public; what it says about people is not.
                .filter(field -> !field.target().endsWith(".about") || field.sensitivity() != Sensitivity.PUBLIC)
                .map(field -> field.source().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<String> references() {
        return references;
    }

    /** Keys of rows that may be theirs. */
    Set<String> keys() {
        return keys;
    }

    /** Columns, in lower case, by which a row may be found beside its key. */
    Set<String> subjects() {
        return subjects;
    }

    /** A row about two people is neither's; one that was theirs and is another's now is the other's. */
    boolean mine(String key, Map<String, String> content) {
        Set<String> named = new TreeSet<>();
        content.forEach((column, value) -> {
            if (subjects.contains(column.toLowerCase(Locale.ROOT)) && !value.isBlank()) {
                named.add(plain(value));
            }
        });
        return references.containsAll(named) && (!named.isEmpty() || keys.contains(key));
    }

    /** What may be shown of a row, declared columns first; columns that may not are added to {@code withheld}. */
    Map<String, String> shown(Map<String, String> content, List<String> withheld) {
        Set<String> columns = new LinkedHashSet<>(declared);
        columns.addAll(new TreeSet<>(content.keySet()));
        Map<String, String> shown = new LinkedHashMap<>();
        for (String column : columns) {
            String value = content.getOrDefault(column, "").strip();
            if (value.isEmpty()) {
                continue;
            }
            boolean another = people.contains(column.toLowerCase(Locale.ROOT)) && !references.contains(plain(value));
            // A quote that is never closed swallows the rows that follow.
            if (another || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                withheld.add(column);
            } else {
                shown.put(column, value);
            }
        }
        return shown;
    }

    /** The key in a reference that is nested as Ed-Fi does it, {@code {studentUniqueId=604, link={rel=…}}}; others as they are. */
    private static String plain(String value) {
        String text = value.strip();
        while (text.startsWith("{") && text.endsWith("}")) {
            String inner = text.substring(1, text.length() - 1).replaceFirst(", link=\\{[^{}]*}$", "");
            int equals = inner.indexOf('=');
            if (equals < 0 || inner.substring(0, equals).matches(".*[,{}].*")) {
                return value;
            }
            text = inner.substring(equals + 1);
        }
        return text.strip();
    }

    /** The row as it may be shown. */
    Kept.Row row(Kept.Row whole) {
        List<String> withheld = new ArrayList<>();
        Map<String, String> shown = shown(whole.values(), withheld);
        return new Kept.Row(
                whole.stream(),
                whole.position(),
                whole.since(),
                whole.column(),
                whole.rule(),
                whole.message(),
                whole.answered(),
                shown,
                withheld);
    }
}
