// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.susten.files.Secrets;
import org.susten.transport.door.TransportException;

/** Prepares a Camel context for the hub: our component, threads, templates, and secrets by name. */
final class HubContext {
    /** Never full: a run has at most one reading and a few batches in its queue. */
    private static final int QUEUE = 1000;

    private HubContext() {}

    static void prepare(
            ModelCamelContext context, SustenComponent component, Secrets secrets, int threads, long retryMillis)
            throws Exception {
        context.disableJMX();
        // a cache would hold files of people's data in memory, or in plain temporary files
        context.setStreamCaching(false);
        context.addComponent("susten", component);
        context.getCamelContextExtension().registerEndpointCallback(new StripHeaders());
        context.getShutdownStrategy().setTimeout(TurnTaker.PATIENCE_SECONDS);
        context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.getPropertiesComponent().addPropertiesFunction(new SecretByName(secrets));
        Properties properties = new Properties();
        properties.setProperty("susten.redeliveryDelay", Long.toString(retryMillis));
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getExecutorServiceManager().registerThreadPoolProfile(intake(threads));
        for (String template : new String[] {"intake", "delivery"}) {
            PluginHelper.getRoutesLoader(context).loadRoutes(template(template));
            // Camel reads a template's error handler but does not hand it to the routes made from it
            RouteDefinition route = context.getRouteTemplateDefinition(template).getRoute();
            route.setErrorHandlerFactory(route.getErrorHandler().getErrorHandlerType());
        }
    }

    /** Threads of each run: a batch is read only when one of them is free, so no more than a few are in memory. */
    private static ThreadPoolProfile intake(int threads) {
        ThreadPoolProfile profile = new ThreadPoolProfile("intake");
        profile.setPoolSize(threads);
        profile.setMaxPoolSize(threads);
        profile.setMaxQueueSize(QUEUE);
        profile.setKeepAliveTime(30L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    private static Resource template(String name) throws IOException {
        String file = name + ".yaml";
        try (InputStream in = HubContext.class.getResourceAsStream("/org/susten/transport/" + file)) {
            if (in == null) {
                throw new IOException(file + " is missing from the bundle");
            }
            return ResourceHelper.fromBytes(file, in.readAllBytes());
        }
    }

    /** {@code {{secret:name}}} in an operator's route. */
    private record SecretByName(Secrets secrets) implements PropertiesFunction {
        @Override
        public String getName() {
            return "secret";
        }

        @Override
        public String apply(String name) {
            return secrets.find(name)
                    .map(String::new)
                    .orElseThrow(() -> TransportException.settings(
                            "there is no such secret", "put it into a file in etc/secrets and write the file's name"));
        }
    }
}
