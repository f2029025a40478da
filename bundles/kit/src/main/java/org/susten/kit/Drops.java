// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.util.List;
import org.susten.kit.internal.FileChain;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;

/** Dropped files, one after the other in name order, as one stream. */
public final class Drops {

    private Drops() {}

    /**
     * The rows of all files that match a glob such as {@code visits_*.csv}, from just after {@code since}: files before the
     * cursor's file are passed over, its own is read from its place. One file is open at a time. Complete only where every
     * file was read whole and nothing was passed over.
     */
    public static SourceReader read(Inlet inlet, String glob, RowFormat format, Cursor since, RowMaker.Factory rows) {
        return read(inlet, inlet.names(glob), format, since, rows);
    }

    /** As above, with the files named, in the order in which they are to be read. */
    public static SourceReader read(
            Inlet inlet, List<String> files, RowFormat format, Cursor since, RowMaker.Factory rows) {
        return new FileChain(inlet, files, format, since, rows);
    }
}
