// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.Set;

/**
 * A partner that has shown who it is.
 *
 * @param feed the feed it may ask for, whose id is the client's
 * @param scopes words of the scopes it has
 */
record Caller(String feed, Set<String> scopes) {

    /** Keeps its own copy. */
    Caller {
        scopes = Set.copyOf(scopes);
    }
}
