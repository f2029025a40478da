// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.util.UUID;
import org.susten.identity.matching.Features;
import org.susten.identity.matching.Keys;

/**
 * A source record as the index compares it.
 *
 * @param record its number in the index
 * @param row its id in the store
 * @param role {@link #CHILD}, {@link #GROWN_UP}, both, or 0 where the source does not say
 * @param closed whether the source has ended it
 * @param person whom it belongs to; 0 for none yet
 */
record Member(long record, UUID row, int stream, short role, boolean closed, long person, Features features) {

    static final short CHILD = 1;
    static final short GROWN_UP = 2;

    /** Children and grown-ups find each other by identifiers only. */
    private static final long OF_GROWN_UPS = 0x5bf0_3635_dcf5_1efbL;

    /** The same record with another role and other features. */
    Member as(short otherRole, byte[] otherFeatures) {
        return new Member(record, row, stream, otherRole, closed, person, Features.of(otherFeatures));
    }

    /** Keys to be found by, those of identifiers first. */
    long[] keys() {
        long[] keys = Keys.of(features);
        int identifiers = identifiers();
        if (role == GROWN_UP) {
            for (int i = identifiers; i < keys.length; i++) {
                keys[i] ^= OF_GROWN_UPS;
            }
        } else if (role == (CHILD | GROWN_UP)) {
            int own = keys.length;
            keys = java.util.Arrays.copyOf(keys, 2 * own - identifiers);
            for (int i = identifiers; i < own; i++) {
                keys[own + i - identifiers] = keys[i] ^ OF_GROWN_UPS;
            }
        }
        return keys;
    }

    /** How many of the keys come from identifiers. */
    int identifiers() {
        return Keys.identifiers(features).length;
    }

    /** Whether one is known as a child only and the other as a grown-up only. */
    boolean ofOtherAge(Member other) {
        return role != 0 && other.role != 0 && (role & other.role) == 0;
    }

    /** A lasting number that settles ties. */
    long tie() {
        return row.getMostSignificantBits();
    }

    @Override
    public String toString() {
        return "record " + record;
    }
}
