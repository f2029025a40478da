// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.susten.transport.door.TransportException;

/** The run or delivery a route has in hand: its steps pass through here, so that it can be stopped between two of them. */
final class InHand {
    /** Exchange property; copies of an exchange share it. */
    private static final String PROPERTY = "susten.inHand";

    private final String what;
    private final String id;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by lock. */
    private int steps;
    /** Why no further step is taken; empty while one may be. Guarded by lock. */
    private String over = "";
    /** Guarded by lock. */
    private @Nullable Throwable cause;

    private volatile String reached = "";

    /** A step. */
    @FunctionalInterface
    interface Step<T, E extends Exception> {
        T take() throws E;
    }

    InHand(String what, String id) {
        this.what = what;
        this.id = id;
    }

    static InHand of(Exchange exchange) {
        InHand inHand = exchange.getProperty(PROPERTY, InHand.class);
        if (inHand == null) {
            throw TransportException.settings(
                    "a step has nothing in hand", "its route must begin with susten:source/… or susten:feed/…");
        }
        return inHand;
    }

    void putInto(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** The id of the run or delivery. */
    String id() {
        return id;
    }

    /** Takes a step unless the route was stopped or a step before it failed for good. */
    <T, E extends Exception> T step(Step<T, E> step) throws E {
        begin();
        try {
            return step.take();
        } finally {
            lock.lock();
            try {
                steps--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void begin() {
        lock.lock();
        try {
            if (!over.isEmpty()) {
                throw new TransportException(TransportException.Kind.STOPPED, what + over + "; it is done again");
            }
            steps++;
        } finally {
            lock.unlock();
        }
    }

    /** The route was stopped: no further step; the one in hand ends. */
    void stop() {
        end(" was stopped between two steps");
    }

    /** A step failed for good: no further one. The first failure is the cause; what it refuses afterwards is not. */
    void fail(Throwable why) {
        lock.lock();
        try {
            if (over.isEmpty()) {
                cause = why;
            }
            end(" failed in an earlier step");
        } finally {
            lock.unlock();
        }
    }

    /** Why it failed; null where it did not, or was stopped. */
    @Nullable
    Throwable cause() {
        lock.lock();
        try {
            return cause;
        } finally {
            lock.unlock();
        }
    }

    private void end(String why) {
        lock.lock();
        try {
            if (over.isEmpty()) {
                over = why;
            }
        } finally {
            lock.unlock();
        }
    }

    /** True where no further step will be taken. */
    boolean isOver() {
        lock.lock();
        try {
            return !over.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further step, and waits until none is in hand; false where that takes too long. */
    boolean failAndWait(Throwable why, Duration longest) {
        fail(why);
        lock.lock();
        try {
            long left = longest.toNanos();
            while (steps > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return steps == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Where it is now. */
    void reached(String state) {
        reached = state;
    }

    String reached() {
        return reached;
    }
}
