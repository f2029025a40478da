// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;

/**
 * Offers a connector while its mapping is in force, with the connection's own properties, and a new one each time the mapping
 * changes; a run that has begun ends with the one it began with. A component makes one when it is activated and closes it when it
 * is deactivated.
 */
public final class MappedConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MappedConnection.class);

    private final BundleContext bundle;
    private final Dictionary<String, Object> properties;
    private final String name;
    private final Function<RowMapping, Connector> make;
    private final RowMappings.Following following;

    /** Guarded by this. */
    private @Nullable ServiceRegistration<Connector> offered;

    /** Guarded by this. */
    private boolean closed;

    /**
     * Follows a mapping.
     *
     * @param bundle the connector's bundle
     * @param properties the component's properties, by which the hub knows the connection
     * @param mappings where mappings come from
     * @param mapping the mapping's name
     * @param system the connector's id
     * @param site the connection's site
     * @param make makes the connector; it may refuse a mapping that is not for it by a {@link ConnectorException}
     * @param etc the folder of the operator's files
     * @throws IllegalStateException where there is no file of that mapping; one that is there may yet come into force, for the hub is
     *     starting, or somebody is correcting it
     */
    public MappedConnection(
            BundleContext bundle,
            Map<String, Object> properties,
            RowMappings mappings,
            String mapping,
            String system,
            String site,
            Function<RowMapping, Connector> make,
            Path etc) {
        this.bundle = bundle;
        this.properties = new Hashtable<>(properties);
        this.name = mapping;
        this.make = make;
        this.following = mappings.follow(mapping, system, site, new Offering());
        String file = "mappings/" + mapping + ".yaml";
        if (!isOffered() && !Files.exists(etc.resolve(file))) {
            close();
            throw new IllegalStateException("mapping " + mapping + " is not there: save etc/" + file);
        }
    }

    private synchronized boolean isOffered() {
        return offered != null;
    }

    @Override
    public void close() {
        following.close();
        synchronized (this) {
            closed = true;
            withdraw(offered);
            offered = null;
        }
    }

    private static void withdraw(@Nullable ServiceRegistration<Connector> registration) {
        if (registration != null) {
            registration.unregister();
        }
    }

    /** What the mapping's news do. */
    private final class Offering implements RowMappings.Follower {

        @Override
        public void inForce(RowMapping mapping) {
            synchronized (MappedConnection.this) {
                if (closed) {
                    return;
                }
                try {
                    ServiceRegistration<Connector> before = offered;
                    offered = bundle.registerService(Connector.class, make.apply(mapping), properties);
                    withdraw(before);
                } catch (ConnectorException e) {
                    without(Level.WARN, String.valueOf(e.getMessage()));
                }
            }
        }

        /** While the hub starts, mappings come after the connections that name them: only one that was there is missed. */
        @Override
        public void absent(String why) {
            without(isOffered() ? Level.WARN : Level.INFO, why);
        }

        private void without(Level level, String why) {
            log.atLevel(level).log("a connection waits for its mapping {}: {}", name, why);
            synchronized (MappedConnection.this) {
                withdraw(offered);
                offered = null;
            }
        }
    }
}
