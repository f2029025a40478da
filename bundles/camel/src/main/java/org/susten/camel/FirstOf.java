// SPDX-License-Identifier: Apache-2.0
package org.susten.camel;

import java.io.IOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks several class loaders in order; the first that knows a class or resource answers. It defines no class itself. */
final class FirstOf extends ClassLoader {
    private final List<ClassLoader> loaders;

    FirstOf(ClassLoader... loaders) {
        super("camel-context", null);
        this.loaders = List.of(loaders);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (ClassLoader loader : loaders) {
            try {
                return loader.loadClass(name);
            } catch (ClassNotFoundException e) {
                // the next one may know it
            }
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        for (ClassLoader loader : loaders) {
            URL found = loader.getResource(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        // by text: comparing URLs would look hosts up
        Map<String, URL> found = new LinkedHashMap<>();
        for (ClassLoader loader : loaders) {
            for (URL url : Collections.list(loader.getResources(name))) {
                found.putIfAbsent(url.toString(), url);
            }
        }
        Collection<URL> urls = found.values();
        return Collections.enumeration(urls);
    }
}
