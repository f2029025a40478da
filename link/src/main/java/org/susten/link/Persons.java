// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.util.Arrays;
import java.util.Locale;
import org.susten.identity.matching.Edges;
import org.susten.identity.matching.Model;

/** What became of each record: its person, and how sure that is. Persons are numbered in the order of their first records. */
final class Persons {

    /** What the hub would do. */
    enum Outcome {
        /** Belongs to a person with other records, without doubt. */
        LINKED,
        /** Likely belongs to the person given, or to another: somebody must look. */
        REVIEW,
        /** Nobody else's record. */
        NEW;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final int[] person;
    private final float[] confidence;
    private final Outcome[] outcome;
    private final int count;

    /**
     * @param likely groups of all that is more likely one person than not
     * @param certain groups of what nobody need look at; each within one of the likely
     */
    Persons(int[] likely, int[] certain, Edges edges) {
        int n = likely.length;
        person = new int[n];
        int[] number = new int[n];
        int[] size = new int[n];
        int[] sure = new int[n];
        int[] core = new int[n];
        Arrays.fill(core, -1);
        int persons = 0;
        for (int row = 0; row < n; row++) {
            size[likely[row]]++;
            sure[certain[row]]++;
            number[likely[row]] = number[likely[row]] == 0 ? ++persons : number[likely[row]];
            person[row] = number[likely[row]];
        }
        count = persons;
        for (int row = 0; row < n; row++) {
            int best = core[likely[row]];
            if (best < 0 || sure[certain[row]] > sure[best]) {
                core[likely[row]] = certain[row];
            }
        }
        float[] inside = best(likely, edges, true);
        float[] outside = best(likely, edges, false);
        confidence = new float[n];
        outcome = new Outcome[n];
        for (int row = 0; row < n; row++) {
            boolean alone = size[likely[row]] == 1;
            if (alone) {
                outcome[row] = outside[row] >= Model.REVIEW ? Outcome.REVIEW : Outcome.NEW;
                confidence[row] = 1 - probability(outside[row]);
            } else {
                boolean inCore = sure[certain[row]] > 1 && core[likely[row]] == certain[row];
                outcome[row] = inCore ? Outcome.LINKED : Outcome.REVIEW;
                confidence[row] = probability(inside[row]);
            }
        }
    }

    private static float[] best(int[] group, Edges edges, boolean same) {
        float[] best = new float[group.length];
        Arrays.fill(best, -100);
        for (int edge = 0; edge < edges.size(); edge++) {
            int a = edges.first(edge);
            int b = edges.second(edge);
            if (group[a] == group[b] == same) {
                best[a] = Math.max(best[a], edges.bits(edge));
                best[b] = Math.max(best[b], edges.bits(edge));
            }
        }
        return best;
    }

    private static float probability(float bits) {
        return (float) (1 / (1 + Math.pow(2, -bits)));
    }

    int size() {
        return person.length;
    }

    int count() {
        return count;
    }

    int person(int row) {
        return person[row];
    }

    float confidence(int row) {
        return confidence[row];
    }

    Outcome outcome(int row) {
        return outcome[row];
    }

    long count(Outcome wanted) {
        return Arrays.stream(outcome).filter(o -> o == wanted).count();
    }
}
