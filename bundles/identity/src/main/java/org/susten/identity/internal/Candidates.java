// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.susten.identity.matching.Blocks;

/**
 * Finds whom records may be, by keys: one statement for many records. Blocks above the cap are passed over, never widened. What is
 * found is kept as {@code index of the record << 40 | number of the candidate}.
 */
final class Candidates {

    private static final int NUMBER_BITS = 40;

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
    private static final long[] CROWDED = {};

    private final Connection connection;
    private final String sql;
    private Asked offered = new Asked(new long[0][]);
    private long[] offering = {};
    private long[] found = new long[1024];
    private int size;

    /** Looks in the index and, where a run is given, among its own records in {@code pending_key}. */
    Candidates(Connection connection, long run) {
        this.connection = connection;
        this.sql = FIND.formatted(OF_INDEX + (run == 0 ? "" : OF_RUN.formatted(run)), Blocks.CAP);
    }

    /** Looks among these records, too, from now on. */
    void offer(long[] records, long[][] keysOf) {
        offering = records;
        offered = new Asked(keysOf);
    }

    /** The candidates of records by their keys, those of identifiers first; ascending and distinct. */
    long[] find(long[][] keysOf) throws SQLException {
        Asked asked = new Asked(keysOf);
        size = 0;
        if (asked.keys.length > 0) {
            long[][] blocks = look(asked.keys);
            for (int at = 0; at < blocks.length; at++) {
                meet(asked, at, blocks[at], offered.at(asked.keys[at]));
            }
        }
        Arrays.sort(found, 0, size);
        return distinct();
    }

    /** The block of each key in the index: empty where it has none. */
    private long[][] look(long[] keys) throws SQLException {
        long[][] blocks = new long[keys.length][];
        Arrays.fill(blocks, NONE);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Members.array(connection, keys));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Long[] block = (Long[]) rows.getArray(2).getArray();
                    long[] records = new long[block.length];
                    for (int i = 0; i < block.length; i++) {
                        records[i] = block[i];
                    }
                    blocks[rows.getInt(1) - 1] = records.length == 0 ? CROWDED : records;
                }
            }
        }
        return blocks;
    }

    private void meet(Asked asked, int at, long[] ofIndex, int own) {
        int more = own < 0 ? 0 : offered.ends[own] - offered.from(own);
        if (ofIndex == CROWDED || ofIndex.length + more > Blocks.CAP) {
            return;
        }
        for (int i = asked.from(at); i < asked.ends[at]; i++) {
            long owner = (long) asked.owners[i] << NUMBER_BITS;
            for (long record : ofIndex) {
                add(owner | record);
            }
            for (int j = 0; j < more; j++) {
                add(owner | offering[offered.owners[offered.from(own) + j]]);
            }
        }
    }

    private void add(long pair) {
        if (size == found.length) {
            found = Arrays.copyOf(found, size * 2);
        }
        found[size++] = pair;
    }

    private long[] distinct() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || found[i] != found[i - 1]) {
                found[kept++] = found[i];
            }
        }
        return Arrays.copyOf(found, kept);
    }

    static int owner(long pair) {
        return (int) (pair >>> NUMBER_BITS);
    }

    static long candidate(long pair) {
        return pair & (1L << NUMBER_BITS) - 1;
    }

    /** Keys, ascending and each once, as PostgreSQL finds them fastest, and the records that have them, by index. */
    private static final class Asked {

        private final long[] keys;
        /** Where the owners of each key end. */
        private final int[] ends;

        private final int[] owners;

        Asked(long[][] keysOf) {
            int count = 0;
            for (long[] own : keysOf) {
                count += own.length;
            }
            record One(long key, int owner) {}
            One[] all = new One[count];
            count = 0;
            for (int i = 0; i < keysOf.length; i++) {
                for (long key : keysOf[i]) {
                    all[count++] = new One(key, i);
                }
            }
            Arrays.sort(all, (a, b) -> a.key != b.key ? Long.compare(a.key, b.key) : Integer.compare(a.owner, b.owner));
            long[] distinct = new long[count];
            int[] last = new int[count];
            owners = new int[count];
            int different = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || all[i].key != all[i - 1].key) {
                    distinct[different++] = all[i].key;
                }
                last[different - 1] = i + 1;
                owners[i] = all[i].owner;
            }
            keys = Arrays.copyOf(distinct, different);
            ends = Arrays.copyOf(last, different);
        }

        int from(int at) {
            return at == 0 ? 0 : ends[at - 1];
        }

        /** Negative where nobody has the key. */
        int at(long key) {
            return Arrays.binarySearch(keys, key);
        }
    }
}
