// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.engine.Connections.Connection;
import org.susten.engine.Connections.Disabled;
import org.susten.engine.Connections.Listener;
import org.susten.spi.Connector;
import org.susten.spi.Trace;

/**
 * The connectors that are up, each configured for one connection; they come and go at run time, hence the dynamic references.
 * Depends on nothing, so that files can be put in force before the database answers.
 */
@Component(service = {Wiring.class, ConnectionRegistry.class})
public final class ConnectionRegistry implements Wiring {

    public static final String PREFIX = "org.susten.connector.";
    public static final String NAME = "connection.name";
    static final String REVISION = "connection.revision";

    private static final Logger log = LoggerFactory.getLogger(ConnectionRegistry.class);

    /** Less than the file of the next connection waits for its own. */
    private static final long START_MILLIS = 5_000;

    private static final String SLOW =
            "its connector has begun to start and does not come to an end. Hub operator: see whether"
                    + " what its file names answers; if it does, this is for the connector's author";

    private final Function<ServiceReference<Connector>, @Nullable Connector> made;
    private final Map<String, Up> up = new ConcurrentSkipListMap<>();
    /** The starts of all connectors that ask to be connections, over or not. */
    private final Map<ServiceReference<Connector>, FutureTask<?>> starts = new ConcurrentHashMap<>();

    private final ExecutorService starting = Executors.newCachedThreadPool(ConnectorThreads::starting);
    private final Map<String, Disabled> expected = new ConcurrentSkipListMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private record Up(Wired wired, String revision, ServiceReference<Connector> reference) {}

    /** Empty at first. */
    @Activate
    public ConnectionRegistry(BundleContext context) {
        this(context::getService);
    }

    /** {@code made}: the connector behind a reference, made if need be; null where it has refused. */
    public static ConnectionRegistry of(Function<ServiceReference<Connector>, @Nullable Connector> made) {
        return new ConnectionRegistry(made);
    }

    private ConnectionRegistry(Function<ServiceReference<Connector>, @Nullable Connector> made) {
        this.made = made;
    }

    @Deactivate
    public void close() {
        starting.shutdownNow();
    }

    /**
     * A connector is made by whoever asks for it first: in a thread of its own, for the one that comes here configures all the
     * others too, and a connector may never be done. Where it is late, its connection comes up late.
     */
    @Reference(service = Connector.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindConnector(ServiceReference<Connector> reference) {
        // Only what a connection's file asked for is a connection.
        if (!(reference.getProperty(NAME) instanceof String name)) {
            return;
        }
        FutureTask<?> start = new FutureTask<>(() -> start(name, reference), null);
        starts.put(reference, start);
        starting.execute(start);
        try {
            start.get(START_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.error("connection {} is not up: {}", name, SLOW);
        } catch (ExecutionException e) {
            log.error("connection {} is not up: its connector failed", name, Trace.bare(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(String name, ServiceReference<Connector> reference) {
        Connector connector = made.apply(reference);
        if (connector != null) {
            Map<String, Object> properties = new HashMap<>();
            for (String key : reference.getPropertyKeys()) {
                properties.put(key, reference.getProperty(key));
            }
            came(name, connector, properties, reference);
        } // else it has refused its settings, and the component runtime knows why
    }

    private void came(
            String name, Connector connector, Map<String, Object> properties, ServiceReference<Connector> reference) {
        Map<String, String> settings = settings(properties);
        Connection connection = new Connection(
                name,
                String.valueOf(properties.get("service.factoryPid")).replace(PREFIX, ""),
                connector.catalogue(),
                settings.getOrDefault("arrive", ""),
                settings.getOrDefault("schedule", ""),
                settings);
        synchronized (starts) {
            if (!starts.containsKey(reference)) {
                // it took so long that nobody wants it any more
                return;
            }
            up.put(name, new Up(new Wired(connection, connector), String.valueOf(properties.get(REVISION)), reference));
            synchronized (this) {
                notifyAll();
            }
            listeners.forEach(listener -> listener.came(connection));
        }
        log.info("connection {} is up", name);
    }

    public void unbindConnector(ServiceReference<Connector> reference) {
        synchronized (starts) {
            FutureTask<?> start = starts.remove(reference);
            if (start != null) {
                start.cancel(true);
            }
            for (Map.Entry<String, Up> entry : up.entrySet()) {
                if (entry.getValue().reference().equals(reference) && up.remove(entry.getKey(), entry.getValue())) {
                    listeners.forEach(listener -> listener.went(entry.getKey()));
                    log.info("connection {} is gone", entry.getKey());
                }
            }
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindListener(Listener listener) {
        listeners.add(listener);
        all().forEach(listener::came);
    }

    void unbindListener(Listener listener) {
        listeners.remove(listener);
    }

    /** What the connection's file says, without what OSGi adds. */
    private static Map<String, String> settings(Map<String, Object> properties) {
        Map<String, String> settings = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (!key.startsWith("service.")
                    && !key.startsWith("component.")
                    && !key.startsWith("felix.")
                    && !key.startsWith("osgi.")
                    && !key.startsWith("connection.")
                    && !key.startsWith(".")
                    && !key.equals("objectClass")) {
                settings.put(key, text(value));
            }
        });
        return Map.copyOf(settings);
    }

    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            parts.add(String.valueOf(Array.get(value, i)));
        }
        return String.join(",", parts);
    }

    public List<Connection> all() {
        return up.values().stream().map(each -> each.wired().connection()).toList();
    }

    @Override
    public Optional<Wired> wired(String name) {
        return Optional.ofNullable(up.get(name)).map(Up::wired);
    }

    @Override
    public boolean wanted(String name) {
        return up.containsKey(name) || expected.containsKey(name);
    }

    /** A file asks for this connection; it is disabled, for this reason, while its connector is not up. */
    public void expect(Disabled connection) {
        expected.put(connection.name(), connection);
    }

    void forget(String name) {
        expected.remove(name);
    }

    /** What files ask for and is not up. */
    public List<Disabled> disabled() {
        return expected.values().stream()
                .filter(connection -> !up.containsKey(connection.name()))
                .map(connection -> starts(connection.name())
                        ? new Disabled(connection.name(), connection.connector(), SLOW)
                        : connection)
                .toList();
    }

    private boolean starts(String name) {
        return starts.entrySet().stream()
                .anyMatch(start -> name.equals(start.getKey().getProperty(NAME))
                        && !start.getValue().isDone());
    }

    /** Waits until a connection is up in this revision; false where that takes too long. */
    synchronized boolean await(String name, String revision, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (!isUp(name, revision)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isUp(String name, String revision) {
        Up found = up.get(name);
        return found != null && found.revision().equals(revision);
    }
}
