// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.susten.feeds.Rosters.Row;

/** Rows of the snapshot as objects of the standard. For one answer. */
final class Rendering {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Columns that refer to one object. */
    private static final Map<String, Collection> REFERENCES = Map.of(
            "orgSourcedId", Collection.ORGS,
            "schoolSourcedId", Collection.ORGS,
            "courseSourcedId", Collection.COURSES,
            "classSourcedId", Collection.CLASSES,
            "userSourcedId", Collection.USERS,
            "studentSourcedId", Collection.USERS,
            "lineItemSourcedId", Collection.LINE_ITEMS,
            "categorySourcedId", Collection.CATEGORIES,
            "schoolYearSourcedId", Collection.ACADEMIC_SESSIONS,
            "gradingPeriodSourcedId", Collection.ACADEMIC_SESSIONS);

    private final Service service;
    private final String root;

    /** Objects of a service at an address such as {@code https://hub.example.org/ims/oneroster}. */
    Rendering(Service service, String root) {
        this.service = service;
        this.root = root;
    }

    ObjectNode object(Collection collection, Row row) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("sourcedId", row.id());
        object.put("status", row.gone() ? "tobedeleted" : "active");
        object.put("dateLastModified", MILLIS.format(row.modified()));
        JsonNode data = row.gone() ? Blanks.of(collection, row) : read(row.data());
        if (collection.file().equals("users") && service.newer()) {
            roles(object, data);
        }
        data.properties().forEach(member -> add(collection, object, member.getKey(), member.getValue()));
        if (service.newer()) {
            needed(collection, object);
        }
        return object;
    }

    /** What 1.2 alone cannot be without, where no source says it or it is not granted. */
    private static void needed(Collection collection, ObjectNode object) {
        String name =
                switch (collection.file()) {
                    case "orgs" -> "identifier";
                    case "courses" -> "courseCode";
                    default -> "";
                };
        if (!name.isEmpty() && !object.has(name)) {
            object.set(name, object.get("sourcedId"));
        }
    }

    private static JsonNode read(String data) {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the snapshot holds JSON only", e);
        }
    }

    private void add(Collection collection, ObjectNode object, String column, JsonNode value) {
        Collection reference = column.equals("parentSourcedId") ? whole(collection) : REFERENCES.get(column);
        if (reference != null) {
            String name = column.substring(0, column.length() - "SourcedId".length());
            if (!name.equals("school") && !name.equals("class") || !olderGradebook(collection, name)) {
                object.set(name, reference(reference, value.asText()));
            }
            if (name.equals("gradingPeriod") && service.newer()) {
                object.set("academicSession", reference(reference, value.asText()));
            }
            return;
        }
        switch (column) {
            case "termSourcedIds" -> object.set("terms", references(Collection.ACADEMIC_SESSIONS, value));
            case "orgSourcedIds" -> {
                if (!service.newer()) {
                    object.set("orgs", references(Collection.ORGS, value));
                }
            }
            case "agentSourcedIds" -> object.set("agents", references(Collection.USERS, value));
            case "role" -> {
                if (!collection.file().equals("users") || !service.newer()) {
                    object.set(column, value);
                }
            }
            case "preferredGivenName" -> {
                if (service.newer()) {
                    object.set("preferredFirstName", value);
                }
            }
            case "textScore" -> {
                if (service.newer()) {
                    object.set(column, value);
                }
            }
            case "assignDate", "dueDate" -> object.put(column, value.asText() + "T00:00:00.000Z");
            case "sex" -> {
                // 1.1 knows two sexes only: what it has no word for is not said.
                if (service.newer() || Set.of("male", "female").contains(value.asText())) {
                    object.set(column, value);
                }
            }
            // The standard writes truth as a word.
            default -> object.set(column, value.isBoolean() ? object.textNode(value.asText()) : value);
        }
    }

    /** 1.1 has no school of class work and no class of results. */
    private boolean olderGradebook(Collection collection, String name) {
        return !service.newer()
                && (collection == Collection.LINE_ITEMS && name.equals("school")
                        || collection == Collection.RESULTS && name.equals("class"));
    }

    private static Collection whole(Collection collection) {
        return collection.file().equals("orgs") ? Collection.ORGS : Collection.ACADEMIC_SESSIONS;
    }

    private void roles(ObjectNode object, JsonNode data) {
        if (!data.has("orgSourcedIds")) {
            return;
        }
        ArrayNode roles = object.putArray("roles");
        data.get("orgSourcedIds").forEach(org -> {
            ObjectNode role = roles.addObject();
            role.put("roleType", roles.size() == 1 ? "primary" : "secondary");
            // 1.2 knows administrators of a site, of a district and of a system only
            role.put("role", data.path("role").asText().replaceFirst("^administrator$", "siteAdministrator"));
            role.set("org", reference(Collection.ORGS, org.asText()));
        });
        object.set("primaryOrg", roles.get(0).get("org"));
    }

    private ArrayNode references(Collection collection, JsonNode ids) {
        ArrayNode references = JsonNodeFactory.instance.arrayNode();
        ids.forEach(id -> references.add(reference(collection, id.asText())));
        return references;
    }

    private ObjectNode reference(Collection collection, String id) {
        ObjectNode reference = JsonNodeFactory.instance.objectNode();
        reference.put(
                "href",
                root
                        + service.of(collection).place()
                        + '/'
                        + collection.word()
                        + '/'
                        + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
        reference.put("sourcedId", id);
        reference.put("type", collection.single());
        return reference;
    }
}
