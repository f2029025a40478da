// SPDX-License-Identifier: Apache-2.0
package org.susten.allowance;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The answer to whoever asks: let in until it is closed, or not, and when to ask again. */
public final class Admission implements AutoCloseable {

    private final String refusal;
    private final Duration wait;
    private final Runnable leave;
    private final AtomicBoolean left = new AtomicBoolean();

    private Admission(String refusal, Duration wait, Runnable leave) {
        this.refusal = refusal;
        this.wait = wait;
        this.leave = leave;
    }

    static Admission granted(Runnable leave) {
        return new Admission("", Duration.ZERO, leave);
    }

    static Admission refused(String refusal, Duration wait) {
        return new Admission(refusal, wait, () -> {});
    }

    /** Whether the request may go on. */
    public boolean granted() {
        return refusal.isEmpty();
    }

    /** Why not, for whoever asks; empty where it may. */
    public String refusal() {
        return refusal;
    }

    /** After how many whole seconds to ask again, as {@code Retry-After} has it. */
    public long retryAfterSeconds() {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    /** The request is answered. Closing it again changes nothing. */
    @Override
    public void close() {
        if (left.compareAndSet(false, true)) {
            leave.run();
        }
    }
}
