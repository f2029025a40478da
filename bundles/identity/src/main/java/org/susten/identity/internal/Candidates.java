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

    private static final String FIND =
            """
            select a.at, b.record from unnest(?) with ordinality a(key, at)
            cross join lateral (select record from (%s) k limit %d) b
            """;

    private final Connection connection;
    private final String sql;
    private long[] found = new long[1024];
    private int size;

    /** Looks in the index and, where a run is given, among its own records so far. */
    Candidates(Connection connection, long run) {
        this.connection = connection;
        this.sql = FIND.formatted(OF_INDEX + (run == 0 ? "" : OF_RUN.formatted(run)), Blocks.CAP + 1);
    }

    /** The candidates of records by their keys, those of identifiers first; ascending and distinct. */
    long[] find(long[][] keysOf) throws SQLException {
        int count = 0;
        for (long[] own : keysOf) {
            count += own.length;
        }
        long[] keys = new long[count];
        int[] owners = new int[count];
        count = 0;
        for (int i = 0; i < keysOf.length; i++) {
            System.arraycopy(keysOf[i], 0, keys, count, keysOf[i].length);
            Arrays.fill(owners, count, count + keysOf[i].length, i);
            count += keysOf[i].length;
        }
        size = 0;
        if (count > 0) {
            look(keys, owners);
        }
        Arrays.sort(found, 0, size);
        return distinct();
    }

    private void look(long[] keys, int[] owners) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Members.array(connection, keys));
            try (ResultSet rows = statement.executeQuery()) {
                int block = -1;
                int begun = 0;
                while (rows.next()) {
                    int at = rows.getInt(1);
                    if (at != block) {
                        block = at;
                        begun = size;
                    }
                    add((long) owners[at - 1] << NUMBER_BITS | rows.getLong(2));
                    if (size - begun > Blocks.CAP) {
                        size = begun;
                    }
                }
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
}
