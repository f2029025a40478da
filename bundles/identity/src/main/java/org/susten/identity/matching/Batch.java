// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;
import java.util.Set;

/**
 * All people of a file or an index at once: add them, learn or bring a model, score every pair that shares a block. One thread
 * adds; learning and scoring use all processors. The same people in the same order give the same pairs in the same order.
 */
public final class Batch {

    /** Entries of a block list that one thread takes at a time. */
    private static final int PART = 1 << 14;

    private final Table table;
    private final Blocks blocks;
    private boolean pruned;

    /** Room for so many people, to begin with. */
    public Batch(int expected) {
        table = new Table(expected);
        blocks = new Blocks(expected);
    }

    /** Adds a person; gives the row. */
    public int add(Features features) {
        blocks.add(features);
        return table.add(features);
    }

    /** The people added. */
    public Table table() {
        return table;
    }

    /** Learns from all that were added. Forgets placeholder values and keys of blocks above the cap: add nobody after this. */
    public Model learn() {
        prune();
        return new Learner(table, blocks).learnPruned();
    }

    private void prune() {
        if (!pruned) {
            blocks.prune(Blocks.CAP);
            pruned = true;
        }
    }

    /**
     * The pairs that score {@link Model#REVIEW} and more.
     *
     * @param exclusive sources that hold each person once
     */
    public Edges score(Model model, Set<String> exclusive) {
        prune();
        table.drop(model.placeholders());
        Edges all = new Edges();
        // Each thread's goes on remembering how alike names are.
        ThreadLocal<Scorer> scorers = ThreadLocal.withInitial(() -> new Scorer(table, model, exclusive));
        for (Keys.Kind kind : Keys.Kind.ALL) {
            long[] entries = blocks.entries(kind, 1);
            int[] starts = parts(entries);
            Edges[] found = new Edges[starts.length - 1];
            Parallel.run(found.length, part -> {
                found[part] = new Edges();
                score(kind, entries, starts[part], starts[part + 1], scorers.get(), found[part]);
            });
            for (Edges edges : found) {
                all.addAll(edges);
            }
        }
        return all;
    }

    private void score(Keys.Kind kind, long[] entries, int start, int end, Scorer scorer, Edges into) {
        Blocks.blocks(entries, start, end, (rows, from, to) -> {
            for (int i = from; i < to; i++) {
                int a = (int) (rows[i] & Blocks.ROW);
                for (int j = i + 1; j < to; j++) {
                    int b = (int) (rows[j] & Blocks.ROW);
                    if (!blocks.earlier(kind, a, b) && !blocks.again(kind, a, b, rows[i])) {
                        float bits = scorer.bits(a, b, (float) Model.REVIEW);
                        if (bits >= Model.REVIEW) {
                            into.add(a, b, bits);
                        }
                    }
                }
            }
        });
    }

    /** Where parts of about the same size begin, never within a block. */
    private static int[] parts(long[] entries) {
        int[] starts = new int[entries.length / PART + 2];
        int count = 0;
        int at = 0;
        while (at < entries.length) {
            starts[count++] = at;
            at = Math.min(entries.length, at + PART);
            while (at < entries.length && (entries[at] & ~Blocks.ROW) == (entries[at - 1] & ~Blocks.ROW)) {
                at++;
            }
        }
        starts[count++] = entries.length;
        return Arrays.copyOf(starts, count);
    }
}
