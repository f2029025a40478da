// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Unpacks the shipped archive for the class, starts it with {@code bin/susten start} on ports of its own, and stops it. Tests
 * take the {@link Hub} as a parameter. Nothing is added to the hub: what runs here is what is shipped.
 */
final class HubExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(HubExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path home = Path.of(
                System.getProperty("susten.work"),
                context.getRequiredTestClass().getSimpleName());
        Path archive = Path.of(System.getProperty("susten.distribution"));
        Files.createDirectories(home);
        Hub.run(home, List.of("sh", "-c", "rm -rf ./* && tar -xzf '" + archive + "' --strip-components 1"))
                .succeeds();
        int http = freePort();
        configure(home.resolve("etc/org.susten.rest.cfg"), Map.of("httpPort", http, "httpsPort", freePort()));
        configure(home.resolve("etc/org.apache.karaf.shell.cfg"), Map.of("sshPort", freePort()));
        Hub hub = new Hub(home, http);
        context.getStore(NAMESPACE).put(Hub.class, hub);
        hub.susten("start").succeeds();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Hub hub = context.getStore(NAMESPACE).get(Hub.class, Hub.class);
        if (hub != null) {
            hub.susten("stop").succeeds();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Hub.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Hub.class, Hub.class);
    }

    /** Sets keys that the file already has, as an operator would with an editor. */
    static void configure(Path file, Map<String, Integer> values) throws IOException {
        String text = Files.readString(file);
        for (Map.Entry<String, Integer> value : values.entrySet()) {
            text = text.replaceAll("(?m)^" + value.getKey() + " *=.*$", value.getKey() + " = " + value.getValue());
        }
        Files.writeString(file, text);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
