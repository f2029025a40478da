// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Notes;

/**
 * A row of the REST binding in the columns of the CSV binding: {@code "class": {"sourcedId": "k1"}} becomes
 * {@code classSourcedId}, lists of references become lists of ids, and what the standard does not know keeps its path as its name.
 */
final class RestRow {

    /** Lists of references, by their name in JSON. */
    private static final Map<String, String> LISTS = Map.of(
            "orgs", "orgSourcedIds",
            "agents", "agentSourcedIds",
            "agentSourceIds", "agentSourcedIds",
            "terms", "termSourcedIds",
            "resources", "resourceSourcedIds");
    /** References that every row of the other side repeats. */
    private static final Set<String> REPEATED = Set.of("children", "userProfiles", "demographics");
    /** References that some servers write as the id alone. */
    private static final Set<String> REFERENCES = Set.of(
            "parent",
            "org",
            "school",
            "course",
            "class",
            "user",
            "student",
            "lineItem",
            "category",
            "gradingPeriod",
            "academicSession",
            "primaryOrg");
    /** Lists that are read item by item. */
    private static final Set<String> ITEMS = Set.of("grades", "subjects", "periods");
    /** Names of look-alikes. */
    private static final Map<String, String> NAMES = Map.of(
            "preferredFirstName", "preferredGivenName",
            "preferredLastName", "preferredFamilyName",
            "grade", "grades",
            "subject", "subjects",
            "birthdate", "birthDate");

    /** What a row of each collection is to others; its own id may stand in a column of that name. */
    private static final Map<String, String> SINGULAR = Map.of(
            "orgs", "org",
            "academicSessions", "academicSession",
            "courses", "course",
            "classes", "class",
            "users", "user",
            "categories", "category",
            "lineItems", "lineItem");

    private static final int DEEP = 6;

    private final String stream;
    private final Notes notes;

    RestRow(String stream, Notes notes) {
        this.stream = stream;
        this.notes = notes;
    }

    /** The columns and their values. */
    Map<String, @Nullable Object> columns(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            String other = otherId(name);
            if (value instanceof String id && other != null && !row.containsKey(other) && !id.isBlank()) {
                notes.count("name others by ids in columns of their own, such as " + name);
                add(columns, stream.equals("users") ? "orgs" : stream.equals("courses") ? "org" : other, id);
            } else if (value != null && !REPEATED.contains(name)) {
                add(
                        columns,
                        row.containsKey(NAMES.getOrDefault(name, name)) ? name : NAMES.getOrDefault(name, name),
                        value);
            }
        });
        if (blank(columns.get("title")) && !blank(columns.get(codeOf()))) {
            notes.count("have no title, so their code stands in for it");
        }
        return columns;
    }

    private String codeOf() {
        return stream.equals("courses") ? "courseCode" : "classCode";
    }

    private static boolean blank(@Nullable Object value) {
        return value == null || value.toString().isBlank();
    }

    /** To whom a column such as {@code schoolId} refers; null where it is none, or the row's own id. */
    private @Nullable String otherId(String name) {
        String other = name.endsWith("Id") ? name.substring(0, name.length() - 2) : "";
        boolean reference = stream.equals("users")
                ? other.equals("school") || other.equals("org")
                : REFERENCES.contains(other) && !other.equals(SINGULAR.get(stream));
        return reference && !(stream.equals("orgs") && other.equals("school")) ? other : null;
    }

    private void add(Map<String, @Nullable Object> columns, String name, Object value) {
        if (LISTS.containsKey(name)) {
            addReferences(columns, LISTS.getOrDefault(name, name), references(value));
        } else if (name.equals("userIds") || name.equals("userId")) {
            columns.put("userIds", pairs(value, "type", "identifier"));
        } else if (name.equals("scoreScaleValue")) {
            columns.put(name, pairs(value, "itemValueLHS", "itemValueRHS"));
        } else if (name.equals("roles")) {
            columns.put(name, roles(value));
        } else if (value instanceof Map<?, ?> map && isReference(map)) {
            columns.put(name + "SourcedId", reference(map));
        } else if (value instanceof Map<?, ?>
                || value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            flatten(columns, name, value, 0);
        } else if (value instanceof List<?> list) {
            addList(columns, name, list);
        } else if (REFERENCES.contains(name)) {
            columns.put(name + "SourcedId", value);
        } else {
            columns.put(name, value);
        }
    }

    private static void addReferences(Map<String, @Nullable Object> columns, String name, List<String> ids) {
        if (!ids.isEmpty()) {
            columns.put(name, ids);
        }
    }

    private static void addList(Map<String, @Nullable Object> columns, String name, List<?> list) {
        List<String> texts =
                list.stream().filter(Objects::nonNull).map(Object::toString).toList();
        if (!texts.isEmpty()) {
            columns.put(name, ITEMS.contains(name) || texts.size() > 1 ? texts : texts.get(0));
        }
    }

    private static boolean isReference(Map<?, ?> map) {
        return map.containsKey("sourcedId") || map.containsKey("href");
    }

    /** The id of a reference, or the last part of its address where it has none. */
    private @Nullable String reference(Map<?, ?> map) {
        Object id = map.get("sourcedId");
        if (id != null && !id.toString().isBlank()) {
            return id.toString().strip();
        }
        String href = String.valueOf(map.get("href")).replaceFirst("[?#].*", "").replaceFirst("/+$", "");
        notes.count("refer to others by address only");
        String last = href.substring(href.lastIndexOf('/') + 1);
        return last.isEmpty() || last.equals("null") ? null : last;
    }

    private List<String> references(Object value) {
        List<String> ids = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of(value)) {
            String id = item instanceof Map<?, ?> map ? reference(map) : item == null ? null : item.toString();
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** {@code {type:id}} pairs, as the CSV binding writes them. */
    private static String pairs(Object value, String left, String right) {
        StringBuilder text = new StringBuilder();
        for (Object item : value instanceof List<?> list ? list : List.of(value)) {
            if (item instanceof Map<?, ?> map && map.get(right) != null) {
                String pair = "{" + map.get(left) + ':' + map.get(right) + '}';
                text.append(text.isEmpty() ? "" : ",").append(pair);
            } else if (item instanceof String plain) {
                text.append(text.isEmpty() ? "" : ",").append(plain);
            }
        }
        return text.toString();
    }

    /** Roles with their organization's id in place of a reference. */
    private List<Map<String, String>> roles(Object value) {
        List<Map<String, String>> roles = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of(value)) {
            Map<String, String> role = new LinkedHashMap<>();
            if (item instanceof Map<?, ?> map) {
                map.forEach((name, part) -> {
                    String text =
                            part instanceof Map<?, ?> org ? reference(org) : part == null ? null : part.toString();
                    if (text != null) {
                        role.put(name.equals("org") ? "orgSourcedId" : String.valueOf(name), text);
                    }
                });
                if (blank(role.get("role"))) {
                    notes.count("have a role without a name, so what they are there is not known");
                }
            } else if (item != null) {
                role.put("role", item.toString());
            }
            roles.add(role);
        }
        return roles;
    }

    private void flatten(Map<String, @Nullable Object> columns, String path, @Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map && depth < DEEP) {
            map.forEach((name, part) -> flatten(columns, path + '.' + name, part, depth + 1));
        } else if (value instanceof List<?> list
                && depth < DEEP
                && list.stream().anyMatch(Map.class::isInstance)) {
            for (int i = 0; i < list.size(); i++) {
                flatten(columns, path + '.' + (i + 1), list.get(i), depth + 1);
            }
        } else if (value != null) {
            columns.put(path, value instanceof List<?> list ? String.join(",", texts(list)) : value.toString());
        }
    }

    private static List<String> texts(List<?> list) {
        return list.stream().map(String::valueOf).toList();
    }
}
