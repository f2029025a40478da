// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.susten.identity.matching.Blocks;

/** Finds whom records may be, by keys: one statement for many records. Blocks above the cap are passed over, never widened. */
final class Candidates {

    private static final String OF_INDEX = "select record from identity.key where key = a.key";

    private static final String OF_RUN =
            " union all select record from identity.pending_key where key = a.key and run = %d";

    /** A block above the cap comes as an empty one, so that none of it is sent. */
    private static final String FIND =
            """
            select a.at, case when cardinality(b.records) <= %2$d then b.records else '{}' end
            from unnest(?) with ordinality a(key, at)
            cross join lateral (
                select array_agg(record) as records from (select record from (%1$s) k limit %2$d + 1) l offset 0) b
            where b.records is not null
            """;

    private static final long[] NONE = {};

    /** Stands for a block above the cap. */
    static final long[] CROWDED = {};

    private final Connection connection;
    private final String sql;
    private Asked offered = Asked.NOTHING;
    private long[] offering = {};
    private final Crowds crowds;

    Candidates(Connection connection, long run) {
        this(connection, run, Crowds.none());
    }

    /** Looks in the index and, where a run is given, among its own records in {@code pending_key}. */
    Candidates(Connection connection, long run, Crowds crowds) {
        this.crowds = crowds;
        this.connection = connection;
        this.sql = FIND.formatted(OF_INDEX + (run == 0 ? "" : OF_RUN.formatted(run)), Blocks.CAP);
    }

    /** Looks among these records, too, from now on. */
    void offer(long[] records, long[][] keysOf) {
        offering = records;
        offered = new Asked(keysOf, new int[keysOf.length], 0, keysOf.length);
    }

    /**
     * Asks PostgreSQL for the candidates of some records by their keys. What is left to be worked out takes no connection, so that another
     * thread may do it meanwhile.
     *
     * @param identifiers how many of the keys of each, the first ones, come from identifiers
     */
    Supplier<Found> find(long[][] keysOf, int[] identifiers, int from, int to) throws SQLException {
        Asked asked = new Asked(keysOf, identifiers, from, to);
        long[][] blocks = look(asked);
        Asked more = offered;
        long[] moreRecords = offering;
        return () -> new Found(asked, blocks, more, moreRecords);
    }

    /** The block of each key in the index: empty where it has none. */
    private long[][] look(Asked asked) throws SQLException {
        long[][] blocks = new long[asked.size()][];
        int[] places = new int[blocks.length];
        int unknown = 0;
        for (int at = 0; at < blocks.length; at++) {
            blocks[at] = crowds.has(asked.key(at)) ? CROWDED : NONE;
            if (blocks[at] != CROWDED) {
                places[unknown++] = at;
            }
        }
        if (unknown == 0) {
            return blocks;
        }
        long[] keys =
                IntStream.range(0, unknown).mapToLong(i -> asked.key(places[i])).toArray();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Members.array(connection, keys));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Long[] block = (Long[]) rows.getArray(2).getArray();
                    long[] records = new long[block.length];
                    for (int i = 0; i < block.length; i++) {
                        records[i] = block[i];
                    }
                    blocks[places[rows.getInt(1) - 1]] = records.length == 0 ? CROWDED : records;
                }
            }
        }
        for (int i = 0; i < unknown; i++) {
            if (blocks[places[i]] == CROWDED) {
                crowds.add(keys[i]);
            }
        }
        return blocks;
    }
}
