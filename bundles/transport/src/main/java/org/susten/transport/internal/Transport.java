// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.susten.camel.CamelContexts;
import org.susten.engine.Alerts;
import org.susten.engine.Arrivals;
import org.susten.engine.Connections;
import org.susten.engine.Intake;
import org.susten.feeds.Deliveries;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;
import org.susten.files.Roads;
import org.susten.files.Secrets;
import org.susten.transport.door.Hosts;

/** The hub's Camel context with its routes, for as long as everything that they call is there. */
@Component(
        name = "org.susten.transport",
        immediate = true,
        service = {Connections.Listener.class, Deliveries.Listener.class, FileKind.class})
@Designate(ocd = Transport.Settings.class)
public final class Transport implements Connections.Listener, Deliveries.Listener, FileKind {

    /** What an operator may set. */
    @ObjectClassDefinition(name = "Transport")
    @interface Settings {
        @AttributeDefinition(
                description = "Hosts the hub may talk to: names, *.names; ranges for private addresses behind them")
        String[] hosts() default {};

        @AttributeDefinition(description = "Threads that map and stage the batches of one run")
        int threads() default 2;

        @AttributeDefinition(description = "Milliseconds until a partner who is not there is tried again at once")
        long redeliveryDelay() default 1000;
    }

    private static final long LOOK_MILLIS = 1000;

    private final ModelCamelContext context;
    private final Carrier carrier;
    private final RouteFiles routes;
    private final RouteBundles bundles;
    private final ServiceRegistration<CamelContext> registration;
    private final ServiceRegistration<Roads> roads;
    private final ScheduledExecutorService tidying = Executors.newSingleThreadScheduledExecutor();

    /** Starts the context with the routes of every connection and feed there is. */
    @Activate
    public Transport(
            BundleContext bundle,
            Settings settings,
            @Reference Intake intake,
            @Reference Arrivals arrivals,
            @Reference Alerts alerts,
            @Reference Connections connections,
            @Reference Deliveries deliveries,
            @Reference Secrets secrets,
            @Reference OperatorFiles files)
            throws Exception {
        Clock clock = Clock.systemUTC();
        Core core = new Core(intake, arrivals, deliveries, new Troubles(alerts, clock), clock);
        Hosts hosts = new Hosts(List.of(settings.hosts()));
        Line line = Line.lay(
                core,
                hosts,
                secrets,
                files.etc(),
                new Line.Pace(settings.threads(), settings.redeliveryDelay(), LOOK_MILLIS),
                RandomGenerator.getDefault(),
                name -> CamelContexts.create(bundle.getBundle(), name));
        context = line.context();
        carrier = line.carrier();
        routes = line.files();
        bundles = line.bundles();
        CamelContexts.within(context, () -> {
            context.start();
            return null;
        });
        connections.all().forEach(carrier::came);
        carrier.feeds(deliveries.feeds());
        Leftovers leftovers = new Leftovers(alerts, connections, deliveries, clock);
        tidying.scheduleWithFixedDelay(leftovers::look, 1, 1, TimeUnit.MINUTES);
        roads = bundle.registerService(Roads.class, hosts, null);
        registration = bundle.registerService(
                CamelContext.class, context, new Hashtable<>(Map.of("camel.context.name", context.getName())));
    }

    /** Takes up the routes of a bundle; bundles come and go at run time. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRoutes(ServiceReference<RoutesBuilder> reference, RoutesBuilder service) {
        bundles.came(name(reference), service);
    }

    void unbindRoutes(ServiceReference<RoutesBuilder> reference) {
        bundles.went(name(reference));
    }

    private static String name(ServiceReference<RoutesBuilder> reference) {
        return reference.getProperty(Constants.SERVICE_BUNDLEID) + "/" + reference.getProperty(Constants.SERVICE_ID);
    }

    @Deactivate
    void stop() throws Exception {
        tidying.shutdownNow();
        roads.unregister();
        registration.unregister();
        CamelContexts.within(context, () -> {
            context.close();
            return null;
        });
    }

    @Override
    public void came(Connections.Connection connection) {
        carrier.came(connection);
    }

    @Override
    public void went(String name) {
        carrier.went(name);
    }

    @Override
    public void feeds(List<String> ids) {
        carrier.feeds(ids);
    }

    @Override
    public String folder() {
        return routes.folder();
    }

    @Override
    public String glob() {
        return routes.glob();
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        routes.accept(name, file);
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        return routes.check(name, file);
    }

    @Override
    public void withdraw(String name) {
        routes.withdraw(name);
    }
}
