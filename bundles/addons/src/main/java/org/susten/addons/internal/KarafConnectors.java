// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.addons.AddonException;
import org.susten.addons.Addons;
import org.susten.addons.ShippedConnectors;
import org.susten.db.Background;
import org.susten.engine.Alerts;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles;

/**
 * The distribution's own connectors, and KAR files that {@code etc/connectors.list} names: what is wanted is on, and what is not is
 * off. Settled when the watcher of {@code etc} has found something else there, and where something is to be tried again.
 */
@Component(
        name = "org.susten.addons.connectors",
        service = {ShippedConnectors.class, FileKind.class},
        immediate = true)
public final class KarafConnectors implements ShippedConnectors, FileKind {

    private static final Logger log = LoggerFactory.getLogger(KarafConnectors.class);
    private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(5);

    private final Held held;
    private final ConnectorList list;
    private final ListedKars kars;
    private final Trials trials;
    private final Settlement settlement;
    private final LineProblems problems;
    private final @Nullable Background background;
    private final OperatorFiles.@Nullable Subscription subscription;
    private volatile @Nullable Alerts alerts;

    /** The list that is in force, by line; null until the watcher has read it. */
    private volatile @Nullable Map<Integer, String> lines;

    /** Whether the last look failed, so that one trouble is one line of the log. Guarded by this. */
    private boolean troubled;

    /** Connectors of this hub, once Karaf has booted. */
    @Activate
    public KarafConnectors(
            BundleContext framework,
            @Reference FeaturesService features,
            @Reference BootFinished booted,
            @Reference Addons addons,
            @Reference OperatorFiles files) {
        this(
                new KarafHeld(framework, features),
                addons,
                files.etc().toAbsolutePath().normalize(),
                Clock.systemUTC(),
                files);
    }

    /** For a test, which calls {@link #look} and {@link #again} itself where there are no files to watch. */
    KarafConnectors(Held held, Addons addons, Path etc, Clock clock, @Nullable OperatorFiles files) {
        this.held = held;
        this.list = new ConnectorList(etc);
        this.trials = new Trials(clock);
        this.kars = new ListedKars(etc, addons, trials);
        this.settlement = new Settlement(held, addons, list, kars, trials);
        this.problems = new LineProblems(held, addons, kars, trials);
        if (files == null) {
            this.background = null;
            this.subscription = null;
            return;
        }
        Background looking =
                Background.of("turning connectors on and off", BETWEEN_TRIALS, BETWEEN_TRIALS, this::again);
        this.background = looking;
        looking.execute(this::look);
        this.subscription = files.onChange(() -> looking.execute(this::look));
    }

    /** Alerts come with the database, for which no connector waits to be turned on. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bindAlerts(Alerts come) {
        alerts = come;
    }

    /** The database goes. */
    public void unbindAlerts(Alerts gone) {
        if (gone.equals(alerts)) {
            alerts = null;
        }
    }

    @Deactivate
    void stop() {
        if (subscription != null) {
            subscription.close();
        }
        if (background != null) {
            background.close();
        }
    }

    @Override
    public synchronized List<Shipped> all() {
        try {
            Set<String> listed = Set.copyOf(list.names().values());
            Map<String, List<String>> needed = list.needed();
            Set<String> running = new TreeSet<>(held.running());
            running.addAll(settlement.replaced());
            List<Shipped> all = new ArrayList<>();
            held.titles()
                    .forEach((name, title) -> all.add(new Shipped(
                            name,
                            title,
                            running.contains(name),
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
            trials.forget(Set.of(name));
            list.add(name);
            lines = list.names();
            settlement.settle(lines);
        } catch (IOException e) {
            throw unwritten(e);
        }
        String why = trials.why().get(name);
        if (why != null) {
            throw new AddonException(AddonException.Kind.FAILED, why);
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
            list.remove(name::equals);
            lines = list.names();
            settlement.settle(lines);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    @Override
    public synchronized void unlist(String addon) {
        try {
            list.remove(line -> ListedKars.isKar(line) && ListedKars.addon(line).equals(addon));
            lines = list.names();
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
        Set<String> known = held.titles().keySet();
        if (!known.contains(name)) {
            throw new AddonException(
                    AddonException.Kind.UNKNOWN,
                    "there is neither a KAR file nor a connector of this hub called " + name
                            + Nearest.to(name, known)
                                    .map(nearest -> "; did you mean " + nearest + "?")
                                    .orElse(".")
                            + " Connectors are " + String.join(", ", known));
        }
    }

    /** Something that failed is tried again when it is time, and a KAR that is another file now is installed. */
    synchronized void again() {
        Map<Integer, String> inForce = lines;
        if (trials.due() || settlement.changed() || inForce != null && kars.changed(inForce.values())) {
            look();
        }
        tell();
    }

    /** Settles, and tells one trouble once. */
    synchronized void look() {
        try {
            settlement.settle(lines);
            troubled = false;
        } catch (IOException | RuntimeException e) {
            if (!troubled) {
                log.error("connectors cannot be looked after now; tried again by itself", e);
            }
            troubled = true;
        }
    }

    private void tell() {
        Alerts open = alerts;
        if (open != null) {
            trials.tell(open);
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

    /** What is said of lines that cannot be meant is said as doubts: the others are in force all the same. */
    @Override
    public void accept(String name, Path file) throws FileProblemException {
        lines = read(file);
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        Map<Integer, String> read = read(file);
        problems.check(read);
        return "on: " + String.join(", ", new TreeSet<>(read.values()));
    }

    @Override
    public List<Problem> doubts(String name) {
        Map<Integer, String> inForce = lines;
        return inForce == null ? List.of() : problems.of(inForce);
    }

    private static Map<Integer, String> read(Path file) throws FileProblemException {
        try {
            return ConnectorList.names(file);
        } catch (IOException e) {
            throw new FileProblemException(0, "it cannot be read as text", "write it in UTF-8");
        }
    }

    /** Without the list, what connections need is on. */
    @Override
    public void withdraw(String name) {
        lines = Map.of();
    }
}
