// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

/**
 * Keys that are known to be of too many, so that nobody need look: records that come never make a crowd smaller. Not guarded by what
 * guards sketches, so that keys are looked up while others are sifted. Safe for any thread.
 */
final class Crowds {

    private static final int MOST = 200_000;

    private final LongMap keys = new LongMap();
    private final int most;

    private Crowds(int most) {
        this.most = most;
    }

    /** None known yet. */
    static Crowds some() {
        return new Crowds(MOST);
    }

    /** Nor will any be. */
    static Crowds none() {
        return new Crowds(0);
    }

    synchronized boolean has(long key) {
        return keys.contains(key);
    }

    synchronized void add(long key) {
        if (keys.size() < most) {
            keys.add(key);
        }
    }
}
