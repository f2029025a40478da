// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** An open stream of rows. One thread. Holds a bounded amount of memory whatever the size of the source. */
@ConsumerType
public interface SourceReader extends Iterator<SourceRecord>, AutoCloseable {

    @Override
    void close();

    /** What this reading covered; asked once, after the last row. Absence of a row means closed only where it is complete. */
    Extent extent();

    /**
     * Where the next reading begins although no row came; asked once, after that. Empty, as for most sources, means where this one began:
     * otherwise it is the position of the last row.
     */
    default Optional<Cursor> endWithoutRows() {
        return Optional.empty();
    }

    /** Deviations noted so far while the rows were still read: a missing column, a wrong count. Never a person's data. */
    default List<Finding> findings() {
        return List.of();
    }

    /** How far the reading is; may be asked by another thread at any time. */
    default Progress progress() {
        return Progress.UNKNOWN;
    }
}
