// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.Serial;

/** Thrown by a resource: the request cannot be done, for a reason that the caller may know. */
public final class ProblemException extends WebApplicationException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param status of HTTP, 400 to 599
     * @param detail what went wrong and what to do; sent to the caller as it is
     */
    public ProblemException(int status, String detail) {
        super(detail, Response.status(status).build());
    }
}
