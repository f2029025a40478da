// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Which columns of the files hold what. Columns that are not named here are never read.
 *
 * @param file where this stands
 * @param key column that names a record in results; without it a record is {@code FILE#ROW}
 * @param source columns that, with the file, tell sources apart
 * @param once whether each source holds each person once
 * @param columns one column by the part of a person it holds: given, middle, family, suffix, sex, number, street, extra, city,
 *     state, postalCode
 * @param birthDate column of the birth date
 * @param formats of the birth date, such as {@code MM/dd/yyyy}; the first that fits counts
 * @param identifiers column by numbering system
 * @param truthColumn column whose values {@code truthPattern} applies to
 * @param truthPattern its first group is the true person
 */
record Mapping(
        Path file,
        @Nullable String key,
        List<String> source,
        boolean once,
        Map<String, String> columns,
        @Nullable String birthDate,
        List<String> formats,
        List<String> phones,
        List<String> emails,
        List<String> guardians,
        Map<String, String> identifiers,
        @Nullable String truthColumn,
        @Nullable Pattern truthPattern) {

    private static final List<String> SINGLE = List.of("given", "middle", "family", "suffix", "sex");
    private static final List<String> ADDRESS = List.of("number", "street", "extra", "city", "state", "postalCode");
    private static final List<String> KNOWN = List.of(
            "key",
            "source",
            "once",
            "given",
            "middle",
            "family",
            "suffix",
            "sex",
            "birthDate",
            "address",
            "phone",
            "email",
            "guardian",
            "identifiers",
            "truth");

    static Mapping read(Path file) {
        try {
            Object loaded = new Load(
                            LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
            return new Reader(file).mapping(loaded);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read as text in UTF-8: is it a mapping?");
        } catch (YamlEngineException e) {
            throw new UsageException(file + " is no YAML: " + e.getMessage());
        }
    }

    /** Checks types while it reads. */
    private record Reader(Path file) {

        Mapping mapping(@Nullable Object loaded) {
            Map<String, Object> top = map(loaded, "the mapping");
            unknown(top, KNOWN, "");
            Map<String, String> columns = new LinkedHashMap<>();
            SINGLE.forEach(name -> put(columns, name, top.get(name)));
            Map<String, Object> address = map(top.get("address"), "address");
            unknown(address, ADDRESS, "address.");
            ADDRESS.forEach(name -> put(columns, name, address.get(name)));
            Map<String, String> identifiers = new LinkedHashMap<>();
            map(top.get("identifiers"), "identifiers").forEach((system, column) -> put(identifiers, system, column));
            Object birthDate = top.get("birthDate");
            Map<String, Object> born =
                    birthDate instanceof String ? Map.of("column", birthDate) : map(birthDate, "birthDate");
            unknown(born, List.of("column", "formats"), "birthDate.");
            Map<String, Object> truth = map(top.get("truth"), "truth");
            unknown(truth, List.of("column", "pattern"), "truth.");
            Mapping mapping = new Mapping(
                    file,
                    text(top.get("key"), "key"),
                    list(top.get("source"), "source"),
                    flag(top.get("once"), "once"),
                    columns,
                    text(born.get("column"), "birthDate.column"),
                    born.containsKey("formats") ? formats(born.get("formats")) : List.of("yyyy-MM-dd", "yyyyMMdd"),
                    list(top.get("phone"), "phone"),
                    list(top.get("email"), "email"),
                    list(top.get("guardian"), "guardian"),
                    identifiers,
                    text(truth.get("column"), "truth.column"),
                    pattern(text(truth.get("pattern"), "truth.pattern")));
            if (columns.isEmpty() && identifiers.isEmpty()) {
                throw wrong("names no column of a person: at least given and family are needed");
            }
            return mapping;
        }

        private List<String> formats(@Nullable Object value) {
            List<String> formats = list(value, "birthDate.formats");
            for (String format : formats) {
                if (!format.matches("[^A-Za-z]*(?:(?:yyyy|MM|dd)[^A-Za-z]*){3}")) {
                    throw wrong("birthDate.formats: " + format + " must consist of yyyy, MM, dd and separators");
                }
            }
            return formats;
        }

        private @Nullable Pattern pattern(@Nullable String text) {
            try {
                return text == null ? null : Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw wrong("truth.pattern: " + e.getDescription());
            }
        }

        private void put(Map<String, String> into, String name, @Nullable Object column) {
            String text = text(column, name);
            if (text != null) {
                into.put(name, text);
            }
        }

        private void unknown(Map<String, Object> map, List<String> known, String prefix) {
            map.keySet().stream()
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw wrong(prefix + name + " is unknown: there are " + String.join(", ", known));
                    });
        }

        private Map<String, Object> map(@Nullable Object value, String name) {
            if (value == null) {
                return Map.of();
            }
            if (!(value instanceof Map<?, ?> map)) {
                throw wrong(name + " must hold names and columns");
            }
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> {
                if (v != null) {
                    copy.put(String.valueOf(k), v);
                }
            });
            return copy;
        }

        private @Nullable String text(@Nullable Object value, String name) {
            if (value instanceof Map || value instanceof List) {
                throw wrong(name + " must be one column");
            }
            return value == null ? null : value.toString();
        }

        private boolean flag(@Nullable Object value, String name) {
            if (value != null && !(value instanceof Boolean)) {
                throw wrong(name + " must be true or false");
            }
            return Boolean.TRUE.equals(value);
        }

        private List<String> list(@Nullable Object value, String name) {
            if (value == null) {
                return List.of();
            }
            if (value instanceof Map) {
                throw wrong(name + " must be a column or a list of columns");
            }
            List<String> list = new ArrayList<>();
            (value instanceof List<?> several ? several : List.of(value)).forEach(v -> list.add(String.valueOf(v)));
            return list;
        }

        private UsageException wrong(String what) {
            return new UsageException(file + ": " + what);
        }
    }
}
