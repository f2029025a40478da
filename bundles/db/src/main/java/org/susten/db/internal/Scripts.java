// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * The migration scripts of one bundle. Flyway's own scanner lists folders of a class path, which in OSGi sees neither inside
 * another bundle nor inside its jar; so we list them, from the bundle or from the class path.
 */
record Scripts(List<Script> scripts) implements ResourceProvider {

    private static final String FOLDER = "migration";

    /** Lists the scripts in the owner's package, folder {@code migration}. */
    static List<Script> of(Class<?> owner) {
        String folder = owner.getPackageName().replace('.', '/') + '/' + FOLDER;
        try {
            List<Script> found = urls(owner, folder).stream()
                    .map(url -> new Script(folder, url))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(owner.getName() + " owns no migration below " + folder);
            }
            return found;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot list " + folder, e);
        }
    }

    /** Lists the scripts of a folder. */
    static List<Script> in(Path folder) throws IOException {
        List<URL> urls = new ArrayList<>();
        inFolder(folder, urls);
        return urls.stream().map(url -> new Script(FOLDER, url)).sorted().toList();
    }

    private static List<URL> urls(Class<?> owner, String folder) throws IOException, URISyntaxException {
        Bundle bundle = FrameworkUtil.getBundle(owner);
        if (bundle != null) {
            var entries = bundle.findEntries('/' + folder, "*.sql", false);
            return entries == null ? List.of() : Collections.list(entries);
        }
        List<URL> urls = new ArrayList<>();
        for (URL place : Collections.list(owner.getClassLoader().getResources(folder))) {
            if (place.getProtocol().equals("file")) {
                inFolder(Path.of(place.toURI()), urls);
            } else {
                inJar(place, urls);
            }
        }
        return urls;
    }

    private static void inFolder(Path folder, List<URL> urls) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    (Iterable<Path>) files.filter(name -> name.toString().endsWith(".sql"))::iterator) {
                urls.add(file.toUri().toURL());
            }
        }
    }

    private static void inJar(URL place, List<URL> urls) throws IOException, URISyntaxException {
        JarURLConnection connection = (JarURLConnection) place.openConnection();
        String folder = connection.getEntryName() + '/';
        for (JarEntry entry : Collections.list(connection.getJarFile().entries())) {
            if (entry.getName().startsWith(folder) && entry.getName().endsWith(".sql")) {
                urls.add(new URI("jar:" + connection.getJarFileURL() + "!/" + entry.getName()).toURL());
            }
        }
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return scripts.stream()
                .filter(script -> script.getAbsolutePath().equals(name)
                        || script.getFilename().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return scripts.stream()
                .filter(script -> script.getFilename().startsWith(prefix)
                        && Stream.of(suffixes).anyMatch(script.getFilename()::endsWith))
                .map(LoadableResource.class::cast)
                .toList();
    }
}
