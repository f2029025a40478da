// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets few feeds read much at the same time, in the order in which they come; the others wait without a connection to the database. */
final class Turns {

    /** Of sixteen connections: the rest is for those who ask, and for what arrives. */
    private static final int AT_ONCE = 4;
    /** A feed that waits longer is asked again later, so that it can be stopped meanwhile. */
    private static final int PATIENCE_SECONDS = 30;

    private final Semaphore places = new Semaphore(AT_ONCE, true);

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
