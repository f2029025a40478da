// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import org.susten.cxf.ProblemException;
import org.susten.identity.IdentityException;

/** What the index cannot do, as HTTP says it. */
final class Unasked {

    private Unasked() {}

    static ProblemException of(IdentityException e) {
        return new ProblemException(
                e.kind() == IdentityException.Kind.UNKNOWN ? 404 : 409, String.valueOf(e.getMessage()));
    }
}
