// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.susten.model.Organization;
import org.susten.store.Stage;

/** Counts an entity's differences by stream, and by organization where something stored is affected. */
final class Counts {

    private static final String BY_ORGANIZATION =
            """
            with differences as (
                select stream, organization, count(*) filter (where change in ('n', 'r')) as added,
                       count(*) filter (where change = 'c') as changed, count(*) filter (where change = 'x') as closed
                from %1$s where organization is not null group by 1, 2),
            before as (
                select coalesce(source, stream) as stream, organization, count(*) as rows from store.%2$s
                where closed is null and (stream = any (%3$s) or source = any (%3$s)) group by 1, 2),
            keys as (select row, key from store.organization union select row, key from %4$s)
            select n.name, keys.key, coalesce(before.rows, 0), added, changed, closed,
                   greatest(coalesce(before.rows, 0) - changed - closed, 0)
            from differences left join before using (stream, organization)
            join keys on keys.row = organization join store.stream n on n.stream = differences.stream
            order by 1, 2
            """;

    private final Connection connection;
    private final StageTables tables;
    private final Shape shape;
    private final Staged staged;
    private final Tally before;

    Counts(Connection connection, StageTables tables, Shape shape, Staged staged, Tally before) {
        this.connection = connection;
        this.tables = tables;
        this.shape = shape;
        this.staged = staged;
        this.before = before;
    }

    List<Stage.Change> of(List<Difference> differences) throws SQLException {
        Set<Integer> streams =
                new TreeSet<>(staged.counts().getOrDefault(shape, Map.of()).keySet());
        differences.forEach(each -> streams.add(each.stream()));
        List<Stage.Change> changes = new ArrayList<>();
        boolean affected = false;
        for (int stream : streams) {
            long added = rows(differences, stream, "nr");
            long changed = rows(differences, stream, "c");
            long closed = rows(differences, stream, "x");
            long stored = before.rows(shape, stream);
            affected |= stored > 0 && added + changed + closed > 0;
            changes.add(new Stage.Change(
                    name(stream),
                    shape.entity(),
                    "",
                    stored,
                    added,
                    changed,
                    closed,
                    staged.rows(shape, stream) - added - changed));
        }
        if (affected && shape.has("organization")) {
            changes.addAll(byOrganization(streams));
        }
        return changes;
    }

    private static long rows(List<Difference> differences, int stream, String kinds) {
        return differences.stream()
                .filter(each -> each.stream() == stream && kinds.indexOf(each.change()) >= 0)
                .mapToLong(Difference::rows)
                .sum();
    }

    private String name(int stream) throws SQLException {
        return Sql.list(connection, "select name from store.stream where stream = " + stream, row -> row.getString(1))
                .get(0);
    }

    private List<Stage.Change> byOrganization(Set<Integer> streams) throws SQLException {
        Shape organization = Shape.of(Organization.class);
        Sql.run(connection, tables.create(organization));
        String sql = BY_ORGANIZATION.formatted(
                tables.change(shape), shape.table(), Sql.array(streams), tables.rows(organization));
        return Sql.list(
                connection,
                sql,
                row -> new Stage.Change(
                        row.getString(1),
                        shape.entity(),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)));
    }
}
