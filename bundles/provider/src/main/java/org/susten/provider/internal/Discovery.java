// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The service discovery of OneRoster 1.2: an OpenAPI 3 document of each service, free to read, that tells what is served here. */
final class Discovery {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** By the names of the binding documents, and by those of the conformance guide. */
    private static final Map<String, Service> DOCUMENTS = Map.of(
            "/rostering/v1p2/discovery/onerosterv1p2rostersservice_openapi3_v1p0.json", Service.ROSTERING,
            "/rostering/v1p2/discovery/imsorv1p2_rostering_openapi3_v1p0.json", Service.ROSTERING,
            "/gradebook/v1p2/discovery/onerosterv1p2gradebookservice_openapi3_v1p0.json", Service.GRADEBOOK,
            "/gradebook/v1p2/discovery/imsorv1p2_gradebook_openapi3_v1p0.json", Service.GRADEBOOK,
            "/resources/v1p2/discovery/onerosterv1p2resourcesservice_openapi3_v1p0.json", Service.RESOURCES,
            "/resources/v1p2/discovery/imsorv1p2_resources_openapi3_v1p0.json", Service.RESOURCES);

    private static final List<String> NESTED = List.of(
            "schools/{}/classes",
            "schools/{}/courses",
            "schools/{}/enrollments",
            "schools/{}/students",
            "schools/{}/teachers",
            "schools/{}/terms",
            "schools/{}/lineItems",
            "schools/{}/classes/{}/enrollments",
            "schools/{}/classes/{}/students",
            "schools/{}/classes/{}/teachers",
            "classes/{}/students",
            "classes/{}/teachers",
            "classes/{}/lineItems",
            "classes/{}/results",
            "classes/{}/categories",
            "classes/{}/lineItems/{}/results",
            "classes/{}/students/{}/results",
            "courses/{}/classes",
            "users/{}/classes",
            "students/{}/classes",
            "teachers/{}/classes",
            "terms/{}/classes",
            "terms/{}/gradingPeriods",
            "schools/{}/scoreScales",
            "classes/{}/scoreScales",
            "classes/{}/resources",
            "courses/{}/resources",
            "users/{}/resources");

    private Discovery() {}

    /** The document at a path below {@code /ims/oneroster}; {@code root} is the address of that. */
    static Optional<byte[]> document(String path, String root) {
        return Optional.ofNullable(DOCUMENTS.get(path)).map(service -> write(document(service, root)));
    }

    private static ObjectNode document(Service service, String root) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.0.1");
        document.putObject("info")
                .put(
                        "title",
                        switch (service) {
                            case GRADEBOOK -> "OneRoster Gradebook Service";
                            case RESOURCES -> "OneRoster Resources Service";
                            default -> "OneRoster Rostering Service";
                        })
                .put("version", "1.2")
                .put("description", "Read only: what an agreement of this hub lets a partner see.");
        document.putArray("servers").addObject().put("url", root + service.place());
        ObjectNode paths = document.putObject("paths");
        for (String path : paths(service)) {
            paths.set(
                    '/' + named(path),
                    operation(Route.of(service, List.of(path.split("/"))).orElseThrow(), path));
        }
        components(document.putObject("components"), root);
        return document;
    }

    private static List<String> paths(Service service) {
        List<String> all = new ArrayList<>();
        for (Collection collection : Collection.values()) {
            all.add(collection.word());
            all.add(collection.word() + "/{}");
        }
        all.addAll(NESTED);
        return all.stream()
                .filter(path -> Route.of(service, List.of(path.split("/"))).isPresent())
                .toList();
    }

    /** {@code classes/{}/students} with names for what is to be put in. */
    private static String named(String path) {
        String[] parts = path.split("/");
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].equals("{}")) {
                String word = parts[i - 1];
                parts[i] = parts.length == 2 ? "{sourcedId}" : '{' + one(word) + "SourcedId}";
            }
        }
        return String.join("/", parts);
    }

    private static String one(String word) {
        return switch (word) {
            case "classes" -> "class";
            case "categories" -> "category";
            case "demographics" -> word;
            default -> word.substring(0, word.length() - 1);
        };
    }

    /** The operation's name in the standard: {@code getAllUsers}, {@code getUser}, {@code getStudentsForClassInSchool}. */
    private static String operationId(String path) {
        String[] parts = path.split("/");
        String last = capital(parts[parts.length - 1]);
        return switch (parts.length) {
            case 1 -> "getAll" + last;
            case 2 -> "get" + capital(one(parts[0]));
            case 3 -> "get" + last + "For" + capital(one(parts[0]));
            default ->
                "get" + last + "For" + capital(one(parts[2])) + (parts[0].equals("schools") ? "In" : "For")
                        + capital(one(parts[0]));
        };
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static ObjectNode operation(Route route, String path) {
        Collection collection = route.collection();
        boolean one = path.endsWith("{}");
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        ObjectNode get = item.putObject("get");
        get.put("operationId", operationId(path));
        get.put("summary", (one ? "One " + collection.single() : "All " + path.replace("/{}", "")));
        ArrayNode parameters = get.putArray("parameters");
        for (String part : named(path).split("/")) {
            if (part.startsWith("{")) {
                ObjectNode parameter = parameters.addObject();
                parameter.put("name", part.substring(1, part.length() - 1)).put("in", "path");
                parameter.put("required", true).putObject("schema").put("type", "string");
            }
        }
        List<String> names =
                one ? List.of("fields") : List.of("limit", "offset", "sort", "orderBy", "filter", "fields");
        names.forEach(name -> parameters.addObject().put("$ref", "#/components/parameters/" + name));
        ArrayNode security = get.putArray("security");
        for (String scope : new TreeSet<>(Scopes.needed(route))) {
            security.addObject().putArray("OAuth2CC").add(Scopes.PREFIX + scope);
        }
        ObjectNode responses = get.putObject("responses");
        ObjectNode schema = responses
                .putObject("200")
                .put("description", one ? "The object" : "A page; X-Total-Count and Link tell of the others")
                .putObject("content")
                .putObject("application/json")
                .putObject("schema");
        ObjectNode member = schema.put("type", "object")
                .putObject("properties")
                .putObject(one ? collection.single() : collection.file());
        if (one) {
            member.put("type", "object");
        } else {
            member.put("type", "array").putObject("items").put("type", "object");
        }
        responses.putObject("default").put("description", "imsx_StatusInfo: 400, 401, 403, 404 or 500");
        return item;
    }

    private static void components(ObjectNode components, String root) {
        ObjectNode parameters = components.putObject("parameters");
        for (String name : List.of("limit", "offset", "sort", "orderBy", "filter", "fields")) {
            ObjectNode parameter = parameters.putObject(name).put("name", name).put("in", "query");
            ObjectNode schema = parameter.putObject("schema");
            switch (name) {
                case "limit" -> schema.put("type", "integer").put("minimum", 1).put("default", 100);
                case "offset" -> schema.put("type", "integer").put("minimum", 0).put("default", 0);
                case "orderBy" ->
                    schema.put("type", "string").putArray("enum").add("asc").add("desc");
                default -> schema.put("type", "string");
            }
        }
        ObjectNode flow = components
                .putObject("securitySchemes")
                .putObject("OAuth2CC")
                .put("type", "oauth2")
                .putObject("flows")
                .putObject("clientCredentials")
                .put("tokenUrl", root + "/token");
        ObjectNode scopes = flow.putObject("scopes");
        scopes.put(
                Scopes.PREFIX + Scopes.CORE, "Rostering without demographics, but for what lies below another object");
        scopes.put(Scopes.PREFIX + Scopes.ROSTER, "Rostering without demographics");
        scopes.put(Scopes.PREFIX + Scopes.DEMOGRAPHICS, "Demographics");
        scopes.put(
                Scopes.PREFIX + Scopes.GRADEBOOK_CORE,
                "Class work and results, but for what lies below another object");
        scopes.put(Scopes.PREFIX + Scopes.GRADEBOOK, "Class work and results");
        scopes.put(Scopes.PREFIX + Scopes.ASSESSMENT, "Assessments and their results");
        scopes.put(Scopes.PREFIX + Scopes.RESOURCE_CORE, "Resources");
        scopes.put(Scopes.PREFIX + Scopes.RESOURCE, "Resources of classes, courses and users");
    }

    private static byte[] write(ObjectNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document holds text and numbers only", e);
        }
    }
}
