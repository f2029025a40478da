// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.susten.measures.Measure;

/**
 * What has been released of a measure as it was defined then: everybody knows it.
 *
 * @param counts every count told, by its places in words; several where later releases told another
 */
record Told(Measure measure, Map<String, Set<Long>> counts) {

    private static final String BETWEEN = "\u001f";

    /** Keeps its own copy. */
    Told {
        counts = Map.copyOf(counts);
    }

    /** All that was told of a cell. */
    Set<Long> of(String name) {
        return counts.getOrDefault(name, Set.of());
    }

    /** A cell's places in words, the same in every release: a member of each division, then the outcome. */
    static String name(Stream<String> places) {
        return places.collect(Collectors.joining(BETWEEN));
    }

    /** The places of a cell, from its name. */
    static String[] places(String name) {
        return name.split(BETWEEN, -1);
    }
}
