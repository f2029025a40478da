// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import java.util.function.Supplier;

/** CXF and swagger look for their extensions through the thread's context class loader, which must be this bundle's. */
final class Loading {
    static final ClassLoader LOADER = Loading.class.getClassLoader();

    private Loading() {}

    static <T> T within(Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(LOADER);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
