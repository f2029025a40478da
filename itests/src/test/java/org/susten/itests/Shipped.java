// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.susten.itests.Advisories.Library;

/**
 * The libraries in a hub: by their places in its Maven repository, by what jars and those nested in them say of themselves, by the bill
 * of materials for what our bundles were made of, and by hand for jars that hold what they do not name.
 */
final class Shipped {

    private static final Pattern POM = Pattern.compile("META-INF/maven/.*/pom\\.properties");

    private final Set<String> coordinates = new TreeSet<>();
    private final Set<String> nameless = new LinkedHashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> notInBill = new TreeSet<>();

    /** Reads a hub that was unpacked. */
    static Shipped of(Path hub, Path sbom, Path policy) throws IOException {
        Shipped shipped = new Shipped();
        Path system = hub.resolve("system");
        try (Stream<Path> jars = Stream.concat(Files.walk(system), Files.walk(hub.resolve("lib")))) {
            for (Path jar : jars.filter(f -> f.toString().endsWith(".jar")).toList()) {
                boolean named = jar.startsWith(system) && shipped.coordinates.add(place(system.relativize(jar)));
                try (InputStream bytes = Files.newInputStream(jar)) {
                    shipped.jar(hub.relativize(jar).toString(), named, bytes);
                }
            }
        }
        shipped.materials(new ObjectMapper().readTree(sbom.toFile()));
        shipped.holds(new YAMLMapper().readTree(policy.toFile()).path("holds"));
        return shipped;
    }

    /** All but our own. */
    List<Library> libraries() {
        return coordinates.stream()
                .filter(c -> !c.startsWith("org.susten:"))
                .map(Library::of)
                .toList();
    }

    /** Whether the bill of materials knows each of our bundles. */
    boolean isOfTheWholeBuild() {
        return notInBill.isEmpty();
    }

    /** What keeps this from being the whole, a sentence each. */
    Set<String> problems() {
        return problems;
    }

    private static String place(Path jar) {
        Path folder = jar.getParent();
        Path artifact = folder.getParent();
        return artifact.getParent().toString().replace('/', '.') + ":" + artifact.getFileName() + ":"
                + folder.getFileName();
    }

    private void jar(String where, boolean placed, InputStream bytes) throws IOException {
        boolean named = placed;
        ZipInputStream zip = new ZipInputStream(bytes);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".jar")) {
                jar(where + "!" + entry.getName(), false, zip);
            } else if (POM.matcher(entry.getName()).matches()) {
                Properties pom = new Properties();
                pom.load(zip);
                coordinates.add(pom.getProperty("groupId") + ":" + pom.getProperty("artifactId") + ":"
                        + pom.getProperty("version"));
                named = true;
            }
        }
        if (!named) {
            nameless.add(where);
        }
    }

    /** Of the bill of materials, what our bundles in the hub need: it is of the whole build, benchmarks and all. */
    private void materials(JsonNode bill) {
        Map<String, JsonNode> components = new HashMap<>();
        Map<String, JsonNode> needs = new HashMap<>();
        bill.path("components").forEach(c -> components.put(c.path("bom-ref").asText(), c));
        bill.path("dependencies").forEach(d -> needs.put(d.path("ref").asText(), d.path("dependsOn")));
        coordinates.stream().filter(c -> c.startsWith("org.susten:")).forEach(notInBill::add);
        Deque<String> open = new ArrayDeque<>();
        components.forEach((ref, component) -> {
            if (notInBill.remove(coordinates(component))) {
                open.add(ref);
            }
        });
        if (!isOfTheWholeBuild()) {
            problems.add("The bill of materials is of a part of the build, without " + notInBill
                    + ": ./mvnw cyclonedx:makeAggregateBom writes it whole.");
        }
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String ref = open.remove();
            JsonNode component = components.get(ref);
            if (component != null) {
                coordinates.add(coordinates(component));
                nameless.removeIf(where -> where.matches(
                        ".*/" + Pattern.quote(component.path("name").asText()) + "(-"
                                + Pattern.quote(component.path("version").asText()) + ")?\\.jar"));
            }
            needs.getOrDefault(ref, bill.path("none")).forEach(need -> {
                if (seen.add(need.asText())) {
                    open.add(need.asText());
                }
            });
        }
        nameless.forEach(where -> problems.add("The jar " + where
                + " does not say which library it is, and the bill of materials has none of its name."));
    }

    private static String coordinates(JsonNode component) {
        return component.path("group").asText() + ":" + component.path("name").asText() + ":"
                + component.path("version").asText();
    }

    private void holds(JsonNode holds) {
        holds.properties().forEach(jar -> {
            if (coordinates.contains(jar.getKey())) {
                jar.getValue().forEach(held -> coordinates.add(held.asText()));
            } else {
                problems.add("config/policy/advisories.yaml says what " + jar.getKey()
                        + " holds, which is not shipped: see what its successor holds.");
            }
        });
    }
}
