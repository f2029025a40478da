// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** Stands still until it is told. */
final class MovingClock extends Clock {
    Instant now = Instant.parse("2026-10-01T16:00:00Z");

    @Override
    public ZoneId getZone() {
        return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
