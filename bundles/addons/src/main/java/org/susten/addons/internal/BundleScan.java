// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Constants;
import org.susten.addons.Permissions;
import org.susten.addons.Permissions.Power;

/** Reads what bundles say of themselves, and what their code names; jars within them too. One use, one thread. */
final class BundleScan {

    /** What connectors are made with, and what does nothing by itself. */
    private static final Pattern CONTRACT = Pattern.compile(
            "org\\.susten\\.(model|spi|kit)(\\..*)?|java\\..*|org\\.(osgi|slf4j|jspecify|w3c|xml)\\..*|org\\.slf4j|javax\\.xml\\..*");

    private static final Pattern MAPPING = Pattern.compile("mappings/[^/]+(?<!\\.golden)\\.ya?ml");

    private static final String CONNECTOR = "org.susten.connector.";

    private final KarFile.Budget budget = new KarFile.Budget();
    private final Set<String> endings = new TreeSet<>();
    private final Set<String> facts = new HashSet<>();
    private final Set<String> others = new TreeSet<>();
    private final Set<String> mappings = new TreeSet<>();
    private final Set<String> connectors = new TreeSet<>();
    private final Set<String> settings = new TreeSet<>();
    private final Set<Power> declared = EnumSet.noneOf(Power.class);

    private BundleScan() {}

    static Permissions of(List<Path> bundles) throws IOException {
        return over(bundles).permissions(bundles);
    }

    /** The same of bundles that are to come in; those whose code would end the hub are refused. */
    static Permissions ofComing(List<Path> bundles) throws IOException {
        BundleScan scan = over(bundles);
        if (!scan.endings.isEmpty()) {
            throw KarFile.refused("its code would end the whole hub: " + String.join(", ", scan.endings)
                    + "; its author must throw an exception instead");
        }
        return scan.permissions(bundles);
    }

    private static BundleScan over(List<Path> bundles) throws IOException {
        BundleScan scan = new BundleScan();
        for (Path bundle : bundles) {
            scan.bundle(bundle);
        }
        return scan;
    }

    private Permissions permissions(List<Path> bundles) throws IOException {
        TreeMap<String, String> versions = new TreeMap<>();
        Versions.of(bundles).forEach((name, version) -> versions.put(name, version.toString()));
        Set<Power> powers = Powers.of(facts);
        powers.addAll(declared);
        return new Permissions(
                versions,
                List.copyOf(connectors),
                powers,
                List.copyOf(others),
                GivenData.of(facts),
                List.copyOf(mappings),
                List.copyOf(settings));
    }

    private void bundle(Path bundle) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            List<String> own = Newcomers.exports(main.getValue(Constants.EXPORT_PACKAGE));
            Newcomers.exports(main.getValue(Constants.IMPORT_PACKAGE)).stream()
                    .filter(name -> !CONTRACT.matcher(name).matches() && !own.contains(name))
                    .forEach(others::add);
            if (main.getValue(Constants.DYNAMICIMPORT_PACKAGE) != null) {
                declared.add(Power.HIDDEN);
            }
            if (main.getValue(Constants.BUNDLE_NATIVECODE) != null) {
                declared.add(Power.PROGRAMS);
            }
            Set<String> within = Set.of(Objects.requireNonNullElse(main.getValue(Constants.BUNDLE_CLASSPATH), ".")
                    .split("[,;\\s]+"));
            entries(jar, name -> name.endsWith(".jar") || within.contains(name));
        }
    }

    /** By the index, as the framework reads it: what a stream would meet may be another jar. */
    private void entries(JarFile jar, Predicate<String> within) throws IOException {
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.isDirectory()) {
                continue;
            }
            try (InputStream in = new KarFile.Metered(jar.getInputStream(entry), budget)) {
                String name = entry.getName();
                if (name.endsWith(".class")) {
                    CodeFacts code = CodeFacts.of(in);
                    facts.addAll(code.names());
                    code.ending().ifPresent(endings::add);
                } else if (within.test(name)) {
                    nested(in);
                } else if (MAPPING.matcher(name).matches()) {
                    mappings.add(name);
                } else if (name.matches("OSGI-INF/metatype/[^/]+\\.xml")) {
                    Markup.read(in, "a description of its settings", this::setting);
                } else if (name.matches(".*\\.(so|dll|dylib)")) {
                    declared.add(Power.PROGRAMS);
                }
            }
        }
    }

    private void nested(InputStream in) throws IOException {
        Path copy = Files.createTempFile("susten-addon", ".jar");
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            try (JarFile jar = new JarFile(copy.toFile())) {
                entries(jar, name -> false);
            }
        } finally {
            Files.delete(copy);
        }
    }

    private void setting(XMLStreamReader xml) {
        String element = xml.getLocalName();
        String id = xml.getAttributeValue(null, "id");
        String factory = xml.getAttributeValue(null, "factoryPid");
        if (element.equals("AD") && id != null) {
            settings.add(id);
        } else if (element.equals("Designate") && factory != null && factory.startsWith(CONNECTOR)) {
            connectors.add(factory.substring(CONNECTOR.length()));
        }
    }
}
