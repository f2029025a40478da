// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Open rows in the store, by entity and by the stream of the source row. */
final class Tally {

    private static final String ADD =
            """
            insert into store.tally (entity, stream, open) values ('%s', %d, %d)
            on conflict (entity, stream) do update set open = tally.open + excluded.open
            """;

    private final Map<String, Map<Integer, Long>> open = new HashMap<>();

    private Tally() {}

    static Tally read(Connection connection) throws SQLException {
        Tally tally = new Tally();
        Sql.list(connection, "select entity, stream, open from store.tally where open > 0", row -> tally.open
                .computeIfAbsent(row.getString(1), any -> new HashMap<>())
                .put(row.getInt(2), row.getLong(3)));
        return tally;
    }

    /** Counts a run's changes in. */
    static void add(Connection connection, Shape shape, List<Difference> differences) throws SQLException {
        Map<Integer, Long> more = new TreeMap<>();
        for (Difference each : differences) {
            if (each.change() != 'x') {
                more.merge(each.stream(), each.rows(), Long::sum);
            }
            if (each.change() != 'n' && each.change() != 'r') {
                more.merge(each.former(), -each.rows(), Long::sum);
            }
        }
        for (Map.Entry<Integer, Long> stream : more.entrySet()) {
            if (stream.getValue() != 0) {
                Sql.run(connection, ADD.formatted(shape.table(), stream.getKey(), stream.getValue()));
            }
        }
    }

    boolean any(Shape shape) {
        return open.containsKey(shape.table());
    }

    long rows(Shape shape, int stream) {
        return open.getOrDefault(shape.table(), Map.of()).getOrDefault(stream, 0L);
    }

    /** Streams with open rows that a run covered completely, in whole or in part. */
    Set<Integer> streams(Shape shape, Scope scope) {
        Set<Integer> streams =
                new HashSet<>(open.getOrDefault(shape.table(), Map.of()).keySet());
        streams.removeIf(
                stream -> !scope.whole().contains(stream) && !scope.parts().containsKey(stream));
        return streams;
    }
}
