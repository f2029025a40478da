// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.susten.requests.EducationRecord.Disclosure;

/**
 * Who received what, and when.
 *
 * @param zone whose days are meant
 */
record Told(ZoneId zone) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);

    /** A row for each that received the same for the same reason, with all days on which it did; in the order of the first. */
    List<List<String>> rows(List<Disclosure> disclosures) {
        Map<List<String>, Map<String, Integer>> told = new LinkedHashMap<>();
        for (Disclosure disclosure : disclosures) {
            told.computeIfAbsent(cells(disclosure), cells -> new LinkedHashMap<>())
                    .merge(DAY.format(disclosure.at().atZone(zone)), 1, Integer::sum);
        }
        List<List<String>> rows = new ArrayList<>();
        told.forEach((cells, days) -> {
            List<String> row = new ArrayList<>(cells);
            row.add(
                    0,
                    days.entrySet().stream()
                            .map(day -> day.getKey() + (day.getValue() == 1 ? "" : " (" + day.getValue() + " times)"))
                            .collect(Collectors.joining("; ")));
            rows.add(row);
        });
        return rows;
    }

    private static List<String> cells(Disclosure disclosure) {
        String onward =
                disclosure.onward().isEmpty() ? "" : "; it may pass it on to " + String.join(", ", disclosure.onward());
        return List.of(
                disclosure.to() + onward,
                kinds(disclosure.what())
                        + (disclosure.together()
                                ? ". At that time the hub took your child and another for one: it may have been about either"
                                : ""),
                disclosure.purpose(),
                (Law.exception(disclosure.legalBasis()) ? "" : "agreement ") + disclosure.agreement() + ", "
                        + Law.of(disclosure.legalBasis()));
    }

    /** {@code enrollment: grade} and {@code enrollment: entry} are read more easily as {@code enrollment: grade, entry}. */
    private static String kinds(List<String> what) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (String element : what) {
            String[] parts = element.split(": ", 2);
            List<String> components = kinds.computeIfAbsent(parts[0], kind -> new ArrayList<>());
            if (parts.length > 1) {
                components.add(parts[1]);
            }
        }
        return kinds.entrySet().stream()
                .map(kind ->
                        kind.getKey() + (kind.getValue().isEmpty() ? "" : ": " + String.join(", ", kind.getValue())))
                .collect(Collectors.joining("; "));
    }
}
