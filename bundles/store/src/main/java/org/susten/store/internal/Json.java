// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.susten.model.Address;
import org.susten.model.Identifier;
import org.susten.model.SourceId;

/**
 * Writes components that have no column type of their own as JSON. Sets are in the order of their texts, so that equal values are
 * equal texts; absent members are left out; a source id is its row.
 */
final class Json {

    private final Function<SourceId, UUID> rows;
    private final StringBuilder out = new StringBuilder();

    private Json(Function<SourceId, UUID> rows) {
        this.rows = rows;
    }

    static String of(Object value, Function<SourceId, UUID> rows) {
        Json json = new Json(rows);
        json.value(value);
        return json.out.toString();
    }

    private void value(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Enum<?> option) {
            text(Codes.of(option));
        } else if (value instanceof SourceId id) {
            text(rows.apply(id).toString());
        } else if (value instanceof Identifier identifier) {
            object(members("system", identifier.system(), "value", identifier.value()));
        } else if (value instanceof Address address) {
            object(of(address));
        } else if (value instanceof Set<?> set) {
            array(set.stream().map(each -> of(each, rows)).sorted().toList());
        } else if (value instanceof Collection<?> list) {
            array(list.stream().map(each -> of(each, rows)).toList());
        } else if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((name, each) -> sorted.put((String) name, (String) each));
            object(sorted);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
        }
    }

    private static Map<String, String> of(Address address) {
        Map<String, String> all = members("kind", address.kind(), "street", address.street());
        all.putAll(members("unit", address.unit(), "city", address.city()));
        all.putAll(members("state", address.state(), "postalCode", address.postalCode()));
        all.putAll(members("county", address.county(), "country", address.country()));
        return all;
    }

    private static Map<String, String> members(
            String first, @Nullable String one, String second, @Nullable String other) {
        Map<String, String> members = new TreeMap<>();
        if (one != null) {
            members.put(first, one);
        }
        if (other != null) {
            members.put(second, other);
        }
        return members;
    }

    private void array(Iterable<String> values) {
        out.append('[').append(String.join(",", values)).append(']');
    }

    private void object(Map<String, String> members) {
        char before = '{';
        for (Map.Entry<String, String> member : members.entrySet()) {
            out.append(before);
            text(member.getKey());
            out.append(':');
            text(member.getValue());
            before = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == 0) {
                out.append('\ufffd');
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
