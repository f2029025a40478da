// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.susten.addons.AddonException;
import org.susten.files.Durable;

/**
 * The newest version of each bundle that an add-on ever brought, whether it is still there or not: what is older may be validly
 * signed and have faults that the newer one mended.
 */
final class Versions {

    private final Path file;

    Versions(Path file) {
        this.file = file;
    }

    /** Versions of bundles by symbolic name. */
    static Map<String, Version> of(List<Path> bundles) throws IOException {
        Map<String, Version> versions = new TreeMap<>();
        for (Path bundle : bundles) {
            try (JarFile jar = new JarFile(bundle.toFile())) {
                Manifest manifest = jar.getManifest();
                String name =
                        manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                String version =
                        manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION);
                if (name != null) {
                    versions.put(name.replaceFirst(";.*", "").strip(), version(version, bundle));
                }
            }
        }
        return versions;
    }

    private static Version version(@Nullable String text, Path bundle) {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw KarFile.refused(bundle.getFileName() + " has a Bundle-Version that is none");
        }
    }

    /** Refuses what is older than what was here before. */
    void refuseOlder(Map<String, Version> coming) throws IOException {
        Properties known = read();
        coming.forEach((name, version) -> {
            Version newest = Version.parseVersion(known.getProperty(name));
            if (version.compareTo(newest) < 0) {
                throw new AddonException(
                        AddonException.Kind.CONFLICT,
                        "bundle " + name + " is of version " + version + ", and this hub has had " + newest
                                + ": an older one may have faults that the newer one mended; if it is meant, say --downgrade");
            }
        });
    }

    /** These are here now: what comes later is measured by them. */
    void remember(Map<String, Version> here) throws IOException {
        Properties known = read();
        here.forEach((name, version) -> known.setProperty(name, version.toString()));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        known.store(text, "the newest version of each bundle that an add-on brought");
        Durable.write(file, text.toByteArray());
    }

    /** These are here; what was newer before stays the measure. */
    void atLeast(Map<String, Version> here) throws IOException {
        Properties known = read();
        Map<String, Version> newer = new TreeMap<>(here);
        newer.entrySet()
                .removeIf(each ->
                        Version.parseVersion(known.getProperty(each.getKey())).compareTo(each.getValue()) >= 0);
        if (!newer.isEmpty()) {
            remember(newer);
        }
    }

    private Properties read() throws IOException {
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                known.load(in);
            }
        }
        return known;
    }
}
