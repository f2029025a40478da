// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.edfi.Names;
import org.susten.edfi.Streams;
import org.susten.edfi.Version;

/**
 * A resource of the API in the names of the interchange XML: {@code studentReference} is a {@code StudentReference},
 * {@code sexDescriptor} a {@code Sex}, {@code addresses} are several {@code Address}. One thread.
 */
final class ApiRow {

    /** About the row, not of it. */
    private static final Set<String> BESIDE = Set.of("id", "_etag", "_lastModifiedDate", "link", "_ext", "_tpdmExt");

    private static final Set<String> NAME_PARTS = Set.of(
            "FirstName",
            "MiddleName",
            "LastSurname",
            "GenerationCodeSuffix",
            "PersonalTitlePrefix",
            "PreferredFirstName",
            "PreferredLastSurname",
            "MaidenName");
    private static final Set<String> BIRTH_PARTS =
            Set.of("BirthDate", "BirthCity", "BirthCountry", "BirthStateAbbreviation");
    private static final Set<String> EVENT_PARTS = Set.of(
            "EventDate", "AttendanceEventCategory", "AttendanceEventReason", "EducationalEnvironment", "EventDuration");
    /** Lists whose items stay objects though they hold one code only. */
    private static final Set<String> KEPT = Set.of("ProgramParticipationStatus", "StudentCharacteristic", "Disability");

    private static final List<String> REFERENCES = List.of(
            "StudentReference",
            "SchoolReference",
            "EducationOrganizationReference",
            "StaffReference",
            "ContactReference",
            "SectionReference",
            "AssessmentReference",
            "CourseOfferingReference",
            "SessionReference",
            "CalendarReference",
            "ProgramReference");

    private final Names names = new Names();

    /** The values of a row, under the names of the XML. */
    Map<String, @Nullable Object> of(Map<String, @Nullable Object> row, String resource) {
        Map<String, @Nullable Object> values = object(row, resource);
        if (values.containsKey("LastSurname")) {
            gather(values, "Name", NAME_PARTS);
        }
        if (resource.equals("students") && values.containsKey("BirthDate")) {
            gather(values, "BirthData", BIRTH_PARTS);
        }
        if (resource.endsWith("AttendanceEvents")) {
            gather(values, "AttendanceEvent", EVENT_PARTS);
        }
        if (values.get("SchoolYearTypeReference") instanceof Map<?, ?> year) {
            values.put("SchoolYear", year.get("SchoolYear"));
        }
        values.put(Streams.ELEMENT, Names.former(Resources.element(resource)));
        values.put(Streams.VERSION, Version.THREE.name());
        return values;
    }

    private static void gather(Map<String, @Nullable Object> values, String under, Set<String> parts) {
        Map<String, @Nullable Object> gathered = new LinkedHashMap<>();
        for (String part : parts) {
            if (values.containsKey(part)) {
                gathered.put(part, values.remove(part));
            }
        }
        values.put(under, gathered);
    }

    private Map<String, @Nullable Object> object(Map<?, ?> row, String resource) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        row.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value != null && !BESIDE.contains(name)) {
                if (value instanceof List<?> list) {
                    list(values, name, list, resource);
                } else {
                    values.put(named(name), value instanceof Map<?, ?> map ? object(map, resource) : value);
                }
            }
        });
        return values;
    }

    private void list(Map<String, @Nullable Object> values, String many, List<?> items, String resource) {
        String one =
                switch (many) {
                    case "uses" -> "LanguageUse";
                    case "identificationCodes" -> identification(resource);
                    default -> named(Resources.singular(many));
                };
        List<Object> all = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> object = object(map, resource);
                Map.Entry<String, @Nullable Object> only =
                        object.size() == 1 ? object.entrySet().iterator().next() : null;
                Object value = only == null ? null : only.getValue();
                if (only != null && value != null && only.getKey().endsWith("Reference")) {
                    one = only.getKey();
                    all.add(value);
                } else if (only != null && value != null && one.endsWith(only.getKey()) && !KEPT.contains(one)) {
                    all.add(value);
                } else {
                    all.add(object);
                }
            } else if (item != null) {
                all.add(item);
            }
        }
        if (!all.isEmpty()) {
            values.put(one, all.size() == 1 ? all.get(0) : all);
        }
    }

    private static String identification(String resource) {
        return switch (resource) {
            case "students", "studentEducationOrganizationAssociations" -> "StudentIdentificationCode";
            case "staffs" -> "StaffIdentificationCode";
            case "courses" -> "CourseIdentificationCode";
            case "contacts", "parents" -> "ContactIdentificationCode";
            default -> "EducationOrganizationIdentificationCode";
        };
    }

    private String named(String name) {
        String plain = name.length() > 10 && name.endsWith("Descriptor") ? name.substring(0, name.length() - 10) : name;
        return names.apply(Resources.upper(plain));
    }

    /** The key of what change queries describe by its natural key alone; empty where they do not. */
    String key(Streams.Kind kind, @Nullable Object keyValues, String resource) {
        if (!(keyValues instanceof Map<?, ?> map) || map.isEmpty()) {
            return "";
        }
        Map<String, @Nullable Object> flat = object(map, resource);
        Map<String, @Nullable Object> values = new LinkedHashMap<>(flat);
        for (String reference : REFERENCES) {
            Map<String, @Nullable Object> referred = new LinkedHashMap<>(flat);
            if (reference.equals("ProgramReference") && flat.containsKey("ProgramEducationOrganizationId")) {
                referred.put("EducationOrganizationId", flat.get("ProgramEducationOrganizationId"));
            }
            values.putIfAbsent(reference, referred);
        }
        return kind.key().of(values, Version.THREE);
    }
}
