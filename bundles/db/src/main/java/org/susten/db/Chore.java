// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Work that a hub does by itself, again and again. Whoever provides one as a service has it done until the service goes, on a thread of its
 * own, one time after the other. Whatever it fails with is told in the log, and it is tried again.
 */
@ConsumerType
public interface Chore {

    /** The work, for the log: {@code deleting old raw input}. */
    String what();

    /** How long after its end it is done again. */
    Duration pause();

    /** How long after it came it is done for the first time. In a minute the files of a hub that starts are read. */
    default Duration first() {
        return Duration.ofMinutes(1);
    }

    /**
     * Does it once.
     *
     * @param now by the hub's clock
     */
    void look(Instant now);
}
