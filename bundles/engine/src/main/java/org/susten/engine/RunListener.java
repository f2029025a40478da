// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import org.osgi.annotation.versioning.ConsumerType;

/** Told, after the fact and in the hub's own thread, that a run reached a state. Register as a service; be quick. */
@ConsumerType
public interface RunListener {

    /** The run is now in this state. */
    void reached(Run run);
}
