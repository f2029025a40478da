// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.nio.file.Path;
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
        Hub hub = Hub.unpack(Path.of(
                System.getProperty("susten.work"),
                context.getRequiredTestClass().getSimpleName()));
        context.getStore(NAMESPACE).put(Hub.class, hub);
        hub.start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Hub hub = context.getStore(NAMESPACE).get(Hub.class, Hub.class);
        if (hub != null) {
            hub.stop();
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
}
