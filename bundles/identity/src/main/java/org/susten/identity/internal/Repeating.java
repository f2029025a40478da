// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

/** Streams that may hold one child several times, as their connections say. */
final class Repeating {

    /** By the store's published view of streams; a stream that has brought nothing yet is told again with its first run. */
    private static final String SAY =
            """
            with said as (
                select stream, name = any(?) as repeats from store.stream_v1 where system = ? and site = ?),
            gone as (
                delete from identity.repeating r using said s where r.stream = s.stream and not s.repeats returning r.stream),
            come as (
                insert into identity.repeating (stream) select stream from said where repeats on conflict do nothing returning stream)
            insert into identity.rescoring (stream, who, since)
            select stream, 'rules', now() from (select stream from gone union all select stream from come) news
            where exists (select from identity.link l where l.stream = news.stream)
            """;

    private Repeating() {}

    static void say(Connection connection, String system, String site, Set<String> streams) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAY)) {
            statement.setArray(1, connection.createArrayOf("text", streams.toArray()));
            statement.setString(2, system);
            statement.setString(3, site);
            statement.executeUpdate();
        }
    }

    static Set<Integer> of(Connection connection) throws SQLException {
        return Set.copyOf(Sql.list(connection, "select stream from identity.repeating", row -> row.getInt(1)));
    }
}
