// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sketches of records, by number, under one model: enough to tell of most pairs that they are not one person, in 32 bytes a record
 * outside the heap. What is not remembered may be anybody. For one thread.
 */
public final class Sketches {

    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;

    /** Records with numbers beyond this many pages are not remembered: 268 million. */
    private static final int FARTHEST = 1 << 16;

    private final Lexicon lexicon = new Lexicon();
    private final Sieve sieve;
    private final int most;
    private @Nullable LongBuffer[] memory = new LongBuffer[16];
    private int pagesUsed;
    private final long[] words = new long[Sketch.WORDS];

    /**
     * None yet.
     *
     * @param most how many records to remember; 32 bytes each
     */
    public Sketches(Model model, long most) {
        this.sieve = new Sieve(model, lexicon);
        this.most = (int) Math.max(1, most >>> PAGE_BITS);
    }

    /** Remembers a row of a table that is of the same model. */
    public void put(long record, Table table, int row) {
        LongBuffer page = page(record);
        if (page == null && pagesUsed < most && record >>> PAGE_BITS < FARTHEST) {
            page = add((int) (record >>> PAGE_BITS));
        }
        if (page != null) {
            boolean fits = Sketch.of(table, row, lexicon, words);
            for (int i = 0; i < Sketch.WORDS; i++) {
                page.put(at(record) + i, fits ? words[i] : 0);
            }
        }
    }

    /** Whether there is no room for records far from those that are remembered. */
    public boolean full() {
        return pagesUsed == most;
    }

    /** Forgets a record that is no longer what it was. */
    public void forget(long record) {
        LongBuffer page = page(record);
        if (page != null) {
            for (int i = 0; i < Sketch.WORDS; i++) {
                page.put(at(record) + i, 0);
            }
        }
    }

    /** Takes the record that {@link #may} is asked about: a row of a table that is of the same model. */
    public void of(Table table, int row) {
        sieve.of(table, row);
    }

    /**
     * Whether the record taken last and another may score so much. Not to be asked where the two may share an identifier, which rules
     * put above any score.
     */
    public boolean may(long record, float floor) {
        LongBuffer page = page(record);
        if (page == null) {
            return true;
        }
        page.get(at(record), words);
        return sieve.may(words, 0, floor);
    }

    private @Nullable LongBuffer page(long record) {
        long number = record >>> PAGE_BITS;
        return number < memory.length ? memory[(int) number] : null;
    }

    private LongBuffer add(int number) {
        if (number >= memory.length) {
            memory = Arrays.copyOf(memory, number + (number >> 1) + 1);
        }
        LongBuffer page = ByteBuffer.allocateDirect(PAGE * Sketch.WORDS * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
        memory[number] = page;
        pagesUsed++;
        return page;
    }

    private static int at(long record) {
        return ((int) record & PAGE - 1) * Sketch.WORDS;
    }
}
