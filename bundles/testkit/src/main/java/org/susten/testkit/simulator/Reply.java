// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a simulator answers. */
public record Reply(int status, Map<String, String> headers, String body) {

    /** A JSON value: maps, collections, text, numbers, yes and no, null. */
    public static Reply json(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        write(text, value);
        return new Reply(200, Map.of("Content-Type", "application/json"), text.toString());
    }

    /** A status, with a code that says why. */
    public static Reply refused(int status, String code) {
        return json(Map.of("error", code)).status(status);
    }

    /** With another status. */
    public Reply status(int other) {
        return new Reply(other, headers, body);
    }

    /** With a header. */
    public Reply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    private static void write(StringBuilder text, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            String comma = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(comma);
                write(text, String.valueOf(entry.getKey()));
                text.append(':');
                write(text, entry.getValue());
                comma = ",";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> items) {
            text.append('[');
            String comma = "";
            for (Object item : items) {
                text.append(comma);
                write(text, item);
                comma = ",";
            }
            text.append(']');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            quote(text, value.toString());
        }
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** The rows of a page. */
    public static <T> List<T> slice(List<T> rows, long offset, long limit) {
        int from = (int) Math.min(offset, rows.size());
        return List.copyOf(rows.subList(from, (int) Math.min(from + limit, rows.size())));
    }

    /** A page by number, from 1. Of a short second page there is but one row, though more pages follow. */
    public static <T> List<T> page(List<T> rows, long number, long size, boolean shortSecond) {
        if (shortSecond && number > 1) {
            return number == 2 ? slice(rows, size, 1) : slice(rows, size + 1 + (number - 3) * size, size);
        }
        return slice(rows, (number - 1) * size, size);
    }
}
