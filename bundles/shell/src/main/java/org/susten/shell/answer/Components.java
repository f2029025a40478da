// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Many elements of the model so that people can read them. */
public final class Components {

    private Components() {}

    /** {@code Attendance.day} and {@code Attendance.category} are {@code Attendance: day, category}. */
    public static String byEntity(List<String> elements) {
        Map<String, List<String>> entities = new LinkedHashMap<>();
        for (String element : elements) {
            int dot = element.indexOf('.');
            entities.computeIfAbsent(element.substring(0, dot), entity -> new ArrayList<>())
                    .add(element.substring(dot + 1));
        }
        return entities.entrySet().stream()
                .map(entity -> entity.getKey() + ": " + String.join(", ", entity.getValue()))
                .collect(Collectors.joining("; "));
    }
}
