// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.nio.file.Files;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;
import org.susten.spi.Connector;

/**
 * One configured connection. It offers a connector, with the connection's own properties, while its mapping is in force, and a
 * new one each time the mapping or a crosswalk changes; whoever uses the old one may finish with it.
 */
@Component(
        name = "org.susten.connector.tabular",
        service = {},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TabularConnection.Config.class, factory = true)
public final class TabularConnection implements Mappings.Follower {

    private static final Logger log = LoggerFactory.getLogger(TabularConnection.class);

    /** Settings of one connection. */
    @ObjectClassDefinition(name = "Tabular connector", description = "Reads CSV and XLSX as a mapping file says")
    public @interface Config {

        /** Short name of the site. */
        @AttributeDefinition(description = "Short name of the site, recorded as provenance")
        String site();

        /** The mapping's name. */
        @AttributeDefinition(description = "Name of the mapping: etc/mappings/<name>.yaml")
        String mapping();
    }

    private final BundleContext bundle;
    private final Mappings mappings;
    private final String site;
    private final String mapping;
    private final Dictionary<String, Object> properties;

    /** Guarded by this. */
    private @Nullable ServiceRegistration<Connector> offered;

    /** Guarded by this. */
    private boolean closed;

    /**
     * Follows the mapping that the connection names.
     *
     * @throws IllegalStateException where there is no such file
     */
    @Activate
    public TabularConnection(
            BundleContext bundle,
            Config config,
            Map<String, Object> properties,
            @Reference Mappings mappings,
            @Reference OperatorFiles files) {
        this.bundle = bundle;
        this.mappings = mappings;
        this.site = config.site();
        this.mapping = config.mapping();
        this.properties = new Hashtable<>(properties);
        mappings.follow(mapping, this);
        // A file that is there may yet come into force: the hub is starting, or somebody is correcting it.
        if (!isOffered() && !Files.exists(files.etc().resolve("mappings/" + mapping + ".yaml"))) {
            mappings.leave(mapping, this);
            throw new IllegalStateException("mapping " + mapping + " is not there: save etc/mappings/" + mapping
                    + ".yaml, or use one of " + String.join(", ", mappings.names()));
        }
    }

    private synchronized boolean isOffered() {
        return offered != null;
    }

    @Override
    public synchronized void inForce(Mappings.Source source) {
        if (closed) {
            return;
        }
        try {
            Connector connector = new TabularConnector(source.compile(site));
            ServiceRegistration<Connector> before = offered;
            offered = bundle.registerService(Connector.class, connector, properties);
            withdraw(before);
        } catch (FileProblemException e) {
            without(Level.WARN, e.getMessage());
        }
    }

    /** While the hub starts, mappings come after the connections that name them: only one that was there is missed. */
    @Override
    public synchronized void absent(@Nullable String why) {
        without(offered == null ? Level.INFO : Level.WARN, why);
    }

    private void without(Level level, @Nullable String why) {
        log.atLevel(level).log("connection to {} waits for its mapping: {}", site, why);
        withdraw(offered);
        offered = null;
    }

    private static void withdraw(@Nullable ServiceRegistration<Connector> registration) {
        if (registration != null) {
            registration.unregister();
        }
    }

    @Deactivate
    void close() {
        mappings.leave(mapping, this);
        synchronized (this) {
            closed = true;
            withdraw(offered);
            offered = null;
        }
    }
}
