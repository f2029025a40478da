// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.susten.engine.Alerts;
import org.susten.engine.Arrivals;
import org.susten.engine.Connections.Connection;
import org.susten.engine.Intake;
import org.susten.feeds.Deliveries;
import org.susten.files.Secrets;
import org.susten.transport.door.Hosts;

/** The shipped intake route in a Camel context of its own, for benchmarks; in the transport's package because its parts are. */
public final class PlainLine implements AutoCloseable {

    private static final long REDELIVERY_MILLIS = 1000;
    private static final long LOOK_MILLIS = 1000;

    private final ModelCamelContext context;
    private final Carrier carrier;

    /** Starts the intake route of one connection, with as many threads as given. */
    public PlainLine(
            Intake intake,
            Arrivals arrivals,
            Deliveries deliveries,
            Alerts alerts,
            Secrets secrets,
            Path etc,
            int threads)
            throws Exception {
        Clock clock = Clock.systemUTC();
        Line line = Line.lay(
                new Core(intake, arrivals, deliveries, new Troubles(alerts, clock), clock),
                new Hosts(List.of()),
                secrets,
                etc,
                new Line.Pace(threads, REDELIVERY_MILLIS, LOOK_MILLIS),
                RandomGenerator.getDefault(),
                PlainLine::context);
        context = line.context();
        context.start();
        carrier = line.carrier();
    }

    /** Lays the intake route of a connection; its files are brought by hand, not by a route. */
    public void connect(Connection connection) {
        carrier.came(new Connection(
                connection.name(), connection.connector(), connection.catalogue(), "", "", connection.settings()));
    }

    private static ModelCamelContext context(String name) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.getCamelContextExtension().setName(name);
        context.setApplicationContextClassLoader(PlainLine.class.getClassLoader());
        context.setAllowUseOriginalMessage(false);
        context.build();
        return context;
    }

    @Override
    public void close() {
        context.stop();
    }
}
