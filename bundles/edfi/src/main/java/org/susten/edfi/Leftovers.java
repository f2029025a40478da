// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.spi.SourceRecord;

/** Keeps what the common model has no place for beside the record it belongs to: services, settings, accommodations. */
final class Leftovers {

    private static final int MOST = 500;
    private static final Pattern NEVER = Pattern.compile(
            "(?i).*(password|ssn|socialsecurity|loginid|personalidentificationdocument|wage|salary).*|[@#].*|.*Reference");

    private Leftovers() {}

    /** What is left of a row, or null where that is nothing. */
    static @Nullable Supplement of(SourceRecord row, SourceId id, @Nullable SourceId about, Set<String> used) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : row.columns().names()) {
            if (!used.contains(name)) {
                add(values, "", name, row.value(name));
            }
        }
        return values.isEmpty()
                ? null
                : Supplement.builder(id)
                        .kind(row.stream())
                        .about(about)
                        .values(values)
                        .build();
    }

    private static void add(Map<String, String> values, String path, String name, @Nullable Object value) {
        if (values.size() >= MOST || NEVER.matcher(name).matches() && !name.equals("#text")) {
            return;
        }
        String here = name.equals("#text") ? path : path.isEmpty() ? name : path + '/' + name;
        if (value instanceof Map<?, ?> map) {
            map.forEach((inner, content) -> add(values, here, String.valueOf(inner), content));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                add(values, path, name + '[' + (i + 1) + ']', list.get(i));
            }
        } else if (value != null && !value.toString().isBlank()) {
            values.put(here, value.toString().strip());
        }
    }
}
