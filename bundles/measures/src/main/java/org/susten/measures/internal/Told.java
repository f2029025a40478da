// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.HashMap;
import java.util.Map;
import org.susten.measures.Measure;

/**
 * What has been released of a measure: everybody knows it.
 *
 * @param counts every count told, by its places in words
 */
record Told(Measure measure, Map<String, Long> counts) {
    /** Keeps its own copy. */
    Told {
        counts = Map.copyOf(counts);
    }

    /** With what was told later, which counts where both say something. */
    Told and(Told later) {
        Map<String, Long> both = new HashMap<>(counts);
        both.putAll(later.counts);
        return new Told(measure, both);
    }
}
