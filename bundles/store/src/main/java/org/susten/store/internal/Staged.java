// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows staged, or passed over because they are stored just so, by entity and stream.
 *
 * @param counts by entity, then by the stream of the source row
 * @param ids streams that row ids name, by entity
 * @param passed streams whose stored rows are in the stage only where they differ, by entity
 */
record Staged(Map<Shape, Map<Integer, Long>> counts, Map<Shape, Set<Integer>> ids, Map<Shape, Set<Integer>> passed) {

    private record Count(int id, int source, long rows) {}

    static Staged count(Connection connection, StageTables tables, Set<String> there) throws SQLException {
        Map<Shape, Map<Integer, Long>> counts = new HashMap<>();
        Map<Shape, Set<Integer>> ids = new HashMap<>();
        for (Shape shape : Shape.all()) {
            if (there.contains(tables.rows(shape))) {
                String sql = "select stream, coalesce(source, stream), count(*) from " + tables.rows(shape)
                        + " group by 1, 2";
                List<Count> found =
                        Sql.list(connection, sql, row -> new Count(row.getInt(1), row.getInt(2), row.getLong(3)));
                for (Count count : found) {
                    counts.computeIfAbsent(shape, any -> new HashMap<>()).merge(count.source, count.rows, Long::sum);
                    ids.computeIfAbsent(shape, any -> new HashSet<>()).add(count.id);
                }
            }
        }
        Map<Shape, Set<Integer>> passed = new HashMap<>();
        Sql.list(
                connection,
                "select entity, stream, rows from " + tables.same(),
                row -> passed(counts, passed, Shape.ofTable(row.getString(1)), row.getInt(2), row.getLong(3)));
        return new Staged(counts, ids, passed);
    }

    private static boolean passed(
            Map<Shape, Map<Integer, Long>> counts,
            Map<Shape, Set<Integer>> passed,
            Shape shape,
            int stream,
            long rows) {
        if (rows > 0) {
            counts.computeIfAbsent(shape, any -> new HashMap<>()).merge(stream, rows, Long::sum);
        }
        return passed.computeIfAbsent(shape, any -> new HashSet<>()).add(stream);
    }

    /** Streams whose stored rows are in the stage only where they differ. */
    Set<Integer> passed(Shape shape) {
        return passed.getOrDefault(shape, Set.of());
    }

    /** Every stream that staged rows of an entity name or come from. */
    Set<Integer> streams(Shape shape) {
        Set<Integer> all = new HashSet<>(counts.getOrDefault(shape, Map.of()).keySet());
        all.addAll(ids.getOrDefault(shape, Set.of()));
        return all;
    }

    /** Its differences where nothing is stored of it. */
    List<Difference> fresh(Shape shape) {
        return counts.getOrDefault(shape, Map.of()).entrySet().stream()
                .map(stream -> new Difference(stream.getKey(), 0, 'n', stream.getValue()))
                .toList();
    }

    long rows(Shape shape, int stream) {
        return counts.getOrDefault(shape, Map.of()).getOrDefault(stream, 0L);
    }
}
