// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.Products.Filled;
import org.susten.feeds.Products.Quality;

/** Counts how many rows have a value in each column while they are written. Used by one thread. */
public final class Completeness {

    private static final String ADDED = "added";
    private static final String CHANGED = "changed";

    private final List<String> columns;
    private final long[] filled;
    private long rows;

    Completeness(List<String> columns) {
        this.columns = columns;
        this.filled = new long[columns.size()];
    }

    /** Of a delta, whose first column says what happened, rows that are no more say nothing of completeness. */
    void count(@Nullable String[] values, boolean delta) {
        if (delta && !ADDED.equals(values[0]) && !CHANGED.equals(values[0])) {
            return;
        }
        rows++;
        for (int i = 0; i < filled.length; i++) {
            if (values[i] != null) {
                filled[i]++;
            }
        }
    }

    Quality quality() {
        List<Filled> all = new ArrayList<>();
        for (int i = 0; i < filled.length; i++) {
            all.add(new Filled(columns.get(i), filled[i]));
        }
        return new Quality(rows, all);
    }
}
