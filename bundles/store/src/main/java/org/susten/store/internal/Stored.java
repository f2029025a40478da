// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.susten.db.Database;

/**
 * What is stored of the streams that a run brings, so that rows which say nothing new need not be staged. It holds no more than a
 * quarter of the heap; streams beyond that are staged whole. Safe for any thread.
 */
final class Stored {

    /** A run that brings less than a two hundredth of what is stored is compared faster in PostgreSQL. */
    private static final int SHARE = 200;

    private static final int HEAP_SHARE = 4;

    private record Key(int shape, int stream) {}

    private final long least;
    private final Tally tally;
    private final Map<Key, StoredRows> all = new ConcurrentHashMap<>();
    private long room = Runtime.getRuntime().maxMemory() / HEAP_SHARE / Prints.BYTES;

    private Stored(long least, Tally tally) {
        this.least = least;
        this.tally = tally;
    }

    /** {@code least}: rows of a run before anything is read. */
    static Stored of(Database database, long least) {
        return new Stored(least, database.inTransaction(connection -> Tally.read(connection)));
    }

    StoredRows of(Shape shape, Streams.Stream stream) {
        return all.computeIfAbsent(new Key(shape.index(), stream.number()), key -> open(shape, key.stream));
    }

    private synchronized StoredRows open(Shape shape, int stream) {
        long open = tally.rows(shape, stream);
        if (open > room) {
            open = 0;
        }
        room -= open;
        return new StoredRows(shape, stream, open, Math.max(least, least == 0 ? 0 : open / SHARE));
    }

    /** Those of which the stored rows are known. */
    Collection<StoredRows> known() {
        return all.values().stream().filter(rows -> rows.known() != null).toList();
    }

    /** Nothing is needed any more. */
    void forget() {
        all.clear();
    }
}
