// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/**
 * Makes persons of scored pairs. The best pairs join first; two groups join only if the pairs between them, each clipped to
 * {@value #CLIP} bits, speak for it on average, and so do their comparisons, each counted once. The outcome depends on the pairs and
 * the records' own ties alone, never on the order they came in, and parts of the graph that no pair connects do not influence each
 * other: recomputing the part that a new record touches gives the same persons as recomputing everything.
 */
public final class Clusterer {

    /** No pair weighs more than this against or for a merge. */
    public static final float CLIP = 12;

    /** Bits of a pair that a human being decided: joined, or kept apart. */
    public static final float DECIDED = 1000;

    /** Groups larger than this together are compared by sample. */
    private static final int COMPARED = 4096;

    /** Scores any two rows, also those that no block brought together. */
    @FunctionalInterface
    public interface Pairs {
        /** Bits of the pair; {@link #DECIDED} or its negative where somebody decided; exact from {@code floor} on. */
        float bits(int a, int b, float floor);

        /** Bits of two groups, each comparison once; not negative where they may be one person. */
        default float together(int[] one, int[] other) {
            return 0;
        }
    }

    private final long[] ties;
    private final Pairs pairs;
    private final int[] group;
    private final int[] next;
    private final int[] last;
    private final int[] count;

    private Clusterer(long[] ties, Pairs pairs) {
        this.ties = ties;
        this.pairs = pairs;
        int n = ties.length;
        group = new int[n];
        next = new int[n];
        last = new int[n];
        count = new int[n];
        for (int i = 0; i < n; i++) {
            group[i] = i;
            last[i] = i;
            next[i] = -1;
            count[i] = 1;
        }
    }

    /**
     * The group of each row, named by one of its rows.
     *
     * @param ties one lasting number for each row, such as a hash of the source's key, that settles ties; distinct
     * @param edges pairs found by blocks; those below the threshold do not join anybody
     * @param threshold {@link Model#CERTAIN} or {@link Model#LIKELY}
     */
    public static int[] groups(long[] ties, Edges edges, Pairs pairs, double threshold) {
        Clusterer clusterer = new Clusterer(ties, pairs);
        for (int edge : clusterer.order(edges, threshold)) {
            clusterer.join(edges.first(edge), edges.second(edge), edges.bits(edge));
        }
        return clusterer.group;
    }

    /** Edges from the threshold on, best first. */
    private int[] order(Edges edges, double threshold) {
        long[] sorted = new long[edges.size()];
        int size = 0;
        for (int edge = 0; edge < edges.size(); edge++) {
            if (edges.bits(edge) >= threshold) {
                sorted[size++] = (long) ~ascending(edges.bits(edge)) << 32 | edge;
            }
        }
        Arrays.sort(sorted, 0, size);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = (int) sorted[i];
        }
        settleTies(order, edges);
        return order;
    }

    private static int ascending(float bits) {
        int raw = Float.floatToIntBits(bits + 0f);
        return raw >= 0 ? raw : raw ^ Integer.MAX_VALUE;
    }

    private void settleTies(int[] order, Edges edges) {
        int from = 0;
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length || edges.bits(order[i]) != edges.bits(order[from])) {
                if (i - from > 1) {
                    Integer[] equal = Arrays.stream(order, from, i).boxed().toArray(Integer[]::new);
                    Arrays.sort(equal, (x, y) -> {
                        int low = Long.compare(low(edges, x), low(edges, y));
                        return low != 0 ? low : Long.compare(high(edges, x), high(edges, y));
                    });
                    for (int j = from; j < i; j++) {
                        order[j] = equal[j - from];
                    }
                }
                from = i;
            }
        }
    }

    private long low(Edges edges, int edge) {
        return Math.min(ties[edges.first(edge)], ties[edges.second(edge)]);
    }

    private long high(Edges edges, int edge) {
        return Math.max(ties[edges.first(edge)], ties[edges.second(edge)]);
    }

    private void join(int a, int b, float bits) {
        int one = group[a];
        int other = group[b];
        if (one == other || count[one] + count[other] > 2 && bits < DECIDED && !speaksFor(one, other)) {
            return;
        }
        int kept = count[one] >= count[other] ? one : other;
        int gone = kept == one ? other : one;
        for (int row = gone; row >= 0; row = next[row]) {
            group[row] = kept;
        }
        next[last[kept]] = gone;
        last[kept] = last[gone];
        count[kept] += count[gone];
    }

    private boolean speaksFor(int one, int other) {
        long all = (long) count[one] * count[other];
        int step = (int) (1 + all / COMPARED);
        double sum = 0;
        long at = 0;
        for (int a = one; a >= 0; a = next[a]) {
            for (int b = other; b >= 0; b = next[b]) {
                if (at++ % step == 0) {
                    float bits = pairs.bits(a, b, -CLIP);
                    if (bits <= -DECIDED) {
                        return false;
                    }
                    sum += Math.max(-CLIP, Math.min(CLIP, bits));
                }
            }
        }
        return sum >= 0 && pairs.together(rows(one), rows(other)) >= 0;
    }

    private int[] rows(int named) {
        int[] rows = new int[count[named]];
        int row = named;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row;
            row = next[row];
        }
        return rows;
    }
}
