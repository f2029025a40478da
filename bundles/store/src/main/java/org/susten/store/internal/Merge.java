// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.susten.db.EmptyTable;

/** Writes a run's differences into the store: one statement per entity and kind of difference. */
final class Merge {

    private static final String KEEP_OLD =
            """
            insert into store.history (entity, row, since, until, content)
            select '%1$s', t.row, t.since, coalesce(t.closed, %2$d),
                   to_jsonb(t) - '{row,stream,key,origin,source,hash,since,closed}'::text[]
            from %3$s c join store.%1$s t on t.row = c.row where c.change in ('c', 'r')
            """;

    private static final String UPDATE =
            """
            update store.%1$s t
            set (origin, source, hash, since, closed, %4$s) = row(s.origin, s.source, s.hash, %2$d, null, %5$s)
            from %3$s c join %6$s s on s.ctid = c.at where c.change in ('c', 'r') and t.row = c.row
            """;

    private static final String MOVE =
            """
            update store.%1$s t set origin = s.origin, source = s.source
            from %2$s c join %3$s s on s.ctid = c.at where c.change = 'm' and t.row = c.row
            """;

    private static final String CLOSE =
            """
            update store.%1$s t set closed = %2$d
            from %3$s c where c.change = 'x' and t.row = c.row and t.closed is null
            """;

    private static final String INSERT =
            """
            insert into store.%1$s (row, stream, key, origin, source, hash, since, %3$s)
            select s.row, s.stream, s.key, s.origin, s.source, s.hash, %2$d, %4$s from %5$s s %6$s
            """;

    /** A table that was never analyzed. */
    private static final String UNKNOWN = "from pg_class where oid = 'store.%s'::regclass and reltuples < 0";

    private static final String WITHDRAW =
            """
            delete from %1$s c using %2$s d
            where d.entity = '%3$s' and d.released and d.row = c.row
            and not exists (select from store.waiting w where w.entity = d.entity and w.row = d.row)
            """;

    private static final String WAIT =
            """
            delete from store.waiting w using %1$s d where d.entity = w.entity and d.row = w.row;
            delete from store.waiting w using %2$s o where o.entity = w.entity and o.row = w.row;
            insert into store.waiting (entity, row, stream, key, origin, source, run, ordinal, content)
            select entity, row, stream, key, origin, source, %4$d, ordinal, content from %2$s;
            insert into store.waiting_for (entity, row, component, parent_entity, parent, parent_stream, parent_key)
            select entity, row, component, parent_entity, parent, parent_stream, parent_key from %3$s
            """;

    private static final String PARENTS = "select distinct parent_entity from store.waiting_for";

    private static final String COME =
            """
            delete from store.waiting_for f
            where f.parent_entity = '%1$s' and exists (select from store.%1$s t where t.row = f.parent)
            """;

    private final Connection connection;
    private final StageTables tables;
    private final long run;
    private final long commit;
    private final TouchedList touched;

    Merge(Connection connection, StageTables tables, long run, long commit) {
        this.connection = connection;
        this.tables = tables;
        this.run = run;
        this.commit = commit;
        this.touched = new TouchedList(connection, tables, commit);
    }

    void run() throws SQLException {
        Sql.heavy(connection);
        Set<String> there = Sql.tables(connection, tables);
        Set<String> fresh = Sql.views(connection, tables);
        String releases = "select distinct entity from " + tables.settled() + " where released";
        List<String> released = Sql.list(connection, releases, row -> row.getString(1));
        for (Shape shape : Shape.all()) {
            if (there.contains(tables.change(shape))) {
                if (released.contains(shape.table())) {
                    Sql.run(connection, WITHDRAW.formatted(tables.change(shape), tables.settled(), shape.table()));
                }
                merge(shape, fresh.contains(tables.change(shape)));
            }
        }
        touched.forget();
        if (Sql.any(connection, "from " + tables.orphan())) {
            // Whoever commits a parent at this moment sees these wait, or is seen by them.
            Sql.run(connection, JdbcRecords.LOCK);
        }
        Sql.run(connection, WAIT.formatted(tables.settled(), tables.orphan(), tables.lacking(), run));
        for (String parent : Sql.list(connection, PARENTS, row -> row.getString(1))) {
            Sql.run(connection, COME.formatted(parent));
        }
    }

    /** {@code fresh}: every staged row is new. */
    private void merge(Shape shape, boolean fresh) throws SQLException {
        String change = tables.change(shape);
        List<Difference> differences =
                fresh ? Difference.fresh(connection, tables, shape) : Difference.count(connection, change);
        touched.add(shape, differences);
        Set<Character> kinds = differences.stream().map(Difference::change).collect(Collectors.toSet());
        if (kinds.contains('c') || kinds.contains('r')) {
            Sql.run(connection, KEEP_OLD.formatted(shape.table(), commit, change));
            Sql.run(
                    connection,
                    UPDATE.formatted(
                            shape.table(), commit, change, shape.names(""), shape.names("s."), tables.rows(shape)));
        }
        if (kinds.contains('m')) {
            Sql.run(connection, MOVE.formatted(shape.table(), change, tables.rows(shape)));
        }
        if (kinds.contains('x')) {
            Sql.run(connection, CLOSE.formatted(shape.table(), commit, change));
        }
        if (kinds.contains('n')) {
            long onlyNew = kinds.size() == 1 ? rows(differences) : 0;
            insert(shape, onlyNew, fresh ? onlyNew : count(tables.rows(shape)));
        }
        if (!kinds.isEmpty()) {
            Tally.add(connection, shape, differences);
        }
    }

    private static long rows(List<Difference> differences) {
        return differences.stream().mapToLong(Difference::rows).sum();
    }

    /** {@code onlyNew}: how many rows differ, where all of them are new. */
    private void insert(Shape shape, long onlyNew, long staged) throws SQLException {
        String rows = tables.rows(shape);
        String join =
                onlyNew == staged ? "" : "join " + tables.change(shape) + " c on c.at = s.ctid and c.change = 'n'";
        String insert = INSERT.formatted(shape.table(), commit, shape.names(""), shape.names("s."), rows, join);
        EmptyTable table = new EmptyTable(connection, "store." + shape.table());
        if (staged < EmptyTable.MANY || !table.fill(() -> Sql.run(connection, insert))) {
            // In the order of the key: that halves what its index costs, and keeps growing tables as fast as small
            // ones.
            Sql.run(connection, insert + " order by s.row");
        }
        if (Sql.any(connection, UNKNOWN.formatted(shape.table()))) {
            // The next run may come sooner than autovacuum, and without statistics PostgreSQL joins row by row.
            Sql.run(connection, "analyze store." + shape.table());
        }
    }

    private long count(String table) throws SQLException {
        return Sql.list(connection, "select count(*) from " + table, row -> row.getLong(1))
                .get(0);
    }
}
