// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.susten.identity.matching.Features;
import org.susten.identity.matching.Learner;
import org.susten.identity.matching.Model;

/**
 * Learns from the records of the index, all of them where there is room. Where there is not, from as many as there is room for, by a
 * hash of their numbers: shares among pairs stay what they are.
 */
final class Lessons {

    /** What a record needs at most while it is learnt from, in bytes: its keys, its cells, its own values. */
    private static final long RECORD = 600;

    private static final int PARTS = 1000;

    private static final String FEATURES =
            "select features from identity.link where features is not null and (hashint8(record) & 2147483647) %% %d < %d order by record";

    private Lessons() {}

    static Model learn(Connection connection) throws SQLException {
        return learn(connection, Runtime.getRuntime().maxMemory() / 3 / RECORD);
    }

    static Model learn(Connection connection, long room) throws SQLException {
        long records = Sql.number(connection, "select count(*) from identity.link where features is not null");
        long parts = records <= room ? PARTS : Math.max(1, PARTS * room / records);
        Learner learner = new Learner((int) Math.min(records, room) + 1);
        try (PreparedStatement statement = connection.prepareStatement(FEATURES.formatted(PARTS, parts))) {
            statement.setFetchSize(Staging.SLICE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    learner.add(Features.of(rows.getBytes(1)));
                }
            }
        }
        return learner.learn();
    }
}
