// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.susten.identity.matching.Blocks;

/**
 * Finds whom records may be, by keys: one statement for many records. Blocks above the cap are passed over, never widened. What is
 * found is kept as {@code index of the record << 41 | number of the candidate << 1}, and a last bit that is 0 where the two share an
 * identifier.
 */
final class Candidates {

    private static final int NUMBER_BITS = 41;

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
    private final BitSet crowded = new BitSet();
    private Asked offered = new Asked(new long[0][], new int[0]);
    private long[] offering = {};
    private final Crowds crowds;
    private long[] found = new long[1024];
    private int size;

    /** Keys that are known to be of too many, so that nobody need look. */
    interface Crowds {

        /** None known. */
        Crowds NONE = new Crowds() {
            @Override
            public boolean has(long key) {
                return false;
            }

            @Override
            public void add(long[] keys) {
                // Not kept.
            }
        };

        boolean has(long key);

        void add(long[] keys);
    }

    Candidates(Connection connection, long run) {
        this(connection, run, Crowds.NONE);
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
        offered = new Asked(keysOf, new int[keysOf.length]);
    }

    /**
     * The candidates of records by their keys; ascending and distinct.
     *
     * @param identifiers how many of the keys of each, the first ones, come from identifiers
     */
    long[] find(long[][] keysOf, int[] identifiers) throws SQLException {
        Asked asked = new Asked(keysOf, identifiers);
        size = 0;
        crowded.clear();
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
        int[] places = new int[keys.length];
        int asked = 0;
        for (int at = 0; at < keys.length; at++) {
            blocks[at] = crowds.has(keys[at]) ? CROWDED : NONE;
            if (blocks[at] != CROWDED) {
                places[asked++] = at;
            }
        }
        long[] unknown =
                IntStream.range(0, asked).mapToLong(i -> keys[places[i]]).toArray();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Members.array(connection, unknown));
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
        crowds.add(IntStream.range(0, asked)
                .filter(i -> blocks[places[i]] == CROWDED)
                .mapToLong(i -> unknown[i])
                .toArray());
        return blocks;
    }

    private void meet(Asked asked, int at, long[] ofIndex, int own) {
        int more = own < 0 ? 0 : offered.ends[own] - offered.from(own);
        boolean passedOver = ofIndex == CROWDED || ofIndex.length + more > Blocks.CAP;
        for (int i = asked.from(at); i < asked.ends[at]; i++) {
            if (passedOver) {
                crowded.set(asked.owner(i), asked.identifier(i) || crowded.get(asked.owner(i)));
                continue;
            }
            long owner = (long) asked.owner(i) << NUMBER_BITS | (asked.identifier(i) ? 0 : 1);
            for (long record : ofIndex) {
                add(owner | record << 1);
            }
            for (int j = 0; j < more; j++) {
                add(owner | offering[offered.owner(offered.from(own) + j)] << 1);
            }
        }
    }

    private void add(long pair) {
        if (size == found.length) {
            found = Arrays.copyOf(found, size * 2);
        }
        found[size++] = pair;
    }

    /** Of the same two, the pair that shares an identifier comes first and stays. */
    private long[] distinct() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || found[i] >>> 1 != found[kept - 1] >>> 1) {
                found[kept++] = found[i];
            }
        }
        return Arrays.copyOf(found, kept);
    }

    static int owner(long pair) {
        return (int) (pair >>> NUMBER_BITS);
    }

    static long candidate(long pair) {
        return (pair & (1L << NUMBER_BITS) - 1) >>> 1;
    }

    /** Whether the two share an identifier by which they were found. */
    static boolean byIdentifier(long pair) {
        return (pair & 1) == 0;
    }

    /** Whether an identifier of a record of the last search is that of so many that its block was passed over. */
    boolean hasCrowdedIdentifier(int owner) {
        return crowded.get(owner);
    }

    /** Keys, ascending and each once, as PostgreSQL finds them fastest, and the records that have them, by index. */
    private static final class Asked {

        private final long[] keys;
        /** Where the owners of each key end. */
        private final int[] ends;

        /** Twice the index, and 1 where the key is an identifier's. */
        private final int[] owners;

        Asked(long[][] keysOf, int[] identifiers) {
            int count = 0;
            for (long[] own : keysOf) {
                count += own.length;
            }
            record One(long key, int owner) {}
            One[] all = new One[count];
            count = 0;
            for (int i = 0; i < keysOf.length; i++) {
                for (int k = 0; k < keysOf[i].length; k++) {
                    all[count++] = new One(keysOf[i][k], 2 * i + (k < identifiers[i] ? 1 : 0));
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

        int owner(int i) {
            return owners[i] >>> 1;
        }

        boolean identifier(int i) {
            return (owners[i] & 1) != 0;
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
