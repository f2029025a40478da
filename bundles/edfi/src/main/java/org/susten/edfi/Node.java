// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** The values of an element, asked for by name however a version of the standard nests them. */
record Node(Map<?, ?> values) {

    private static final int DEEPEST = 64;

    /** The row's columns. */
    static Node of(SourceRecord row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        row.columns().names().forEach(name -> values.put(name, row.value(name)));
        return new Node(values);
    }

    private static Node of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Node(map);
        }
        return value == null ? new Node(Map.of()) : new Node(Map.of("#text", value));
    }

    private static List<?> all(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    /** The first element of that name; one without values where there is none. */
    Node node(String name) {
        List<?> all = all(values.get(name));
        return of(all.isEmpty() ? null : all.get(0));
    }

    /** The elements of that name. */
    List<Node> nodes(String name) {
        List<Node> nodes = new ArrayList<>();
        all(values.get(name)).forEach(value -> nodes.add(of(value)));
        return nodes;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The text of this element, or null where it is blank. */
    @Nullable
    String text() {
        return plain(values.get("#text"));
    }

    /** The text at a path, or null where it is blank. */
    @Nullable
    String text(String... path) {
        Node at = this;
        for (String name : path) {
            at = at.node(name);
        }
        return at.text();
    }

    private static @Nullable String plain(@Nullable Object value) {
        if (value == null || value instanceof Map || value instanceof List) {
            return null;
        }
        String text = value.toString().strip();
        return text.isEmpty() ? null : text;
    }

    /** The text at a path, which must be there. */
    String required(String... path) {
        String text = text(path);
        if (text == null) {
            String column = String.join("/", path);
            throw new MappingException(column, "required", column + " must not be blank");
        }
        return text;
    }

    /** A descriptor's code: the part behind {@code #}, the {@code CodeValue}, or the plain word of version 1. */
    @Nullable
    String code() {
        String text = text();
        if (text == null) {
            String inner = text("CodeValue");
            return inner != null ? inner : text("ShortDescription");
        }
        int hash = text.startsWith("uri:") || text.startsWith("http") ? text.indexOf('#') : -1;
        return hash < 0 ? text : text.substring(hash + 1).strip();
    }

    /** The code at a path. */
    @Nullable
    String code(String... path) {
        Node at = this;
        for (String name : path) {
            at = at.node(name);
        }
        return at.code();
    }

    /** The codes of all elements of that name. */
    List<String> codes(String name) {
        List<String> codes = new ArrayList<>();
        for (Node node : nodes(name)) {
            String code = node.code();
            if (code != null) {
                codes.add(code);
            }
        }
        return codes;
    }

    /** The first node of that name at any depth. */
    @Nullable
    Node below(String name) {
        return below(name, 0);
    }

    private @Nullable Node below(String name, int depth) {
        if (values.containsKey(name)) {
            return node(name);
        }
        if (depth < DEEPEST) {
            for (Object value : values.values()) {
                for (Object one : all(value)) {
                    Node found = one instanceof Map<?, ?> map ? new Node(map).below(name, depth + 1) : null;
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /** The code of the first of these names that is found at any depth, or null. */
    @Nullable
    String find(String... names) {
        for (String name : names) {
            Node found = below(name);
            String code = found == null ? null : found.code();
            if (code != null) {
                return code;
            }
        }
        return null;
    }

    /** A day, with or without a time behind it; null where blank. */
    @Nullable
    LocalDate date(String... path) {
        String text = text(path);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == 10 || text.length() > 10 && "T Z+-".indexOf(text.charAt(10)) >= 0) {
                return LocalDate.parse(text.substring(0, 10));
            }
        } catch (DateTimeException e) {
            // said below
        }
        String column = String.join("/", path);
        throw new MappingException(column, "date", column + " must be a date such as 2026-08-31");
    }

    /** A day that must be there. */
    LocalDate requiredDate(String... path) {
        required(path);
        LocalDate date = date(path);
        if (date == null) {
            throw new MappingException(String.join("/", path), "required", "a date must be here");
        }
        return date;
    }

    /** Yes or no; null where blank. */
    @Nullable
    Boolean flag(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw new MappingException(name, "boolean", name + " must be true or false");
        };
    }

    /** A number; null where blank. */
    @Nullable
    BigDecimal number(String name) {
        String text = text(name);
        BigDecimal number = text == null ? null : numberOf(text);
        if (text != null && number == null) {
            throw new MappingException(name, "number", name + " must be a number such as 12.5");
        }
        return number;
    }

    /** A number of a sensible size, or null where it is none. */
    static @Nullable BigDecimal numberOf(String text) {
        try {
            BigDecimal number = text.length() > 40 ? null : new BigDecimal(text);
            return number == null || Math.abs((long) number.scale()) > 40 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A whole number of minutes; null where blank. */
    @Nullable
    Integer minutes(String name) {
        BigDecimal number = number(name);
        if (number == null) {
            return null;
        }
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(10_000)) > 0) {
            throw new MappingException(name, "minutes", name + " must be minutes of a day");
        }
        return number.intValue();
    }
}
