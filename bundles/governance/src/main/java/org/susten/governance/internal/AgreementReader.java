// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.files.YamlForm;
import org.susten.governance.Agreement;
import org.susten.governance.Elements;
import org.susten.model.Sensitivity;

/** Reads an agreement file: YAML, then form, then sense. Stateless. */
final class AgreementReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YamlForm FORM =
            new YamlForm(AgreementReader.class, "/org/susten/governance/agreement.schema.json");

    /** An agreement, and the lines in which it says what it says. */
    record Read(Agreement agreement, YamlFile lines) {}

    /**
     * Reads one file.
     *
     * @param others the agreements in force under other names
     */
    Read read(String name, Path file, Collection<Agreement> others) throws FileProblemException {
        YamlFile tree = YamlFile.read(file);
        FORM.check(tree);
        List<Problem> problems = new ArrayList<>();
        Agreement agreement = agreement(name, tree, problems);
        problems.addAll(new AgreementRules(agreement, tree).check(others));
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new FileProblemException(problems);
        }
        return new Read(agreement, tree);
    }

    private static Agreement agreement(String name, YamlFile tree, List<Problem> problems) {
        JsonNode root = tree.root();
        String file = name.substring(name.lastIndexOf('/') + 1);
        String id = file.endsWith(".yaml") ? file.substring(0, file.length() - ".yaml".length()) : file;
        JsonNode partner = root.get("partner");
        JsonNode population = root.get("population");
        Days days = new Days(tree, problems);
        return new Agreement(
                id,
                Digest.sha256(canonical(root)),
                new Agreement.Partner(
                        text(partner, "id"),
                        text(partner, "name"),
                        text(partner, "contact"),
                        optional(partner, "connection")),
                text(root, "purpose"),
                text(root, "question"),
                text(root, "legalBasis"),
                conditions(root.path("conditions")),
                Agreement.Identifiability.valueOf(text(root, "identifiability").toUpperCase(Locale.ROOT)),
                new Agreement.Population(
                        text(population, "connection"),
                        text(population, "entity"),
                        texts(population, "programs"),
                        texts(population, "organizations"),
                        population.path("ever").booleanValue(),
                        population.path("grace").intValue()),
                fields(root.get("fields")),
                days.day("effective", LocalDate.MAX),
                days.day("expiry", LocalDate.MIN),
                root.get("smallestCell").intValue(),
                new Agreement.Terms(
                        texts(root, "redisclosure"),
                        root.has("destruction") ? days.day("destruction", LocalDate.MAX) : null,
                        optional(root, "reciprocity"),
                        texts(root, "training"),
                        people(root.path("people")),
                        root.path("acknowledgement").asInt(Agreement.Terms.ACKNOWLEDGEMENT_DAYS)),
                feeds(id, root.get("feeds")),
                texts(root, "measures"));
    }

    private static Map<String, String> conditions(JsonNode node) {
        Map<String, String> conditions = new LinkedHashMap<>();
        node.properties()
                .forEach(
                        entry -> conditions.put(entry.getKey(), entry.getValue().asText()));
        return conditions;
    }

    /** A wildcard becomes what it stands for, so that every later question finds its clause by name. */
    private static Map<String, List<String>> fields(JsonNode node) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            List<String> components = new ArrayList<>();
            for (JsonNode component : entry.getValue()) {
                if (!component.textValue().equals("*")) {
                    components.add(component.textValue());
                    continue;
                }
                Elements.entities().getOrDefault(entry.getKey(), Map.of()).forEach((key, info) -> {
                    if (info.sensitivity() != Sensitivity.PROTECTED) {
                        components.add(key);
                    }
                });
            }
            fields.put(entry.getKey(), components.stream().distinct().toList());
        });
        return fields;
    }

    private static List<Agreement.Contact> people(JsonNode node) {
        List<Agreement.Contact> people = new ArrayList<>();
        node.forEach(contact -> people.add(
                new Agreement.Contact(text(contact, "role"), text(contact, "person"), texts(contact, "feeds"))));
        return people;
    }

    private static List<Agreement.Feed> feeds(String agreement, JsonNode node) {
        List<Agreement.Feed> feeds = new ArrayList<>();
        for (JsonNode feed : node) {
            feeds.add(new Agreement.Feed(
                    text(feed, "id"),
                    agreement,
                    text(feed, "dataset"),
                    text(feed, "format"),
                    text(feed, "mode"),
                    optional(feed, "schedule"),
                    text(feed, "deliver"),
                    feed.path("people").booleanValue(),
                    optional(feed, "version"),
                    optional(feed, "announce"),
                    encryption(feed.path("encrypt")),
                    optional(feed, "measure")));
        }
        return feeds;
    }

    private static Agreement.@Nullable Encryption encryption(JsonNode node) {
        return node.isObject()
                ? new Agreement.Encryption(text(node, "key"), node.path("armor").booleanValue())
                : null;
    }

    private static byte[] canonical(JsonNode root) {
        try {
            return JSON.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(JSON.convertValue(root, Object.class))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers must be writable", e);
        }
    }

    private static String text(JsonNode node, String key) {
        return node.get(key).asText();
    }

    private static @Nullable String optional(JsonNode node, String key) {
        return node.has(key) ? node.get(key).asText() : null;
    }

    private static List<String> texts(JsonNode node, String key) {
        List<String> texts = new ArrayList<>();
        node.path(key).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private record Days(YamlFile tree, List<Problem> problems) {
        LocalDate day(String key, LocalDate otherwise) {
            try {
                return LocalDate.parse(text(tree.root(), key));
            } catch (DateTimeParseException e) {
                problems.add(new Problem(
                        tree.line('/' + key), key + " is not a day of the calendar", "write a day as 2027-07-31"));
                return otherwise;
            }
        }
    }
}
