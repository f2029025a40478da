// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets few feeds read much at the same time, in the order in which they come; the others wait without a connection to the database. */
final class Turns {

    /** One in so many connections: the rest is for those who ask, and for what arrives. */
    private static final int SHARE = 4;
    /** A feed that waits longer is asked again later, so that it can be stopped meanwhile. */
    private static final int PATIENCE_SECONDS = 30;

    private final Semaphore places;

    private Turns(int atOnce) {
        this.places = new Semaphore(atOnce, true);
    }

    /** As many at a time as leave most connections to others. */
    static Turns of(int connections) {
        return new Turns(Math.max(1, connections / SHARE));
    }

    /** What the work gives; empty also where its turn does not come. */
    <T> Optional<T> maybe(Supplier<Optional<T>> work) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return inPlace(work);
    }

    /** Does work that was begun and cannot be put off. */
    <T> T get(Supplier<T> work) {
        places.acquireUninterruptibly();
        return inPlace(work);
    }

    private <T> T inPlace(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
