// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.util.Arrays;

/** Keys, ascending and each once, as PostgreSQL finds them fastest, and the records that have them, by index. Immutable. */
final class Asked {

    static final Asked NOTHING = new Asked(new long[0][], new int[0], 0, 0);

    private final long[] keys;

    /** Where the owners of each key end. */
    private final int[] ends;

    /** Twice the index, and 1 where the key is an identifier's; ascending for each key. */
    private final int[] owners;

    /**
     * The keys of some of the records.
     *
     * @param identifiers how many of the keys of each, the first ones, come from identifiers
     */
    Asked(long[][] keysOf, int[] identifiers, int from, int to) {
        keys = Arrays.stream(keysOf, from, to)
                .flatMapToLong(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
        ends = new int[keys.length];
        for (int i = from; i < to; i++) {
            for (long key : keysOf[i]) {
                ends[at(key)]++;
            }
        }
        int[] next = new int[keys.length];
        for (int at = 1; at < keys.length; at++) {
            next[at] = ends[at - 1];
            ends[at] += ends[at - 1];
        }
        owners = new int[keys.length == 0 ? 0 : ends[keys.length - 1]];
        for (int i = from; i < to; i++) {
            for (int k = 0; k < keysOf[i].length; k++) {
                owners[next[at(keysOf[i][k])]++] = 2 * i + (k < identifiers[i] ? 1 : 0);
            }
        }
    }

    /** How many keys. */
    int size() {
        return keys.length;
    }

    long key(int at) {
        return keys[at];
    }

    /** Where a key stands; negative where nobody has it. */
    int at(long key) {
        return Arrays.binarySearch(keys, key);
    }

    /** The first of a key's owners. */
    int from(int at) {
        return at == 0 ? 0 : ends[at - 1];
    }

    /** Behind the last of a key's owners. */
    int to(int at) {
        return ends[at];
    }

    /** The record that owns a key, by its index. */
    int owner(int i) {
        return owners[i] >>> 1;
    }

    boolean identifier(int i) {
        return (owners[i] & 1) != 0;
    }
}
