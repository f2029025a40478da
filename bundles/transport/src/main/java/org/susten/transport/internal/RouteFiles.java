// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.susten.camel.CamelContexts;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/**
 * Operators' own routes, {@code etc/routes/*.yaml}: read by us, then built by Camel in a context that is thrown away, and only
 * then put in the place of what the same file said before. A bad file changes nothing.
 */
final class RouteFiles implements FileKind {
    private static final long LARGEST = 1 << 20;

    private final ModelCamelContext context;
    private final Scratch scratch;
    private final EndpointPolicy endpoints;
    private final Carrier carrier;

    /** Makes a context like the hub's, not started. */
    @FunctionalInterface
    interface Scratch {
        ModelCamelContext create() throws Exception;
    }

    RouteFiles(ModelCamelContext context, Scratch scratch, EndpointPolicy endpoints, Carrier carrier) {
        this.context = context;
        this.scratch = scratch;
        this.endpoints = endpoints;
        this.carrier = carrier;
    }

    @Override
    public String folder() {
        return "routes";
    }

    @Override
    public String glob() {
        return "*.yaml";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        byte[] text = bytes(file);
        RouteText routes = read(name, text);
        Exception failure = carrier.replace(name, routes.ids(), () -> {
            load(context, name, text);
            return name;
        });
        if (failure != null) {
            throw new FileProblemException(
                    0,
                    "Camel does not start these routes: " + TransportException.words(failure),
                    "the former ones stay in force");
        }
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        return "routes "
                + String.join(", ", new TreeSet<>(read(name, bytes(file)).ids()));
    }

    @Override
    public void withdraw(String name) {
        carrier.withdraw(name);
    }

    private RouteText read(String name, byte[] text) throws FileProblemException {
        RouteText routes = new RouteText(endpoints);
        routes.read(new String(text, StandardCharsets.UTF_8));
        if (!routes.problems().isEmpty()) {
            throw new FileProblemException(routes.problems());
        }
        Exception failure = Attempt.failure(() -> {
            carrier.checkFree(name, routes.ids());
            build(name, text);
        });
        if (failure != null) {
            throw new FileProblemException(
                    0, "Camel does not take it: " + TransportException.words(failure), "correct it");
        }
        return routes;
    }

    /** Lets Camel make everything but start nothing. */
    private void build(String name, byte[] text) throws Exception {
        ModelCamelContext trial = scratch.create();
        trial.setAutoStartup(false);
        CamelContexts.within(trial, () -> {
            try {
                load(trial, name, text);
                trial.start();
            } finally {
                trial.stop();
            }
            return name;
        });
    }

    private static void load(ModelCamelContext into, String name, byte[] text) throws Exception {
        Resource resource = ResourceHelper.fromBytes(name, text);
        for (RoutesBuilder routes :
                List.copyOf(PluginHelper.getRoutesLoader(into).findRoutesBuilders(resource))) {
            into.addRoutes(routes);
        }
    }

    private static byte[] bytes(Path file) throws FileProblemException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new FileProblemException(0, "the file is larger than 1 MiB", "split it");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new FileProblemException(0, "the file cannot be read", "check its permissions");
        }
    }
}
