// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Heap in which stages remember rows that passed, so that they need not ask PostgreSQL. All stages of a hub share it: where many
 * large runs meet they remember less and take longer, and the hub does not run out of memory. Safe for any thread.
 */
final class Room {

    /** Of the heap; the rest is for batches on their way, the person index and the hub itself. */
    private static final double OF_HEAP = 0.4;

    private final AtomicLong left;

    /** Room of so many bytes. */
    Room(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    static Room ofHeap() {
        return new Room((long) (Runtime.getRuntime().maxMemory() * OF_HEAP));
    }

    /** Bytes that nobody has taken; less than 0 where stages had to take more than there was. */
    long left() {
        return left.get();
    }

    Share share() {
        return new Share();
    }

    /** What one stage takes. */
    final class Share {

        private long taken;
        private boolean over;

        /** Takes bytes unless they are more than half of what is left, so that something is left for whoever comes next. */
        synchronized boolean take(long bytes) {
            if (over || bytes > left.getAndUpdate(now -> bytes > now / 2 ? now : now - bytes) / 2) {
                return false;
            }
            taken += bytes;
            return true;
        }

        /** Takes bytes for something larger that takes the place of something smaller. */
        boolean grow(long from, long to) {
            boolean there = take(to);
            if (there) {
                giveBack(from);
            }
            return there;
        }

        /** Takes what a stage cannot do without. */
        synchronized void need(long bytes) {
            if (!over) {
                left.addAndGet(-bytes);
                taken += bytes;
            }
        }

        void giveBack(long bytes) {
            need(-bytes);
        }

        /** Gives back all that the stage took, and takes no more: a thread may still be busy for it. */
        synchronized void end() {
            left.addAndGet(taken);
            taken = 0;
            over = true;
        }
    }
}
