// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * A time to wait. It is over too when the clock says a time before it began: then the clock was set back, and nobody knows how much of
 * it has passed.
 */
record Pause(Instant began, Instant ends) {

    /** None. */
    static final Pause NONE = new Pause(Instant.MIN, Instant.MIN);

    static Pause from(Instant now, Duration length) {
        return new Pause(now, now.plus(length));
    }

    boolean over(Instant now) {
        return !now.isBefore(ends) || now.isBefore(began);
    }
}
