// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * A recipient's ids in their order, each as CSV has it, and whose it is: some fifty bytes for each person, all in one piece, so that the
 * database need not carry an id through every row it sorts.
 */
public final class RankedIds {

    private static final int PAGE = 10_000;

    private static final String IDS =
            """
            select person, case when id = '' or id ~ '[",\\r\\n]' then '"' || replace(id, '"', '""') || '"' else id end
            from %s order by rank""";

    private long[] persons = new long[PAGE];
    private int[] begins = new int[PAGE + 1];
    private byte[] ids = {};
    private int known;

    private RankedIds() {}

    /** Reads a relation {@code (person, id, rank)}; ranks are 1, 2, and so on. */
    public static RankedIds of(Connection transaction, String relation) throws SQLException {
        RankedIds ranked = new RankedIds();
        ByteArrayOutputStream ids = new ByteArrayOutputStream();
        try (Statement statement = transaction.createStatement()) {
            statement.setFetchSize(PAGE);
            try (ResultSet row = statement.executeQuery(IDS.formatted(relation))) {
                while (row.next()) {
                    ids.writeBytes(row.getString(2).getBytes(StandardCharsets.UTF_8));
                    ranked.add(row.getLong(1), ids.size());
                }
            }
        }
        ranked.ids = ids.toByteArray();
        return ranked;
    }

    private void add(long person, int end) {
        if (known == persons.length) {
            persons = Arrays.copyOf(persons, known * 2);
            begins = Arrays.copyOf(begins, known * 2 + 1);
        }
        persons[known++] = person;
        begins[known] = end;
    }

    /** Whose id is the one of a rank. */
    long person(int rank) {
        return persons[rank - 1];
    }

    /** All ids, one after the other. */
    byte[] bytes() {
        return ids;
    }

    /** Where among the bytes the id of a rank begins, which is where the one before ends. */
    int begin(int rank) {
        return begins[rank - 1];
    }
}
