// SPDX-License-Identifier: Apache-2.0
package org.susten.camel;

import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Makes Camel contexts for bundles.
 *
 * <p>A context finds components, languages and type converters first in the bundle that owns it, then in the Camel
 * bundle. Camel also looks through the thread's context class loader while routes are added, started and stopped, so
 * do those inside {@link #within}. All methods are thread-safe.
 */
public final class CamelContexts {
    private static final String BODY_IS_NOT_LOGGED = "-1";

    private CamelContexts() {}

    /**
     * Makes a context that is built but not started. It never logs a message body and keeps no copy of the original
     * message; its owner starts and stops it.
     *
     * @param owner whose classes and components come first
     * @param name unique within the framework; the context's name in logs and in JMX
     */
    public static ModelCamelContext create(Bundle owner, String name) {
        return create(owner.adapt(BundleWiring.class).getClassLoader(), name);
    }

    static ModelCamelContext create(ClassLoader owner, String name) {
        ClassLoader loader = new FirstOf(owner, CamelContexts.class.getClassLoader());
        try {
            return within(loader, () -> build(loader, name));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Camel context " + name + " cannot be built", e);
        }
    }

    /** Runs an action on this context with the class loader that it needs, and gives back what the action gives. */
    public static <T> T within(CamelContext context, Callable<T> action) throws Exception {
        return within(context.getApplicationContextClassLoader(), action);
    }

    private static ModelCamelContext build(ClassLoader loader, String name) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.setApplicationContextClassLoader(loader);
        context.getCamelContextExtension().setName(name);
        context.setManagementName(name);
        context.setAllowUseOriginalMessage(false);
        context.setLoadTypeConverters(true);
        context.getGlobalOptions().put(Exchange.LOG_DEBUG_BODY_MAX_CHARS, BODY_IS_NOT_LOGGED);
        context.build();
        return context;
    }

    private static <T> T within(ClassLoader loader, Callable<T> action) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
