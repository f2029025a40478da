// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/** Values that one source writes for want of a better one: a school's own phone, the first of January. Immutable. */
final class Placeholders {

    static final Placeholders NONE = new Placeholders(new long[0]);

    private final long[] sorted;

    /** Takes what {@link #entry} made. */
    Placeholders(long[] entries) {
        sorted = entries.clone();
        Arrays.sort(sorted);
    }

    static long entry(Field field, int source, long value) {
        return Hash.mix(Hash.mix(field.ordinal() + 1, source), value);
    }

    boolean contains(Field field, int source, long value) {
        return sorted.length > 0 && Arrays.binarySearch(sorted, entry(field, source, value)) >= 0;
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    long[] entries() {
        return sorted.clone();
    }
}
