// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/**
 * Routes that bundles bring as services. They may run code of their bundle, which was trusted when it was installed, but they pass
 * the gate of route files: ids of their own, and no endpoint that operators could not name. All of a service or nothing.
 */
final class RouteBundles {
    private static final Logger log = LoggerFactory.getLogger(RouteBundles.class);

    private static final Set<Class<?>> DYNAMIC = Set.of(
            ToDynamicDefinition.class,
            EnrichDefinition.class,
            PollEnrichDefinition.class,
            RecipientListDefinition.class,
            RoutingSlipDefinition.class,
            DynamicRouterDefinition.class);

    private final ModelCamelContext context;
    private final EndpointPolicy endpoints;
    private final Carrier carrier;
    private final Troubles troubles;

    RouteBundles(ModelCamelContext context, EndpointPolicy endpoints, Carrier carrier, Troubles troubles) {
        this.context = context;
        this.endpoints = endpoints;
        this.carrier = carrier;
        this.troubles = troubles;
    }

    /** Puts a bundle's routes in force, or says in log and alert why not; {@code name} is of bundle and service. */
    void came(String name, RoutesBuilder service) {
        Exception failure = Attempt.failure(() -> accept(name, service));
        if (failure == null) {
            troubles.close("routes:" + name);
            return;
        }
        String why = TransportException.words(failure);
        log.error("Routes of {} are refused: {}", name, why);
        log.debug("Routes of {}", name, TransportException.bare(failure));
        troubles.open("routes:" + name, "Routes of " + name + " are refused, others run: " + why);
    }

    /** The service is gone, and with it its routes. */
    void went(String name) {
        carrier.withdraw(name);
        troubles.close("routes:" + name);
    }

    private void accept(String name, RoutesBuilder service) throws Exception {
        if (!(service instanceof RouteBuilder builder)) {
            throw TransportException.settings(
                    "the service is no RouteBuilder, so nobody can look into it before it runs",
                    "let it extend org.apache.camel.builder.RouteBuilder");
        }
        RoutesDefinition routes = builder.configureRoutes(context);
        Set<String> ids = new TreeSet<>();
        for (RouteDefinition route : routes.getRoutes()) {
            check(route, ids);
            handler(route.getErrorHandlerFactory());
        }
        handler(routes.getErrorHandlerFactory());
        List<ProcessorDefinition<?>> around = new ArrayList<>(routes.getOnExceptions());
        around.addAll(routes.getOnCompletions());
        around.addAll(routes.getIntercepts());
        around.addAll(routes.getInterceptFroms());
        around.addAll(routes.getInterceptSendTos());
        endpoints(around);
        if (ids.isEmpty()) {
            throw TransportException.settings("there is no route in it", "let configure() define one");
        }
        Exception failure = carrier.replace(name, ids, () -> {
            context.addRoutes(builder);
            return name;
        });
        if (failure != null) {
            throw failure;
        }
    }

    private void check(RouteDefinition route, Set<String> ids) {
        String id = route.hasCustomIdAssigned() ? route.getRouteId() : "";
        if (!RouteText.isId(id)) {
            throw TransportException.settings("a route has no id", "add .routeId(…) of letters, digits and hyphens");
        }
        if (!ids.add(id)) {
            throw TransportException.settings("route " + id + " is there twice", "give one of them another id");
        }
        String from = route.getInput().getEndpointUri();
        RouteText.checkPlace(id, from);
        endpoints.check(from, Map.of());
        endpoints(route.getOutputs());
    }

    /** Every step, however deep: what a message alone could lead to another address is refused, as it is in files. */
    private void endpoints(List<ProcessorDefinition<?>> steps) {
        for (ProcessorDefinition<?> step :
                ProcessorDefinitionHelper.filterTypeInOutputs(steps, ProcessorDefinition.class)) {
            if (step instanceof WireTapDefinition<?> tap) {
                endpoints.check(String.valueOf(tap.getUri()), Map.of());
            } else if (step instanceof SendDefinition<?> send) {
                endpoints.check(String.valueOf(send.getEndpointUri()), Map.of());
            } else if (DYNAMIC.stream().anyMatch(kind -> kind.isInstance(step))) {
                throw TransportException.settings(
                        "step " + step.getShortName() + " takes its address from a message",
                        "use to() or wireTap() with an address that is written out");
            }
        }
    }

    /** Where messages go that could not be handled. */
    private void handler(@Nullable ErrorHandlerFactory factory) {
        if (factory instanceof DeadLetterChannelDefinition letters) {
            endpoints.check(letters.getDeadLetterUri(), Map.of());
        }
    }
}
