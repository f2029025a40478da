// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.FeaturesService.Option;
import org.apache.karaf.features.Repository;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.addons.AddonException;
import org.susten.addons.ShippedConnectors;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;

/** The distribution's own connectors, each a feature that Karaf holds ready. */
@Component(
        name = "org.susten.addons.connectors",
        service = {ShippedConnectors.class, FileKind.class},
        immediate = true)
public final class KarafConnectors implements ShippedConnectors, FileKind {

    private static final Logger log = LoggerFactory.getLogger(KarafConnectors.class);
    private static final String OURS = "mvn:org.susten/susten-features/";
    private static final String PREFIX = "susten-connector-";
    private static final EnumSet<Option> WITHOUT_REFRESH = EnumSet.of(Option.NoAutoRefreshBundles);
    private static final long LOOK_SECONDS = 1;

    private final BundleContext framework;
    private final FeaturesService features;
    private final ConnectorList list;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    /** Whether the last look failed, so that one trouble is one line of the log. Guarded by this. */
    private boolean troubled;

    /** What did not start, so that it is not tried each second. Guarded by this. */
    private TreeSet<String> failed = new TreeSet<>();

    /** Connectors of this hub, once Karaf has booted. */
    @Activate
    public KarafConnectors(
            BundleContext framework,
            @Reference FeaturesService features,
            @Reference BootFinished booted,
            @Reference OperatorFiles files) {
        this.framework = framework;
        this.features = features;
        this.list = new ConnectorList(files.etc().toAbsolutePath().normalize());
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        thread.shutdownNow();
    }

    @Override
    public synchronized List<Shipped> all() {
        try {
            TreeSet<String> listed = list.listed();
            Map<String, List<String>> needed = list.needed();
            List<Shipped> all = new ArrayList<>();
            shipped()
                    .forEach((name, feature) -> all.add(new Shipped(
                            name,
                            feature.getDescription(),
                            features.isInstalled(feature),
                            listed.contains(name),
                            needed.getOrDefault(name, List.of()))));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("etc cannot be read", e);
        }
    }

    @Override
    public synchronized void turnOn(String name) {
        known(name);
        try {
            failed.remove(name);
            list.add(name);
            settle();
        } catch (IOException e) {
            throw unwritten(e);
        }
        if (failed.contains(name)) {
            throw new AddonException(
                    AddonException.Kind.FAILED, "connector " + name + " does not start; the hub's log says why");
        }
    }

    @Override
    public synchronized void turnOff(String name) {
        known(name);
        try {
            List<String> files = list.needed().getOrDefault(name, List.of());
            if (!files.isEmpty()) {
                throw new AddonException(
                        AddonException.Kind.CONFLICT,
                        "connections need " + name + ": delete or move " + String.join(", ", files)
                                + " in etc first, if they are not meant any more");
            }
            list.remove(name);
            settle();
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private static AddonException unwritten(IOException e) {
        return new AddonException(
                AddonException.Kind.FAILED,
                "etc/connectors.list cannot be read or written: give it to the hub's user",
                e);
    }

    private void known(String name) {
        if (!shipped().containsKey(name)) {
            throw new AddonException(
                    AddonException.Kind.UNKNOWN,
                    "there is neither a KAR file nor a connector of this hub of that name; connectors are "
                            + String.join(", ", shipped().keySet()));
        }
    }

    private synchronized void look() {
        try {
            settle();
            troubled = false;
        } catch (IOException | RuntimeException e) {
            if (!troubled) {
                log.error("connectors cannot be looked after now; tried each second until they can", e);
            }
            troubled = true;
        }
    }

    /** What is wanted is on, and what is not is off. */
    private void settle() throws IOException {
        TreeSet<String> wanted = list.listed();
        wanted.addAll(list.needed().keySet());
        failed.retainAll(wanted);
        TreeSet<String> coming = new TreeSet<>();
        TreeSet<String> going = new TreeSet<>();
        shipped().forEach((name, feature) -> {
            boolean required = features.isRequired(feature);
            if (wanted.contains(name) && !required && !failed.contains(name)) {
                coming.add(name);
            } else if (!wanted.contains(name) && required) {
                going.add(name);
            }
        });
        if (!coming.isEmpty()) {
            change(coming, true);
        }
        if (!going.isEmpty()) {
            change(going, false);
        }
    }

    private void change(TreeSet<String> names, boolean on) {
        TreeSet<String> ids = new TreeSet<>();
        shipped().forEach((name, feature) -> {
            if (names.contains(name)) {
                ids.add(feature.getId());
            }
        });
        Untouched running = Untouched.now(framework);
        try {
            if (on) {
                features.installFeatures(ids, WITHOUT_REFRESH);
            } else {
                features.uninstallFeatures(ids, WITHOUT_REFRESH);
            }
            log.info("connectors turned {}: {}", on ? "on" : "off", String.join(", ", names));
        } catch (Exception e) {
            // Karaf says no more than that
            log.error("connectors cannot be turned {}: {}", on ? "on" : "off", String.join(", ", names), e);
            failed.addAll(names);
        }
        running.check(String.join(", ", names));
    }

    /** The hub's own features of connectors, by the connector's name. */
    private Map<String, Feature> shipped() {
        Map<String, Feature> shipped = new TreeMap<>();
        try {
            for (Repository repository : features.listRepositories()) {
                if (repository.getURI().toString().startsWith(OURS)) {
                    for (Feature feature : repository.getFeatures()) {
                        if (feature.getName().startsWith(PREFIX)) {
                            shipped.put(feature.getName().substring(PREFIX.length()), feature);
                        }
                    }
                }
            }
            return shipped;
        } catch (Exception e) {
            throw new AddonException(AddonException.Kind.FAILED, "the hub's features cannot be listed", e);
        }
    }

    @Override
    public String folder() {
        return "";
    }

    @Override
    public String glob() {
        return ConnectorList.FILE;
    }

    /** The file itself is what counts, and is looked at each second; here only its faults are told. */
    @Override
    public void accept(String name, Path file) throws FileProblemException {
        check(name, file);
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        Map<String, Feature> shipped = shipped();
        try {
            Map<Integer, String> names = ConnectorList.names(file);
            for (Map.Entry<Integer, String> line : names.entrySet()) {
                if (!shipped.containsKey(line.getValue())) {
                    throw new FileProblemException(
                            line.getKey(),
                            "there is no connector of that name in this hub",
                            "name one of " + String.join(", ", shipped.keySet())
                                    + "; one that came as a KAR file needs no line");
                }
            }
            return "on: " + String.join(", ", new TreeSet<>(names.values()));
        } catch (IOException e) {
            throw new FileProblemException(0, "it cannot be read as text", "write it in UTF-8");
        }
    }

    @Override
    public void withdraw(String name) {
        // without the list, what connections need is on
    }
}
