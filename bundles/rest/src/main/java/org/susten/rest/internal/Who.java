// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Who asks, for the record. */
final class Who {

    private Who() {}

    /** The name the gate let in. */
    static String name(SecurityContext context) {
        Principal principal = context.getUserPrincipal();
        if (principal == null) {
            throw new IllegalStateException("the gate lets nobody in without a name");
        }
        return principal.getName();
    }
}
