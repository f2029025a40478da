// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import jakarta.servlet.Servlet;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.transport.http.DestinationRegistryImpl;
import org.apache.cxf.transport.http.HTTPTransportFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.susten.cxf.WebServices;

/** One bus for all; each service has a servlet of its own, so that it comes and goes without the others noticing. */
@Component
public final class CxfWebServices implements WebServices {
    private final BundleContext bundle;
    private final Bus bus;

    @Activate
    public CxfWebServices(BundleContext bundle) {
        this.bundle = bundle;
        this.bus = Loading.within(() -> BusFactory.newInstance().createBus());
        BusFactory.setThreadDefaultBus(null);
        bus.setProperty("skip.default.json.provider.registration", true);
    }

    @Deactivate
    void close() {
        bus.shutdown(true);
    }

    @Override
    public Hosted serve(String path, Description description, Collection<?> singletons) {
        HTTPTransportFactory transport = new HTTPTransportFactory(new DestinationRegistryImpl());
        Server server = Loading.within(
                () -> factory(path, description, singletons, transport).create());
        ServiceRegistration<Servlet> servlet =
                bundle.registerService(Servlet.class, new CxfServlet(transport.getRegistry(), bus), properties(path));
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                servlet.unregister();
                Loading.within(() -> {
                    server.destroy();
                    return server;
                });
            }
        };
    }

    private JAXRSServerFactoryBean factory(
            String path, Description description, Collection<?> singletons, HTTPTransportFactory transport) {
        List<Object> resources = new ArrayList<>();
        List<Object> providers = new ArrayList<>(List.of(Json.provider(), new Problems(), new Parameters()));
        for (Object singleton : singletons) {
            (singleton.getClass().isAnnotationPresent(Path.class) ? resources : providers).add(singleton);
        }
        resources.add(new OpenApiDocument(path, description, resources));
        JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
        factory.setBus(bus);
        factory.setDestinationFactory(transport);
        factory.setAddress("/");
        factory.setServiceBeans(resources);
        factory.setProviders(providers);
        return factory;
    }

    private static Hashtable<String, Object> properties(String path) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "org.susten.cxf" + path);
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, new String[] {path, path + "/*"});
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED, true);
        return properties;
    }
}
