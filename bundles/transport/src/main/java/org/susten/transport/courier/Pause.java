// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.time.Duration;
import java.time.Instant;

/**
 * A time to wait. It is over too when the clock says a time before it began: then the clock was set back, and nobody knows how much of
 * it has passed.
 */
public record Pause(Instant began, Instant ends) {

    /** None. */
    public static final Pause NONE = new Pause(Instant.MIN, Instant.MIN);

    /** One that begins now. */
    public static Pause from(Instant now, Duration length) {
        return new Pause(now, now.plus(length));
    }

    /** Whether it is; where the clock went back behind its beginning, too. */
    public boolean over(Instant now) {
        return !now.isBefore(ends) || now.isBefore(began);
    }
}
