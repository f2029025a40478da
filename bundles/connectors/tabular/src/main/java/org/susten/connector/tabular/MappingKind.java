// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.susten.files.FileProblemException;
import org.susten.spi.Connector;

/**
 * A connector that is made of a bundle's mappings. Its connections name one of them; a mapping of that name in {@code etc/mappings}
 * comes before the bundle's, so that a site can adjust it.
 */
final class MappingKind implements ManagedServiceFactory, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MappingKind.class);
    private static final String PREFIX = "org.susten.connector.";

    private final BundleContext context;
    private final String kind;
    private final MappingSet set;
    private final Mappings operators;
    private final ServiceRegistration<ManagedServiceFactory> registration;

    /** By PID; guarded by this. */
    private final Map<String, Connection> connections = new HashMap<>();

    MappingKind(BundleContext context, String kind, MappingSet set, Mappings operators) {
        this.context = context;
        this.kind = kind;
        this.set = set;
        this.operators = operators;
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("service.pid", PREFIX + kind);
        this.registration = context.registerService(ManagedServiceFactory.class, this, properties);
    }

    @Override
    public String getName() {
        return "Mappings of " + kind;
    }

    @Override
    public void updated(String pid, Dictionary<String, ?> settings) throws ConfigurationException {
        String site = setting(settings, "site");
        String mapping = setting(settings, "mapping");
        if (mapping.isEmpty() && set.names().size() == 1) {
            mapping = set.names().get(0);
        }
        if (site.isEmpty()) {
            throw refused("site", "must be a short name of the site");
        }
        if (!set.names().contains(mapping) && !operators.names().contains(mapping)) {
            throw refused("mapping", "must be one of " + String.join(", ", set.names()) + ", or one in etc/mappings");
        }
        Hashtable<String, Object> properties = new Hashtable<>();
        for (String key : java.util.Collections.list(settings.keys())) {
            properties.put(key, settings.get(key));
        }
        Connection next = new Connection(mapping, site, properties);
        Connection before;
        synchronized (this) {
            before = connections.put(pid, next);
        }
        operators.follow(mapping, next);
        if (before != null) {
            before.close();
        }
    }

    private ConfigurationException refused(String key, String why) {
        log.error("a connection of {} does not start: {} {}", kind, key, why);
        return new ConfigurationException(key, why);
    }

    private static String setting(Dictionary<String, ?> settings, String key) {
        Object value = settings.get(key);
        return value == null ? "" : value.toString().strip();
    }

    @Override
    public void deleted(String pid) {
        Connection connection;
        synchronized (this) {
            connection = connections.remove(pid);
        }
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void close() {
        registration.unregister();
        Map<String, Connection> all;
        synchronized (this) {
            all = new HashMap<>(connections);
            connections.clear();
        }
        all.values().forEach(Connection::close);
    }

    /** One connection; offers a new connector whenever its mapping changes. */
    private final class Connection implements Mappings.Follower, AutoCloseable {
        private final String mapping;
        private final String site;
        private final Dictionary<String, Object> properties;
        private @Nullable ServiceRegistration<Connector> offered;
        private boolean closed;

        Connection(String mapping, String site, Dictionary<String, Object> properties) {
            this.mapping = mapping;
            this.site = site;
            this.properties = properties;
        }

        @Override
        public void inForce(Mappings.Source source) {
            try {
                offer(new TabularConnector(source.compile(kind, site)));
            } catch (FileProblemException e) {
                without(Level.WARN, String.valueOf(e.getMessage()));
            }
        }

        /** While the hub starts, mappings come after the connections that name them: only one that was there is missed. */
        @Override
        public void absent(String why) {
            without(isOffered() ? Level.WARN : Level.INFO, why);
        }

        private void without(Level level, String why) {
            if (set.names().contains(mapping)) {
                offer(set.connector(mapping, site));
            } else {
                log.atLevel(level).log("connection to {} waits for its mapping: {}", site, why);
                offer(null);
            }
        }

        private synchronized boolean isOffered() {
            return offered != null;
        }

        private synchronized void offer(@Nullable Connector connector) {
            ServiceRegistration<Connector> before = offered;
            offered = closed || connector == null
                    ? null
                    : context.registerService(Connector.class, connector, properties);
            if (before != null) {
                before.unregister();
            }
        }

        @Override
        public void close() {
            operators.leave(mapping, this);
            synchronized (this) {
                closed = true;
                offer(null);
            }
        }
    }
}
