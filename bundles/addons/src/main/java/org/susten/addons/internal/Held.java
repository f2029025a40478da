// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.util.Map;
import java.util.Set;

/** The hub's own connectors, which lie ready, by name. */
interface Held {

    /** What each reads, by its name. */
    Map<String, String> titles();

    /** Those that run. */
    Set<String> running();

    /** Those that are meant to run, because they were turned on and not off since. */
    Set<String> required();

    /**
     * Turns some on or off, all or none; those that are on already are tried again where they do not run.
     *
     * @throws FailedException saying why not
     */
    void turn(Set<String> names, boolean on) throws FailedException;

    /** It could not be done. */
    final class FailedException extends Exception {

        private static final long serialVersionUID = 1L;

        FailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
