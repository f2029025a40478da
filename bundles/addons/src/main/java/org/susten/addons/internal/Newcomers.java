// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.susten.addons.AddonException;

/** Bundles that want in: none may take the place of one that runs, nor give it packages, for then it would have to be refreshed. */
final class Newcomers {

    private final Set<String> names;
    private final Set<String> packages;

    /** {@code leaving}: symbolic names of the add-on whose place they take. */
    Newcomers(BundleContext framework, Set<String> leaving) {
        List<Bundle> running = Arrays.stream(framework.getBundles())
                .filter(bundle -> !leaving.contains(bundle.getSymbolicName()))
                .toList();
        names = running.stream().map(Bundle::getSymbolicName).collect(Collectors.toCollection(HashSet::new));
        packages = running.stream()
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(BundleRevision.PACKAGE_NAMESPACE).stream())
                .map(capability -> String.valueOf(capability.getAttributes().get(BundleRevision.PACKAGE_NAMESPACE)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    Newcomers(Set<String> names, Set<String> packages) {
        this.names = new HashSet<>(names);
        this.packages = new HashSet<>(packages);
    }

    /** Refuses what would touch others; each is one of the house for those after it. */
    void check(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String name = main.getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw KarFile.refused(file.getFileName() + " is no bundle");
            }
            String plain = name.replaceFirst(";.*", "").strip();
            if (main.getValue(Constants.FRAGMENT_HOST) != null) {
                throw conflict(plain + " is a fragment of another bundle");
            }
            if (!names.add(plain)) {
                throw conflict(
                        "bundle " + plain + " is there already; if it is an older add-on, remove that one first");
            }
            for (String exported : exports(main.getValue(Constants.EXPORT_PACKAGE))) {
                if (!packages.add(exported)) {
                    throw conflict(plain + " exports package " + exported + ", which the hub has from another bundle");
                }
            }
        }
    }

    /** Names of packages in a header, whose values in quotes may hold commas. */
    static List<String> exports(String header) {
        if (header == null) {
            return List.of();
        }
        return Arrays.stream(header.replaceAll("\"[^\"]*\"", "").split(","))
                .flatMap(clause -> Arrays.stream(clause.split(";")))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !part.contains("="))
                .toList();
    }

    private static AddonException conflict(String why) {
        return new AddonException(AddonException.Kind.CONFLICT, "this KAR would touch what runs: " + why);
    }
}
