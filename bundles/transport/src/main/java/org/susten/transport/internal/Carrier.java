// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.camel.CamelContexts;
import org.susten.engine.Connections.Connection;
import org.susten.transport.door.Address;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/**
 * The routes of the hub's Camel context: two for a connection, one for a feed, and those of operators' files, which may take the
 * place of ours. What goes wrong with one route stays with it. Safe for any thread; one change at a time.
 */
final class Carrier {
    private static final Logger log = LoggerFactory.getLogger(Carrier.class);

    private static final String ARRIVAL = "arrive:";
    private static final String INTAKE = "intake:";

    private final ModelCamelContext context;
    private final ArrivalRoutes arrivals;
    private final Pulls pulls;
    private final Troubles troubles;
    /** How our own routes are made, by route id. Guarded by this. */
    private final Map<String, Callable<?>> own = new TreeMap<>();
    /** Address of each connection's files. Guarded by this. */
    private final Map<String, String> addresses = new TreeMap<>();
    /** Feeds that have a route. Guarded by this. */
    private final Set<String> feeds = new TreeSet<>();
    /** What operators' files define. Guarded by this. */
    private final Map<String, FileRoutes> files = new TreeMap<>();

    /** Routes of one file, and how they are made. */
    private record FileRoutes(Set<String> ids, Callable<?> add) {
        static final FileRoutes NONE = new FileRoutes(Set.of(), () -> "");
    }

    Carrier(ModelCamelContext context, ArrivalRoutes arrivals, Pulls pulls, Troubles troubles) {
        this.context = context;
        this.arrivals = arrivals;
        this.pulls = pulls;
        this.troubles = troubles;
    }

    /** A connection is there, or has new settings. */
    synchronized void came(Connection connection) {
        String name = connection.name();
        String intake = INTAKE + name;
        if (!own.containsKey(intake)) {
            put(intake, () -> template("intake", intake, "connection", name));
        }
        String before = addresses.put(name, connection.arrive());
        if (!connection.arrive().equals(before)) {
            leave(name, before);
            // what is uploaded comes through the hub's own door
            if (!connection.arrive().isBlank() && !connection.arrive().startsWith("upload:")) {
                arrive(name, connection.arrive());
            }
        }
    }

    private void arrive(String name, String address) {
        String id = ARRIVAL + name;
        put(id, () -> {
            for (Map.Entry<String, String> other : addresses.entrySet()) {
                if (context.getRoute(ARRIVAL + other.getKey()) != null && arrivals.share(other.getValue(), address)) {
                    throw TransportException.settings(
                            "connection " + other.getKey()
                                    + " takes the files of this folder already, and each would get some",
                            "give one of them another folder, or an include of its own");
                }
            }
            RouteBuilder route = arrivals.route(context, id, name, Address.arrival(address));
            context.addRoutes(route);
            return route;
        });
    }

    /** A connection is gone. */
    synchronized void went(String name) {
        leave(name, addresses.remove(name));
        drop(INTAKE + name);
    }

    /** Nothing is taken from there any more: what was wrong with it is over, and who waited for the folder gets it. */
    private void leave(String name, @Nullable String address) {
        drop(ARRIVAL + name);
        pulls.forget(name);
        troubles.close("arrival:" + name);
        troubles.close(Receive.subject(name));
        if (address != null) {
            addresses.forEach((other, theirs) -> {
                if (!other.equals(name)
                        && context.getRoute(ARRIVAL + other) == null
                        && arrivals.share(address, theirs)) {
                    arrive(other, theirs);
                }
            });
        }
    }

    /** These are the feeds now. */
    synchronized void feeds(List<String> now) {
        for (String feed : List.copyOf(feeds)) {
            if (!now.contains(feed)) {
                feeds.remove(feed);
                drop("delivery:" + feed);
            }
        }
        for (String feed : now) {
            if (feeds.add(feed)) {
                String id = "delivery:" + feed;
                put(id, () -> template("delivery", id, "feed", feed));
            }
        }
    }

    /** Puts an operator's routes in force in place of those the same file defined before; all, or none and why. */
    synchronized @Nullable Exception replace(String file, Set<String> ids, Callable<?> add) {
        checkFree(file, ids);
        FileRoutes before = files.getOrDefault(file, FileRoutes.NONE);
        before.ids().forEach(this::remove);
        ids.forEach(this::remove);
        Exception failure = Attempt.failure(() -> CamelContexts.within(context, add));
        if (failure != null) {
            ids.forEach(this::remove);
            Exception worse = Attempt.failure(() -> CamelContexts.within(context, before.add()));
            restore(ids, before.ids());
            if (worse != null) {
                failure.addSuppressed(worse);
            }
            return failure;
        }
        files.put(file, new FileRoutes(ids, add));
        restore(before.ids(), ids);
        return null;
    }

    /** The file is gone, and with it its routes; ours come back. */
    synchronized void withdraw(String file) {
        FileRoutes gone = files.remove(file);
        if (gone != null) {
            gone.ids().forEach(this::remove);
            restore(gone.ids(), Set.of());
        }
    }

    /** Refuses a route id that another file defines. */
    synchronized void checkFree(String file, Set<String> ids) {
        files.forEach((other, theirs) -> {
            for (String id : ids) {
                if (!other.equals(file) && theirs.ids().contains(id)) {
                    throw TransportException.settings(
                            "route " + id + " is defined in " + other + " too", "give one of them another id");
                }
            }
        });
    }

    private void restore(Set<String> ids, Set<String> except) {
        for (String id : ids) {
            Callable<?> route = own.get(id);
            if (route != null && !except.contains(id)) {
                install(id, route);
            }
        }
    }

    private void put(String id, Callable<?> route) {
        own.put(id, route);
        if (files.values().stream().noneMatch(f -> f.ids().contains(id))) {
            install(id, route);
        }
    }

    private void drop(String id) {
        own.remove(id);
        if (files.values().stream().noneMatch(f -> f.ids().contains(id))) {
            remove(id);
        }
    }

    private void install(String id, Callable<?> route) {
        Exception failure = Attempt.failure(() -> CamelContexts.within(context, route));
        if (failure == null) {
            log.info("Route {} is there", id);
            if (id.startsWith(INTAKE)) {
                troubles.close(id);
            } // of an arrival's route it is closed once the other side was reached, of a delivery's once nothing waits
            return;
        }
        remove(id);
        String why = TransportException.words(failure);
        log.warn("Route {} does not start: {}", id, why);
        log.debug("Route {}", id, TransportException.bare(failure));
        troubles.open(id.replaceFirst("^" + ARRIVAL, "arrival:"), "Route " + id + " does not start: " + why);
    }

    private String template(String template, String id, String parameter, String value) {
        return TemplatedRouteBuilder.builder(context, template)
                .routeId(id)
                .parameter(parameter, value)
                .add();
    }

    private void remove(String id) {
        if (context.getRouteDefinition(id) == null && context.getRoute(id) == null) {
            return;
        }
        Exception failure = Attempt.failure(() -> CamelContexts.within(context, () -> {
            context.getRouteController().stopRoute(id, TurnTaker.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!context.removeRoute(id)) {
                RouteDefinition left = context.getRouteDefinition(id);
                if (left != null) {
                    context.removeRouteDefinition(left);
                }
            }
            return null;
        }));
        if (failure != null) {
            log.warn("Route {} does not go: {}", id, TransportException.words(failure));
            log.debug("Route {}", id, TransportException.bare(failure));
        }
    }
}
