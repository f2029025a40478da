// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.util.List;
import org.susten.spi.SourceRecord;
import org.susten.store.Stage;

/**
 * Rows moved together: a few thousand, as read or as mapped. Prints counts only.
 *
 * @param run the run
 * @param stream the stream
 * @param first number of its first row in the run, from 1
 * @param rows as the source said them; empty once mapped
 * @param mapped what they became; empty before
 */
public record Batch(long run, String stream, long first, List<SourceRecord> rows, List<Stage.Row> mapped) {

    /** Counts only. */
    @Override
    public String toString() {
        return "Batch[run " + run + ", " + stream + ", row " + first + ", " + rows.size() + " rows, " + mapped.size()
                + " mapped]";
    }
}
