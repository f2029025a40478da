// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Certain pairs of a run whose records are all at hand, so that nobody need ask for them. For one thread. */
final class Paired {

    /** The other record of a pair. */
    record With(long record, float bits) {}

    private final Map<Long, List<With>> pairs = new HashMap<>();

    void add(long a, long b, float bits) {
        pairs.computeIfAbsent(a, r -> new ArrayList<>()).add(new With(b, bits));
        pairs.computeIfAbsent(b, r -> new ArrayList<>()).add(new With(a, bits));
    }

    List<With> of(long record) {
        return pairs.getOrDefault(record, List.of());
    }

    /** All records of pairs, ascending. */
    long[] records() {
        return pairs.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
