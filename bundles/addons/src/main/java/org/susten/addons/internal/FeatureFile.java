// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The one features file of an add-on: its features and their bundles, which lie beside it, and nothing that writes into {@code etc} or
 * fetches from elsewhere.
 *
 * @param features names with versions, as Karaf wants them: {@code name/version}
 * @param needs names of features that must be there
 * @param bundles files of its bundles
 */
record FeatureFile(Path path, Set<String> features, Set<String> needs, List<Path> bundles) {

    private static final Set<String> KNOWN = Set.of("features", "feature", "details", "bundle");

    static FeatureFile in(Path repository) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(repository)) {
            found = files.filter(Files::isRegularFile)
                    .filter(f -> f.getFileName().toString().endsWith(".xml"))
                    .filter(f -> !f.getFileName().toString().startsWith("maven-metadata"))
                    .toList();
        }
        if (found.size() != 1) {
            throw KarFile.refused("it has " + found.size() + " features files instead of one");
        }
        return read(found.get(0), repository);
    }

    private static FeatureFile read(Path file, Path repository) throws IOException {
        Reading reading = new Reading(repository);
        try (InputStream in = Files.newInputStream(file)) {
            Markup.read(in, "its features file", reading::element);
        }
        if (reading.features.isEmpty() || reading.bundles.isEmpty()) {
            throw KarFile.refused("its features file names no feature with a bundle");
        }
        reading.needs.removeIf(name -> reading.features.stream().anyMatch(f -> f.startsWith(name + "/")));
        return new FeatureFile(file, reading.features, reading.needs, reading.bundles);
    }

    /** One use, one thread. */
    private static final class Reading {
        private final Path repository;
        private final Set<String> features = new TreeSet<>();
        private final Set<String> needs = new TreeSet<>();
        private final List<Path> bundles = new ArrayList<>();

        Reading(Path repository) {
            this.repository = repository;
        }

        void element(XMLStreamReader xml) throws XMLStreamException {
            String element = xml.getLocalName();
            if (!KNOWN.contains(element)) {
                throw KarFile.refused("its features file has <" + element
                        + ">; features, what they need and bundles is all an add-on may say");
            }
            if (xml.getAttributeValue(null, "start-level") != null
                    || xml.getAttributeValue(null, "prerequisite") != null) {
                throw KarFile.refused("its features file sets a start level or a prerequisite");
            }
            String name = xml.getAttributeValue(null, "name");
            if (element.equals("feature") && name != null) {
                features.add(name + "/" + version(xml, name));
            } else if (element.equals("feature")) {
                needs.add(xml.getElementText().strip().replaceFirst("/.*", ""));
            } else if (element.equals("bundle")) {
                bundles.add(bundle(xml.getElementText().strip()));
            }
        }

        private static String version(XMLStreamReader xml, String name) {
            String version = xml.getAttributeValue(null, "version");
            if (version == null || !version.matches("[0-9A-Za-z._-]+") || !name.matches("[0-9A-Za-z._-]+")) {
                throw KarFile.refused("a feature of it has no plain name and version");
            }
            return version;
        }

        private Path bundle(String url) {
            String[] parts = url.replaceFirst("^mvn:", "").split("/");
            if (!url.matches("mvn:[A-Za-z0-9._/+-]+") || parts.length != 3 || url.contains("..")) {
                throw KarFile.refused("one of its bundles is not given as mvn:GROUP/ARTIFACT/VERSION");
            }
            Path file = repository.resolve(parts[0].replace('.', '/') + "/" + parts[1] + "/" + parts[2] + "/" + parts[1]
                    + "-" + parts[2] + ".jar");
            if (!Files.isRegularFile(file)) {
                throw KarFile.refused("it does not bring its bundle " + url);
            }
            return file;
        }
    }
}
