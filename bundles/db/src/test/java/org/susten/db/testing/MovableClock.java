// SPDX-License-Identifier: Apache-2.0
package org.susten.db.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is moved, so that no test waits and none ends by a day's passing. Safe for any thread. */
public final class MovableClock extends Clock {

    private volatile Instant now;

    /** Noon of a Monday in the school year 2026. */
    public MovableClock() {
        this(Instant.parse("2026-10-05T12:00:00Z"));
    }

    /** Begins then. */
    public MovableClock(Instant now) {
        this.now = now;
    }

    /** Moves on, or back by a negative time. */
    public void forward(Duration by) {
        now = now.plus(by);
    }

    /** Moves to then. */
    public void set(Instant instant) {
        now = instant;
    }

    /** Moves to then, as in {@code 2026-10-05T12:00:00Z}. */
    public void set(String instant) {
        set(Instant.parse(instant));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
