// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serial;
import org.apache.cxf.Bus;
import org.apache.cxf.transport.http.DestinationRegistry;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/** The door of one service. Its bus belongs to {@link CxfWebServices} and outlives it. */
final class CxfServlet extends CXFNonSpringServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    CxfServlet(DestinationRegistry registry, Bus bus) {
        super(registry, false);
        setBus(bus);
    }

    @Override
    protected void invoke(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Loading.LOADER);
        try {
            super.invoke(request, response);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Does nothing: when the HTTP server is reconfigured this very servlet is destroyed and used again, and CXF would shut down the bus. */
    @Override
    public void destroy() {}
}
