// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.engine.Connections.Disabled;
import org.susten.engine.connection.Wiring.Wired;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.Secrets;
import org.susten.governance.Agreements;
import org.susten.spi.Catalogue;

/**
 * Puts connections' files in force: checked, given to the connector as its configuration, and in force only once the connector
 * has come up with it. A file for a connector that is not installed is kept, and takes effect when the connector comes.
 */
@Component
public final class ConnectionFiles implements FileKind {

    private static final Logger log = LoggerFactory.getLogger(ConnectionFiles.class);
    /** Slices: three times as long as one connector that blocks can hold up the next, at its start and again where it is taken back. */
    private static final int PATIENCE = 150;

    private static final long SLICE = 100;

    private final ConfigurationAdmin configurations;
    private final ConnectionRegistry registry;
    private final ConnectorKeys keys;
    private final ConnectionRules rules;
    private final StartFailures failures;
    private final BundleContext context;
    private final BundleListener comes = this::bundleChanged;
    private volatile @Nullable Agreements agreements;
    /** Files whose connector is not there, by connection. */
    private final Map<String, ConnectionFile> waiting = new ConcurrentHashMap<>();
    /** Files that their connector has, by connection. */
    private final Map<String, ConnectionFile> given = new ConcurrentHashMap<>();

    /** On the hub's services. */
    @Activate
    public ConnectionFiles(
            BundleContext context,
            @Reference ConfigurationAdmin configurations,
            @Reference MetaTypeService metatype,
            @Reference ServiceComponentRuntime components,
            @Reference ConnectionRegistry registry,
            @Reference Secrets secrets) {
        this.context = context;
        this.configurations = configurations;
        this.registry = registry;
        this.keys = new ConnectorKeys(context, metatype);
        this.rules = new ConnectionRules(name -> exists(secrets, name), etc(context));
        this.failures = new StartFailures(components);
        context.addBundleListener(comes);
    }

    /** Asked of the framework, for the folder's own service waits for this one. */
    private static Path etc(BundleContext context) {
        String etc = context.getProperty("karaf.etc");
        return Path.of(etc == null ? "etc" : etc).toAbsolutePath().normalize();
    }

    private static boolean exists(Secrets secrets, String name) {
        Optional<char[]> secret = secrets.find(name);
        secret.ifPresent(characters -> Arrays.fill(characters, '\0'));
        return secret.isPresent();
    }

    @Deactivate
    public void close() {
        context.removeBundleListener(comes);
    }

    @Override
    public String folder() {
        return "";
    }

    @Override
    public String glob() {
        return ConnectionRegistry.PREFIX + "*.cfg";
    }

    /** Optional and dynamic: connections' files are read before agreements are. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindAgreements(Agreements known) {
        agreements = known;
    }

    void unbindAgreements(Agreements known) {
        if (agreements == known) {
            agreements = null;
        }
    }

    @Override
    public List<FileProblemException.Problem> doubts(String name) {
        String connection = name.replaceFirst(".*?-", "").replaceFirst("\\.cfg$", "");
        return registry.wired(connection).stream()
                .flatMap(wired -> Stream.concat(unknownAgreement(wired).stream(), sameSite(wired)))
                .toList();
    }

    private Optional<FileProblemException.Problem> unknownAgreement(Wired wired) {
        Agreements known = agreements;
        String id = Options.of(wired.connection().settings()).agreement();
        return known == null || id.isEmpty() || known.find(id).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new FileProblemException.Problem(
                                0,
                                "agreement=" + id + " is the name of no agreement in etc/agreements",
                                "correct it: what arrives until then is kept for that name only, and goes with no other agreement"));
    }

    /** Others whose rows have the same ids: one source's snapshot would close what the other sent. */
    private Stream<FileProblemException.Problem> sameSite(Wired wired) {
        Catalogue own = wired.connection().catalogue();
        Set<String> streams = own.streams().stream().map(Catalogue.Stream::name).collect(Collectors.toSet());
        return registry.all().stream()
                .filter(other -> !other.name().equals(wired.connection().name())
                        && other.catalogue().id().equals(own.id())
                        && registry.wired(other.name())
                                .filter(their -> their.site().equals(wired.site()))
                                .isPresent()
                        && other.catalogue().streams().stream().anyMatch(stream -> streams.contains(stream.name())))
                .map(other -> new FileProblemException.Problem(
                        0,
                        "connection " + other.name() + " has the same site, " + wired.site()
                                + ": what is not in the files of one closes what the other sent",
                        "give each source a site of its own"));
    }

    @Override
    public void accept(String name, Path path) throws FileProblemException {
        try {
            put(ConnectionFile.read(name, path));
        } catch (FileProblemException e) {
            connection(name)
                    .filter(connection -> !registry.wanted(connection))
                    .ifPresent(connection -> registry.expect(new Disabled(
                            connection,
                            connector(name),
                            "its file is refused: " + e.problems().get(0).what())));
            throw e;
        }
    }

    /** The connection that a file is named for. */
    private static Optional<String> connection(String file) {
        String rest = file.substring(ConnectionRegistry.PREFIX.length(), file.length() - ".cfg".length());
        int hyphen = rest.indexOf('-');
        return hyphen < 0 ? Optional.empty() : Optional.of(rest.substring(hyphen + 1));
    }

    private static String connector(String file) {
        return file.substring(ConnectionRegistry.PREFIX.length(), file.indexOf('-'));
    }

    private void put(ConnectionFile file) throws FileProblemException {
        Optional<Map<String, SettingKind>> known = keys.of(file.pid());
        refuseTaken(file);
        rules.check(file, known);
        if (known.isEmpty()) {
            without(file);
            return;
        }
        registry.expect(new Disabled(file.name(), file.connector(), stopped(file)));
        waiting.remove(file.name());
        configure(file, known.get());
        given.put(file.name(), file);
    }

    private void without(ConnectionFile file) {
        registry.expect(new Disabled(
                file.name(),
                file.connector(),
                "connector " + file.connector() + " is not installed: bin/susten install " + file.connector()
                        + ", or its KAR file"));
        waiting.put(file.name(), file);
    }

    /** Whose rows are whose would be by chance. */
    private void refuseTaken(ConnectionFile file) throws FileProblemException {
        String other = connectorOf(file.name()).orElse(file.connector());
        if (!other.equals(file.connector())) {
            throw new FileProblemException(
                    0,
                    "there is a connection " + file.name() + " already, in etc/" + ConnectionRegistry.PREFIX + other
                            + '-' + file.name() + ".cfg",
                    "call one of them otherwise, behind the hyphen, or delete it");
        }
    }

    /** For which connector a file has the connection. */
    private Optional<String> connectorOf(String connection) {
        return Stream.of(waiting, given)
                .flatMap(files -> Stream.ofNullable(files.get(connection)))
                .map(ConnectionFile::connector)
                .findFirst();
    }

    public static String stopped(ConnectionFile file) {
        ConnectionFile.Setting mapping = file.settings().get("mapping");
        return mapping == null
                ? "connector " + file.connector() + " is not up: the hub's log says why"
                : "connector " + file.connector() + " is not up, or waits for its mapping: save etc/mappings/"
                        + mapping.value()
                        + ".yaml where it is missing, mend it where susten:files says that it is refused; if it is"
                        + " neither, the hub's log says why";
    }

    /**
     * Gives the settings to the connector and waits until it has come up with them; where it does not, the former ones again. A
     * connector that is only late with its first ones is left to come.
     */
    private void configure(ConnectionFile file, Map<String, SettingKind> known) throws FileProblemException {
        try {
            Configuration configuration = configurations.getFactoryConfiguration(file.pid(), file.name(), "?");
            Dictionary<String, Object> before = configuration.getProperties();
            String revision = give(configuration, file, known);
            if (!comesUp(file, revision)) {
                if (before == null && failures.late(file.pid(), file.name())) {
                    // There is nothing to go back to: its connection comes up whenever its connector does.
                    return;
                }
                String why = failures.of(file.pid(), file.name());
                restore(configuration, before);
                throw new FileProblemException(
                        file.line(StartFailures.keyIn(why, file.settings().keySet())),
                        "connector " + file.connector() + " does not start with these settings: " + why,
                        "correct the settings; the connector's README lists them");
            }
        } catch (IOException e) {
            throw new FileProblemException(
                    0, "the settings could not be kept: " + e.getClass().getSimpleName(), "make room on the disk");
        }
    }

    private static String give(Configuration configuration, ConnectionFile file, Map<String, SettingKind> known)
            throws IOException {
        String revision = Digests.of(file.settings().entrySet().stream()
                .map(setting -> setting.getKey() + '=' + setting.getValue().value())
                .sorted()
                .toList());
        Dictionary<String, Object> properties = new Hashtable<>(ConnectionRules.typed(file, known));
        properties.put(ConnectionRegistry.NAME, file.name());
        properties.put(ConnectionRegistry.REVISION, revision);
        configuration.updateIfDifferent(properties);
        return revision;
    }

    /** Waits some seconds, and no longer than until the connector has refused. */
    private boolean comesUp(ConnectionFile file, String revision) {
        for (int i = 0; i < PATIENCE; i++) {
            if (registry.await(file.name(), revision, SLICE)) {
                return true;
            }
            if (Thread.currentThread().isInterrupted() || failures.refused(file.pid(), file.name(), revision)) {
                return false;
            }
        }
        return false;
    }

    private static void restore(Configuration configuration, @Nullable Dictionary<String, Object> before)
            throws IOException {
        if (before == null) {
            configuration.delete();
        } else {
            configuration.update(before);
        }
    }

    @Override
    public String check(String name, Path path) throws FileProblemException {
        ConnectionFile file = ConnectionFile.read(name, path);
        Optional<Map<String, SettingKind>> known = keys.of(file.pid());
        refuseTaken(file);
        rules.check(file, known);
        return registry.wired(file.name())
                .map(wired -> change(wired.connection().settings(), file))
                .orElse("adds connection " + file.name()
                        + (known.isPresent()
                                ? ""
                                : ", disabled until connector " + file.connector() + " is there: bin/susten install "
                                        + file.connector() + ", or its KAR file"));
    }

    private static String change(Map<String, String> before, ConnectionFile file) {
        TreeSet<String> changed = new TreeSet<>();
        file.settings().forEach((key, setting) -> {
            if (!setting.value().equals(before.get(key))) {
                changed.add(key);
            }
        });
        before.keySet().stream()
                .filter(key -> !file.settings().containsKey(key))
                .forEach(changed::add);
        return changed.isEmpty()
                ? "changes nothing"
                : "changes " + String.join(", ", changed) + " of connection " + file.name();
    }

    @Override
    public void withdraw(String name) {
        Optional<String> called = connection(name);
        if (called.isEmpty()
                || !connectorOf(called.get()).orElse(connector(name)).equals(connector(name))) {
            return;
        }
        String connection = called.get();
        waiting.remove(connection);
        given.remove(connection);
        registry.forget(connection);
        try {
            configurations
                    .getFactoryConfiguration(ConnectionRegistry.PREFIX + connector(name), connection, "?")
                    .delete();
        } catch (IOException e) {
            throw new UncheckedIOException("the settings could not be removed", e);
        }
    }

    /**
     * A connector may have come for a file that waits for it. The file is in force already, so nothing is taken back: what else
     * the connector needs, its mapping for example, may come later than its bundle.
     */
    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPED && context.getBundle(0).getState() == Bundle.ACTIVE) {
            // While the hub itself ends, connectors are where they were.
            given.values().stream()
                    .filter(file -> keys.of(file.pid()).isEmpty() && given.remove(file.name(), file))
                    .forEach(this::without);
        }
        if (event.getType() != BundleEvent.STARTED) {
            return;
        }
        for (ConnectionFile file : waiting.values()) {
            Optional<Map<String, SettingKind>> known = keys.of(file.pid());
            if (known.isPresent() && waiting.remove(file.name(), file)) {
                try {
                    rules.check(file, known);
                    registry.expect(new Disabled(file.name(), file.connector(), stopped(file)));
                    give(configurations.getFactoryConfiguration(file.pid(), file.name(), "?"), file, known.get());
                    given.put(file.name(), file);
                } catch (IOException e) {
                    throw new UncheckedIOException("the settings could not be kept", e);
                } catch (FileProblemException e) {
                    FileProblemException.Problem problem = e.problems().get(0);
                    registry.expect(new Disabled(file.name(), file.connector(), problem.said()));
                    log.warn("connection {} is not up: {}", file.name(), problem.what());
                }
            }
        }
    }
}
