// SPDX-License-Identifier: Apache-2.0
package org.susten.emergencies.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.susten.requests.EducationRecord;

/** The part of a record that was asked for, and nothing else of it. */
final class Extract {

    private final Map<String, Set<String>> labels;

    /** Of elements of the model, {@code Person.birthDate}. */
    Extract(List<String> elements) {
        labels = elements.stream()
                .collect(Collectors.groupingBy(
                        element -> element.substring(0, element.indexOf('.')),
                        Collectors.mapping(
                                element -> label(element.substring(element.indexOf('.') + 1)), Collectors.toSet())));
    }

    /** As records call a component: {@code birthDate} is birth date. */
    private static String label(String component) {
        return component.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Only sections and values that were asked for, as they are; nothing of before, no disclosures. */
    EducationRecord of(EducationRecord record) {
        return new EducationRecord(
                record.person(),
                record.at(),
                record.sections().stream()
                        .filter(section -> labels.containsKey(section.entity()))
                        .map(section -> new EducationRecord.Section(
                                section.entity(),
                                section.title(),
                                section.entries().stream()
                                        .map(entry -> entry(entry, labels.getOrDefault(section.entity(), Set.of())))
                                        .toList()))
                        .toList(),
                List.of(),
                List.of());
    }

    private static EducationRecord.Entry entry(EducationRecord.Entry entry, Set<String> asked) {
        Map<String, String> values = new LinkedHashMap<>(entry.values());
        values.keySet().retainAll(asked);
        return new EducationRecord.Entry(entry.source(), entry.since(), entry.until(), values);
    }
}
