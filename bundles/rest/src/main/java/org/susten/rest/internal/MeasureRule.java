// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Bands;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Measure.Share;
import org.susten.measures.Measure.Use;

/** The rule of a measure in words, so that whoever reads a figure sees what was counted without its file. */
final class MeasureRule {

    private MeasureRule() {}

    /** Who is counted at all; empty where everybody is. */
    static String cohort(Measure measure) {
        return all(measure.cohort());
    }

    /** What is counted of them. */
    static String outcome(Measure measure) {
        if (measure.outcome() instanceof Share share) {
            return all(share.conditions());
        }
        return measure.outcome() instanceof Bands bands
                ? words(bands.use()) + ", in bands"
                : "the mean of " + words(((Mean) measure.outcome()).use());
    }

    private static String all(List<Condition> conditions) {
        return conditions.stream().map(MeasureRule::words).collect(Collectors.joining("; and "));
    }

    private static String words(Condition condition) {
        String values = String.join(" or ", condition.values());
        String compared = condition.comparison() == Measure.Comparison.IN
                ? ""
                : words(condition.comparison().key()) + ' ';
        return words(condition.use()) + (compared.isEmpty() ? ": " : " ") + compared + values;
    }

    private static String words(Use use) {
        return words(use.fact()) + narrowed("programs", use.programs()) + narrowed("assessments", use.assessments());
    }

    private static String narrowed(String what, List<String> names) {
        return names.isEmpty() ? "" : " (" + what + ": " + String.join(", ", names) + ')';
    }

    private static String words(Fact fact) {
        return words(fact.key());
    }

    /** {@code attendance.absenceRate} is attendance absence rate. */
    static String words(String key) {
        return key.replace('.', ' ').replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
