// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the store holds, in words a lay person reads. */
final class Words {

    private Words() {}

    /** A column's name: {@code birth_date} is birth date, {@code ExcusedAbsence} excused absence. */
    static String label(String name) {
        return name.replace('_', ' ')
                .replace('-', ' ')
                // As CEDS writes it: BlackorAfricanAmerican.
                .replaceAll("(?<=[a-z])or(?=[A-Z])", " or")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /** An element of the model: {@code ServiceContact.day} is service contact: day. */
    static String element(String name) {
        return label(name.replace(".", ": "));
    }

    /** A value; lists and objects in a line, nothing for what is not known. */
    static String of(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "yes" : "no";
        }
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(part -> parts.add(of(part)));
            return String.join("; ", parts.stream().filter(p -> !p.isEmpty()).toList());
        }
        if (value.isObject() && value.has("system") && value.has("value")) {
            return identifier(value.get("value").asText(), value.get("system").asText());
        }
        if (value.isObject()) {
            value.properties().forEach(part -> {
                String text = of(part.getValue());
                if (!text.isEmpty()) {
                    parts.add(label(part.getKey()) + " " + text);
                }
            });
            return String.join(", ", parts);
        }
        return value.asText();
    }

    /** {@code 3253004 (district id, riverside)}: whose number it is stands behind the colon. */
    private static String identifier(String value, String system) {
        String[] parts = system.split(":", 2);
        return value + " (" + label(parts[0]) + (parts.length > 1 ? ", " + parts[1] : "") + ")";
    }
}
