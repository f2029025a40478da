// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a connector of each bundle that holds nothing but mappings: its header {@code Susten-Mappings} names the connector's id, and
 * its folders {@code mappings} and {@code crosswalks} hold the same files as {@code etc} does.
 */
@Component(service = {})
@Capability(namespace = "osgi.extender", name = "org.susten.mappings", version = "1.0.0")
public final class MappingBundles implements BundleTrackerCustomizer<MappingKind> {

    private static final Logger log = LoggerFactory.getLogger(MappingBundles.class);
    private static final String HEADER = "Susten-Mappings";
    private static final int LARGEST = 4 << 20;

    private final BundleContext context;
    private final Mappings mappings;
    private final BundleTracker<MappingKind> tracker;

    /** Looks at every bundle that runs, and at each that comes. */
    @Activate
    public MappingBundles(BundleContext context, @Reference Mappings mappings) {
        this.context = context;
        this.mappings = mappings;
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
        tracker.open();
    }

    @Deactivate
    void close() {
        tracker.close();
    }

    @Override
    public @Nullable MappingKind addingBundle(Bundle bundle, BundleEvent event) {
        String kind = bundle.getHeaders("").get(HEADER);
        if (kind == null) {
            return null;
        }
        MappingSet set = MappingSet.of(kind.strip(), files(bundle));
        set.refused()
                .forEach((file, why) -> log.error(
                        "{} of bundle {} is refused, ask its maker for another: {}",
                        file,
                        bundle.getSymbolicName(),
                        why.getMessage()));
        log.info("connector {} has the mappings {}", kind.strip(), String.join(", ", set.names()));
        return new MappingKind(context, kind.strip(), set, mappings);
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, MappingKind kind) {
        // a bundle that runs does not change
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, MappingKind kind) {
        kind.close();
    }

    private static Map<String, String> files(Bundle bundle) {
        Map<String, String> files = new TreeMap<>();
        for (String folder : new String[] {"mappings", "crosswalks"}) {
            Enumeration<URL> found = bundle.findEntries(folder, "*", false);
            for (URL url : found == null ? Collections.<URL>emptyList() : Collections.list(found)) {
                String path = url.getPath();
                if (!path.endsWith("/")) {
                    files.put(folder + path.substring(path.lastIndexOf('/')), text(url));
                }
            }
        }
        return files;
    }

    private static String text(URL url) {
        try (InputStream in = url.openStream()) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of a bundle cannot be read", e);
        }
    }
}
