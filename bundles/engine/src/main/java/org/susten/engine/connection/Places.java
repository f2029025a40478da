// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** As many runs as may be worked on at once. Safe for any thread. */
public final class Places {

    private final Semaphore free;

    public Places(int count) {
        free = new Semaphore(count, true);
    }

    /** A place, if one is free; whoever wants his back comes first. */
    public Optional<Place> take() {
        return !free.hasQueuedThreads() && free.tryAcquire() ? Optional.of(new Place(free)) : Optional.empty();
    }

    /** Whoever tries a source takes none from a run. */
    public static Place none() {
        Place none = new Place(new Semaphore(0));
        none.leave();
        return none;
    }

    /**
     * One run's, from its opening until nothing of it is in memory. As long as its source has said nothing, others have it while the run
     * waits: a few sources that are down would otherwise keep all others from being read.
     */
    public static final class Place {

        private enum State {
            HELD,
            LENT,
            LEFT
        }

        private static final long MOMENT_MILLIS = 1_000;

        private final Semaphore free;
        private State state = State.HELD;
        private boolean needed;

        private Place(Semaphore free) {
            this.free = free;
        }

        /** From now on the run holds rows, and what its source has begun to say it must hear to the end. */
        public synchronized void need() {
            needed = true;
        }

        /** Lets others have it meanwhile. */
        public synchronized void lend() {
            if (state == State.HELD && !needed) {
                state = State.LENT;
                free.release();
            }
        }

        /** Waits until it has one again, where it was lent; {@code waiting} is called each second, and may end it. */
        public void back(Runnable waiting) throws InterruptedException {
            if (!isLent()) {
                return;
            }
            while (!free.tryAcquire(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) {
                waiting.run();
            }
            regained();
        }

        private synchronized boolean isLent() {
            return state == State.LENT;
        }

        private synchronized void regained() {
            if (state == State.LENT) {
                state = State.HELD;
            } else {
                free.release(); // the run has ended meanwhile
            }
        }

        /** Gives it back for good; once. */
        public synchronized void leave() {
            if (state == State.HELD) {
                free.release();
            }
            state = State.LEFT;
        }
    }
}
