// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.susten.measures.Measure.Bands;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Measure.Outcome;

/** What is counted in words: bands, or no and yes; nothing for a mean. */
final class Outcomes {

    private Outcomes() {}

    static List<String> of(Outcome outcome) {
        if (outcome instanceof Mean) {
            return List.of();
        }
        return outcome instanceof Bands bands ? names(bands.limits()) : List.of("no", "yes");
    }

    private static List<String> names(List<BigDecimal> limits) {
        List<String> names = new ArrayList<>(List.of("below " + limits.get(0).toPlainString()));
        for (int i = 1; i < limits.size(); i++) {
            names.add(limits.get(i - 1).toPlainString() + " to below "
                    + limits.get(i).toPlainString());
        }
        names.add(limits.get(limits.size() - 1).toPlainString() + " or more");
        return names;
    }
}
