// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.susten.db.Database;

/**
 * What is stored of the streams that a run brings, so that rows which say nothing new need not be staged. Streams for which there
 * is no room are staged whole. Safe for any thread.
 */
final class Stored {

    /** A run that brings less than a two hundredth of what is stored is compared faster in PostgreSQL. */
    private static final int SHARE = 200;

    private record Key(int shape, int stream) {}

    private final long least;
    private final Tally tally;
    private final Room.Share room;
    private final Map<Key, StoredRows> all = new ConcurrentHashMap<>();

    private Stored(long least, Tally tally, Room.Share room) {
        this.least = least;
        this.tally = tally;
        this.room = room;
    }

    /** {@code least}: rows of a run before anything is read. */
    static Stored of(Database database, long least, Room.Share room) {
        return new Stored(least, database.inTransaction(connection -> Tally.read(connection)), room);
    }

    StoredRows of(Shape shape, Streams.Stream stream) {
        return all.computeIfAbsent(new Key(shape.index(), stream.number()), key -> open(shape, key.stream));
    }

    private StoredRows open(Shape shape, int stream) {
        long open = tally.rows(shape, stream);
        return new StoredRows(shape, stream, open, Math.max(least, least == 0 ? 0 : open / SHARE), room);
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
