// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.lang.reflect.InvocationTargetException;
import java.util.Hashtable;
import java.util.Map;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.ops4j.pax.exam.TestContainerException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Runs a test's method inside the framework, as {@link FrameworkExtension} asks for it. Pax Exam's own invokers want tests of JUnit 4 or
 * TestNG.
 */
public final class Inside implements BundleActivator, ProbeInvokerFactory {

    static final String NAME = "susten";

    @Override
    public void start(BundleContext context) {
        context.registerService(ProbeInvokerFactory.class, this, new Hashtable<>(Map.of("driver", NAME)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes back what was registered.
    }

    /** Of one test: {@code class;method}. */
    @Override
    public ProbeInvoker createProbeInvoker(Object context, String test) {
        Bundle bundle = ((BundleContext) context).getBundle();
        String[] parts = test.split(";");
        return arguments -> run(bundle, parts[0], parts[1]);
    }

    private static void run(Bundle bundle, String type, String method) {
        try {
            var constructor = bundle.loadClass(type).getDeclaredConstructor();
            constructor.setAccessible(true);
            var test = constructor.getDeclaringClass().getDeclaredMethod(method);
            test.setAccessible(true);
            test.invoke(constructor.newInstance());
        } catch (InvocationTargetException e) {
            // What goes back may be of a class that is known in here alone.
            AssertionError failed = new AssertionError(e.getCause().toString());
            failed.setStackTrace(e.getCause().getStackTrace());
            throw failed;
        } catch (ReflectiveOperationException e) {
            throw new TestContainerException(e);
        }
    }
}
