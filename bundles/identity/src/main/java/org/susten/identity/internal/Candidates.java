// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.susten.identity.matching.Blocks;

/** Finds whom records may be, by keys: one statement for many records. Blocks above the cap are passed over, never widened. */
final class Candidates {

    private static final String NOT_GATHERED = "select record from identity.key where key = a.key";

    private static final String OF_RUN =
            " union all select record from identity.pending_key where key = a.key and run = %d";

    /**
     * What is gathered of a key, and what came since, in one look, for between two looks the one may become the other. A block above the
     * cap comes as an empty one, so that none of it is sent.
     */
    private static final String FIND =
            """
            select a.at, b.records, case when b.crowd or cardinality(n.records) > %2$d then '{}' else n.records end
            from unnest(?) with ordinality a(key, at)
            left join lateral (
                select records, records is null as crowd from identity.block where key = a.key offset 0) b on true
            cross join lateral (
                select array_agg(record) as records from (select record from (%1$s) k limit %2$d + 1) l offset 0) n
            where b.crowd is not null or n.records is not null
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
        this.sql = FIND.formatted(NOT_GATHERED + (run == 0 ? "" : OF_RUN.formatted(run)), Blocks.CAP);
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
                    blocks[places[rows.getInt(1) - 1]] = block(rows);
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

    private static long[] block(ResultSet row) throws SQLException {
        long[] gathered = numbers(row.getArray(2));
        Array more = row.getArray(3);
        if (more == null) {
            return gathered;
        }
        long[] since = numbers(more);
        long[] block = Arrays.copyOf(gathered, gathered.length + since.length);
        System.arraycopy(since, 0, block, gathered.length, since.length);
        return since.length == 0 || block.length > Blocks.CAP ? CROWDED : block;
    }

    private static long[] numbers(@Nullable Array array) throws SQLException {
        if (array == null) {
            return NONE;
        }
        Long[] boxed = (Long[]) array.getArray();
        long[] numbers = new long[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            numbers[i] = boxed[i];
        }
        return numbers;
    }
}
