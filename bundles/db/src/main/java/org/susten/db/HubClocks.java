// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.time.Duration;
import java.time.Instant;

/** By how much the clocks of hubs that share a database may differ. */
public final class HubClocks {

    /** Hubs of one community differ by less. */
    public static final Duration TOLERANCE = Duration.ofMinutes(10);

    private HubClocks() {}

    /** The latest time that a hub can have written by now; what is later was written by a clock that has been set back since. */
    public static Instant latest(Instant now) {
        return now.plus(TOLERANCE);
    }
}
