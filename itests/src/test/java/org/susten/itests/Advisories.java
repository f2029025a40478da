// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** Known faults of libraries: a folder of advisories as OSV writes them (https://ossf.github.io/osv-schema), one JSON file each. */
final class Advisories {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** PostgreSQL is no library of Maven's; Bitnami's list has it. */
    private static final Set<String> ECOSYSTEMS = Set.of("Maven", "Bitnami");

    private final Map<String, List<Library>> shipped;
    private final Map<String, JsonNode> exceptions = new TreeMap<>();
    private final Set<String> problems = new LinkedHashSet<>();

    private Advisories(Collection<Library> shipped, Path policy) throws IOException {
        this.shipped = shipped.stream().collect(Collectors.groupingBy(Library::name));
        for (JsonNode exception : new YAMLMapper().readTree(policy.toFile()).path("exceptions")) {
            exceptions.put(
                    exception.path("id").asText() + " of "
                            + exception.path("library").asText(),
                    exception);
        }
    }

    /** One sentence for each fault that somebody has to look at. One file is in memory at a time. */
    static List<String> problems(Collection<Library> shipped, Path folder, Path policy) throws IOException {
        Advisories gate = new Advisories(shipped, policy);
        Set<String> stale = new TreeSet<>(gate.exceptions.keySet());
        int read = 0;
        try (Stream<Path> files = Files.walk(folder).filter(f -> f.toString().endsWith(".json"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                JsonNode advisory = gate.read(file);
                if (advisory.has("id") && advisory.has("affected")) {
                    read++;
                    gate.judge(advisory, stale);
                }
            }
        }
        if (read == 0) {
            gate.problems.add(folder + " has no advisories: name a folder of OSV's JSON files.");
        }
        stale.forEach(exception -> gate.problems.add("The exception " + exception + " in " + policy.getFileName()
                + " meets no advisory of what is shipped: take it out."));
        return List.copyOf(gate.problems);
    }

    private JsonNode read(Path file) throws IOException {
        try {
            JsonNode advisory = JSON.readTree(file.toFile());
            if (!advisory.isMissingNode()) {
                return advisory;
            }
            problems.add(file + " is empty: fetch it again.");
        } catch (JsonProcessingException e) {
            problems.add(file + " is not JSON: fetch it again.");
        }
        return JSON.createObjectNode();
    }

    private void judge(JsonNode advisory, Set<String> stale) {
        if (advisory.hasNonNull("withdrawn")) {
            return;
        }
        Set<String> ids = new LinkedHashSet<>(List.of(advisory.path("id").asText()));
        advisory.path("aliases").forEach(alias -> ids.add(alias.asText()));
        for (JsonNode affected : advisory.path("affected")) {
            JsonNode reached = affected.path("package");
            if (ECOSYSTEMS.contains(reached.path("ecosystem").asText())) {
                for (Library library : shipped.getOrDefault(reached.path("name").asText(), List.of())) {
                    if (isAffected(affected, library.version()) && !isExcepted(ids, library, stale)) {
                        problems.add(sentence(advisory, ids, affected, library));
                    }
                }
            }
        }
    }

    private boolean isExcepted(Set<String> ids, Library library, Set<String> stale) {
        List<String> keys = ids.stream().map(id -> id + " of " + library.name()).toList();
        stale.removeAll(keys);
        return keys.stream()
                .map(exceptions::get)
                .anyMatch(e -> e != null && !e.path("why").asText().isBlank());
    }

    private static boolean isAffected(JsonNode affected, String version) {
        for (JsonNode listed : affected.path("versions")) {
            if (listed.asText().equals(version)) {
                return true;
            }
        }
        for (JsonNode range : affected.path("ranges")) {
            if (!range.path("type").asText().equals("GIT") && isWithin(range, new ComparableVersion(version))) {
                return true;
            }
        }
        return false;
    }

    /** The last event at or before a version decides; a version that is the last one affected is. */
    private static boolean isWithin(JsonNode range, ComparableVersion version) {
        boolean within = false;
        for (Event event : events(range)) {
            int after = version.compareTo(event.at());
            switch (event.kind()) {
                case "introduced" -> within |= after >= 0;
                case "fixed" -> within &= after < 0;
                case "last_affected" -> within &= after <= 0;
                default -> {} // "limit" bounds only lists made of a repository's commits
            }
        }
        return within;
    }

    private static List<Event> events(JsonNode range) {
        List<Event> events = new ArrayList<>();
        for (JsonNode event : range.path("events")) {
            event.properties()
                    .forEach(field -> events.add(new Event(
                            field.getKey(),
                            new ComparableVersion(field.getValue().asText()))));
        }
        events.sort(Comparator.comparing(Event::at));
        return events;
    }

    private static String sentence(JsonNode advisory, Set<String> ids, JsonNode affected, Library library) {
        String severity = advisory.path("database_specific")
                .path("severity")
                .asText(advisory.path("severity").path(0).path("score").asText("not rated"));
        ComparableVersion ours = new ComparableVersion(library.version());
        String mended = Stream.of(affected.path("ranges"))
                .flatMap(ranges -> {
                    List<Event> all = new ArrayList<>();
                    ranges.forEach(range -> all.addAll(events(range)));
                    return all.stream();
                })
                .filter(event -> event.kind().equals("fixed") && event.at().compareTo(ours) > 0)
                .map(Event::at)
                .min(Comparator.naturalOrder())
                .map(version -> "mended in " + version + ": raise its version")
                .orElse("mended in no version: leave it out");
        return library.name() + " " + library.version() + " has " + String.join(", ", ids) + " (" + severity + "), "
                + mended + ", or say in config/policy/advisories.yaml why it does not reach the hub.";
    }

    /** A library by Maven's name of it, {@code group:artifact}. */
    record Library(String name, String version) {

        static Library of(String coordinates) {
            int colon = coordinates.lastIndexOf(':');
            return new Library(coordinates.substring(0, colon), coordinates.substring(colon + 1));
        }
    }

    private record Event(String kind, ComparableVersion at) {}
}
