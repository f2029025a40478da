// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

/**
 * A share of all keys, so small that what is held of it fits in memory. The others are dealt with by reading again.
 *
 * @param rest of the keys' hashes divided
 * @param by this power of two
 */
public record Share(int rest, int by) {

    /** Every key. */
    static final Share ALL = new Share(0, 1);

    boolean holds(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return (hash >>> 8 & by - 1) == rest;
    }

    /** One half; the other is {@link #otherHalf}. */
    Share half() {
        return new Share(rest, by * 2);
    }

    Share otherHalf() {
        return new Share(rest + by, by * 2);
    }
}
