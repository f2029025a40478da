// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * What is stored of one entity and stream. Read once, when a run has brought enough of the stream to make that worth its while.
 * Safe for any thread.
 */
final class StoredRows {

    private static final int SIGNATURE_AND_HEADER = 19;
    private static final int SIXTEEN_BYTES = 16;

    private static final String STORED =
            """
            copy (select row, hash, origin, source from store.%1$s t where stream = %2$d and closed is null %3$s)
            to stdout (format binary)
            """;

    private static final String WAITING = "from store.waiting w where w.entity = '%s'";

    /** A row that waits is left out: what is said of it now must overtake it. */
    private static final String NOT_WAITING = "and not exists (select " + WAITING + " and w.row = t.row)";

    private final Shape shape;
    private final int stream;
    private final long open;
    private final long worthwhile;
    private final Room.Share room;
    private final AtomicInteger staged = new AtomicInteger();
    private volatile @Nullable Prints prints;
    private volatile boolean settled;

    /** {@code open}: how many are stored; {@code worthwhile}: the run's rows after which they are read. */
    StoredRows(Shape shape, int stream, long open, long worthwhile, Room.Share room) {
        this.shape = shape;
        this.stream = stream;
        this.open = open;
        this.worthwhile = worthwhile;
        this.room = room;
        this.settled = open == 0;
    }

    Shape shape() {
        return shape;
    }

    int stream() {
        return stream;
    }

    /** What is stored, for one more row of the run; null where that is not known, or there is no room to know it. */
    @Nullable
    Prints prints(Connection connection) throws SQLException {
        if (!settled && staged.incrementAndGet() >= worthwhile) {
            load(connection);
        }
        return prints;
    }

    /** What is stored, where it was read. */
    @Nullable
    Prints known() {
        return prints;
    }

    private synchronized void load(Connection connection) throws SQLException {
        if (!settled) {
            if (room.take(open * Prints.BYTES)) {
                Prints read = new Prints(open);
                if (read(connection, read)) {
                    prints = read;
                } else {
                    room.giveBack(open * Prints.BYTES);
                }
            }
            settled = true;
        }
    }

    /** False where the rows cannot be told apart. The copy is read to its end even so: cancelling may hit the next statement. */
    private boolean read(Connection connection, Prints into) throws SQLException {
        String waiting = Sql.any(connection, WAITING.formatted(shape.table())) ? NOT_WAITING : "";
        String sql = STORED.formatted(shape.table(), stream, waiting.formatted(shape.table()));
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        try {
            boolean told = true;
            int from = SIGNATURE_AND_HEADER;
            for (byte[] bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
                ByteBuffer message = ByteBuffer.wrap(bytes);
                message.position(from);
                while (told && message.hasRemaining() && message.getShort() > 0) {
                    told = row(message, into);
                }
                from = 0;
            }
            return told;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Of many source rows that share a row any may be the one that is stored. */
    private static boolean row(ByteBuffer message, Prints into) {
        message.getInt();
        long row = message.getLong();
        message.getLong();
        message.getInt();
        long hashHigh = message.getLong();
        long hashLow = message.getLong();
        boolean derived = message.getInt() == SIXTEEN_BYTES;
        long originHigh = derived ? message.getLong() : 0;
        long originLow = derived ? message.getLong() : 0;
        boolean shared = message.getInt() > 0;
        return !shared && into.add(row, Prints.print(hashHigh, hashLow, originHigh, originLow));
    }
}
