// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.susten.model.Entity;

/**
 * Children wait for parents. Only parents that were named before they were staged are looked up, so a run that brings parents first
 * pays nothing. A parent that is stored counts as there even where it is closed: what is there stays there, so that the order of
 * arrival does not matter.
 */
final class Waiting {

    private static final String MISSING =
            "create temp table missing (entity text, row uuid, stream integer, key text) on commit drop";

    private static final String MISSING_PARENTS =
            """
            insert into missing
            select distinct r.entity, r.row, r.stream, r.key from %1$s r
            where r.entity = '%2$s' and not exists (select from store.%2$s t where t.row = r.row) %3$s
            """;

    private static final String OVERTAKEN =
            """
            insert into %1$s
            select w.entity, w.row, false from store.waiting w where w.entity = '%2$s' and (
                exists (select from %3$s s where s.row = w.row)
                or w.source is null and coalesce(w.origin, w.row) in (select origin from %4$s)
                or coalesce(w.source, w.stream) in (select unnest(covered) from %5$s)
                   and coalesce(w.origin, w.row) not in (select origin from %6$s))
            """;

    private static final String RELEASE =
            """
            with released as (
                insert into %1$s
                select w.entity, w.row, true from store.waiting w
                where w.entity = '%2$s' and not exists (select from %1$s d where d.entity = w.entity and d.row = w.row)
                and not exists (select from store.waiting_for f where f.entity = w.entity and f.row = w.row and not (%3$s))
                returning row)
            insert into %4$s
            select s.* from released join store.waiting w using (row), jsonb_populate_record(null::%4$s, w.content) s
            where w.entity = '%2$s'
            """;

    private static final String COMPARE_RELEASED =
            """
            insert into %1$s
            select s.ctid, s.row, coalesce(s.source, s.stream), coalesce(t.source, t.stream), %2$s,
                   case when t.row is null then 'n' when t.closed is not null then 'r'
                        when t.hash <> s.hash then 'c' else 'm' end::"char"
            from %3$s s join %4$s d on d.entity = '%5$s' and d.row = s.row and d.released
            left join store.%5$s t on t.row = s.row
            """;

    private static final String NOT_MISSING =
            "delete from missing m using %1$s d where m.entity = '%2$s' and d.entity = m.entity and d.row = m.row and d.released";

    private static final String LACKING =
            """
            insert into %1$s
            select '%2$s', s.row, '%3$s', m.entity, m.row, m.stream, m.key
            from missing m join %4$s s on s.%5$s = m.row join %6$s c on c.at = s.ctid
            where m.entity = '%7$s' and c.change <> 'x'
            """;

    private static final String ORPHANS =
            """
            with orphan as (
                insert into %1$s
                select '%2$s', s.row, s.stream, s.key, s.origin, s.source, s.ordinal, to_jsonb(s),
                       exists (select from store.%2$s t where t.row = s.row)
                from %4$s s where s.row in (select row from %3$s where entity = '%2$s')
                returning row, stream, key, kept),
            taken as (delete from %5$s where row in (select row from orphan))
            insert into missing select '%2$s', row, stream, key from orphan where not kept
            """;

    private static final String WAITING =
            """
            select n.name, l.entity, p.name, count(distinct l.row)
            from %s l join %s o using (entity, row)
            join store.stream n on n.stream = o.stream join store.stream p on p.stream = l.parent_stream
            group by 1, 2, 3 order by 1, 2, 3
            """;

    private final Connection connection;
    private final StageTables tables;

    Waiting(Connection connection, StageTables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    Map<String, Long> run() throws SQLException {
        Sql.heavy(connection);
        forget();
        Set<String> there = Sql.tables(connection, tables);
        missingParents(there);
        boolean waiting = Sql.any(connection, "from store.waiting");
        for (Shape shape : Shape.all()) {
            if (waiting && Sql.any(connection, "from store.waiting where entity = '" + shape.table() + "'")) {
                release(shape, there);
            }
            if (there.contains(tables.change(shape)) && Sql.any(connection, "from missing")) {
                orphan(shape);
            }
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        Sql.list(
                connection,
                WAITING.formatted(tables.lacking(), tables.orphan()),
                row -> counts.put(
                        row.getString(1) + '/' + Shape.ofTable(row.getString(2)).entity() + '/' + row.getString(3),
                        row.getLong(4)));
        return counts;
    }

    private void forget() throws SQLException {
        Sql.run(
                connection,
                String.join(
                        ";",
                        "delete from " + tables.orphan(),
                        "delete from " + tables.lacking(),
                        "delete from " + tables.settled(),
                        MISSING));
    }

    private void missingParents(Set<String> there) throws SQLException {
        List<String> parents =
                Sql.list(connection, "select distinct entity from " + tables.reference(), row -> row.getString(1));
        for (String parent : parents) {
            String rows = tables.rows(Shape.ofTable(parent));
            String unstaged =
                    there.contains(rows) ? "and not exists (select from " + rows + " s where s.row = r.row)" : "";
            Sql.run(connection, MISSING_PARENTS.formatted(tables.reference(), parent, unstaged));
        }
        Sql.run(connection, "analyze missing");
    }

    /** Takes rows into the stage whose parents are all there, now that those of earlier shapes are decided. */
    private void release(Shape shape, Set<String> there) throws SQLException {
        prepare(shape, there);
        Sql.run(
                connection,
                OVERTAKEN.formatted(
                        tables.settled(),
                        shape.table(),
                        tables.rows(shape),
                        tables.gone(),
                        tables.marker(),
                        tables.kept()));
        String parentThere = shape.references().stream()
                .map(Column::parent)
                .filter(Objects::nonNull)
                .distinct()
                .map(parent -> isThere(parent, there))
                .collect(Collectors.joining(" or "));
        Sql.run(connection, RELEASE.formatted(tables.settled(), shape.table(), parentThere, tables.rows(shape)));
        Sql.run(
                connection,
                COMPARE_RELEASED.formatted(
                        tables.change(shape),
                        shape.has("organization") ? "coalesce(t.organization, s.organization)" : "null::uuid",
                        tables.rows(shape),
                        tables.settled(),
                        shape.table()));
        Sql.run(connection, NOT_MISSING.formatted(tables.settled(), shape.table()));
    }

    private String isThere(Class<? extends Entity> entity, Set<String> there) {
        Shape parent = Shape.of(entity);
        String stored = "exists (select from store.%1$s t where t.row = f.parent)".formatted(parent.table());
        String staged = !there.contains(tables.rows(parent))
                ? ""
                : """
                   or exists (select from %s s where s.row = f.parent)
                      and not exists (select from missing m where m.entity = '%s' and m.row = f.parent)
                  """
                        .formatted(tables.rows(parent), parent.table());
        return "f.parent_entity = '" + parent.table() + "' and (" + stored + staged + ")";
    }

    private void prepare(Shape shape, Set<String> there) throws SQLException {
        Comparison.own(connection, tables, shape);
        Sql.run(connection, tables.create(shape));
        there.add(tables.rows(shape));
        if (there.add(tables.change(shape))) {
            Sql.run(connection, Comparison.noDifferences(tables.change(shape)));
        }
    }

    private void orphan(Shape shape) throws SQLException {
        for (Column column : shape.references()) {
            Shape parent = Shape.of(Objects.requireNonNull(column.parent()));
            Sql.run(
                    connection,
                    LACKING.formatted(
                            tables.lacking(),
                            shape.table(),
                            column.name(),
                            tables.rows(shape),
                            column.quoted(),
                            tables.change(shape),
                            parent.table()));
        }
        if (Sql.any(connection, "from " + tables.lacking() + " where entity = '" + shape.table() + "'")) {
            Comparison.own(connection, tables, shape);
            Sql.run(
                    connection,
                    ORPHANS.formatted(
                            tables.orphan(),
                            shape.table(),
                            tables.lacking(),
                            tables.rows(shape),
                            tables.change(shape)));
        }
    }
}
