// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.model.SourceId;
import org.susten.store.Stage;
import org.susten.store.StageLostException;

/** A stage in unlogged tables of PostgreSQL. */
final class JdbcStage implements Stage {

    private static final int FULL = 4 << 20;

    private static final String VIEWS =
            """
            select 'store.' || relname from pg_class
            where relnamespace = 'store'::regnamespace and relkind = 'v' and starts_with(relname, 'stage_')
            """;

    private final Database database;
    private final Streams streams;
    private final long run;
    private final StageTables tables;
    private final boolean found;
    private final Runnable dropped;
    private final LongAdder size = new LongAdder();
    private final Set<Shape> created = ConcurrentHashMap.newKeySet();
    private final Queue<RowWriter> writers = new ConcurrentLinkedQueue<>();
    private final Room.Share room;
    private volatile @Nullable Noted noted;
    private volatile boolean lost;

    /** {@code noted}: null of a stage that an earlier hub filled. */
    private JdbcStage(
            Database database, Streams streams, long run, @Nullable Noted noted, Room.Share room, Runnable dropped) {
        this.database = database;
        this.streams = streams;
        this.run = run;
        this.tables = new StageTables(run);
        this.found = noted == null;
        this.noted = noted;
        this.room = room;
        this.dropped = dropped;
    }

    /** {@code least}: rows of a run before it is worth while to read what is stored. */
    static JdbcStage open(Database database, Streams streams, long run, long least, Room.Share room, Runnable dropped) {
        StageTables tables = new StageTables(run);
        boolean found = database.inTransaction(connection -> {
            boolean there = !Sql.tables(connection, tables).isEmpty();
            if (!there) {
                Sql.run(connection, tables.create());
            }
            return there;
        });
        Noted noted = found ? null : new Noted(Stored.of(database, least, room), room);
        return new JdbcStage(database, streams, run, noted, room, dropped);
    }

    @Override
    public void add(List<Row> batch) {
        Noted notes = noted;
        if (notes == null) {
            throw new IllegalStateException("run " + run
                    + " was staged before this hub started, or compared, or dropped: stage it as a new run");
        }
        RowWriter writer = Optional.ofNullable(writers.poll()).orElseGet(() -> new RowWriter(streams, room));
        try (Connection connection = database.dataSource().getConnection()) {
            for (Row row : batch) {
                if (writer.write(row, notes, connection).size() > FULL) {
                    flush(writer, connection);
                }
            }
            flush(writer, connection);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        } finally {
            writer.clear();
            writers.add(writer);
        }
        size.add(batch.size());
    }

    private void flush(RowWriter writer, Connection connection) throws SQLException {
        for (Shape shape : Shape.all()) {
            if (writer.rows(shape).rows() > 0) {
                ensure(shape, connection);
                copy(tables.rows(shape), writer.rows(shape), connection);
            }
        }
        copy(tables.gone(), writer.gone(), connection);
        copy(tables.reference(), writer.references(), connection);
        copy(tables.twin(), writer.twins(), connection);
        writer.clear();
    }

    private void ensure(Shape shape, Connection connection) throws SQLException {
        if (!created.contains(shape)) {
            synchronized (created) {
                Sql.run(connection, tables.create(shape));
                created.add(shape);
            }
        }
    }

    static void copy(String table, CopyBuffer rows, Connection connection) throws SQLException {
        if (rows.rows() == 0) {
            return;
        }
        rows.end();
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " from stdin (format binary)");
        try {
            copy.writeToCopy(rows.bytes(), 0, rows.size());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    @Override
    public void keep(List<SourceId> origins) {
        Object[] rows = origins.stream().map(RowIds::of).toArray();
        String sql = "insert into " + tables.kept() + " select unnest(?::uuid[])";
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setArray(1, connection.createArrayOf("uuid", rows));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public long size() {
        return found ? database.inTransaction(this::count) : size.sum();
    }

    private long count(Connection connection) throws SQLException {
        Set<String> there = Sql.tables(connection, tables);
        long count = 0;
        for (Shape shape : Shape.all()) {
            if (there.contains(tables.rows(shape))) {
                count += Sql.list(connection, "select count(*) from " + tables.rows(shape), row -> row.getLong(1))
                        .get(0);
            }
        }
        return count
                + Sql.list(connection, "select count(*) from " + tables.gone(), row -> row.getLong(1))
                        .get(0)
                + Sql.list(connection, "select coalesce(sum(rows), 0) from " + tables.same(), row -> row.getLong(1))
                        .get(0);
    }

    @Override
    public List<Change> compare(List<Coverage> coverage) {
        Scope scope = Scope.of(coverage, streams);
        if (noted == null) {
            return whole(connection -> new Comparison(connection, tables, scope).run());
        }
        Stored stored = noted.stored();
        boolean recalled = false;
        try {
            List<Change> changes = whole(connection -> {
                new Recall(connection, tables, scope).run(stored);
                return new Comparison(connection, tables, scope).run();
            });
            recalled = true;
            return changes;
        } finally {
            // What was passed over is taken back once: where that is undone, it cannot be told from what is absent.
            lost |= !recalled;
            forget();
        }
    }

    /** All rows are here, and what was noted of them is needed no more: a run may be held for days. */
    void forget() {
        noted = null;
        writers.clear();
        room.end();
    }

    @Override
    public List<Duplicate> duplicates(int limit) {
        String sql =
                """
                select entity, name, key, ordinal from %s join store.stream using (stream)
                order by ordinal, entity, key limit %d
                """;
        return whole(connection -> Sql.list(
                connection,
                sql.formatted(tables.duplicate(), limit),
                row -> new Duplicate(row.getString(2), entity(row), row.getString(3), row.getLong(4))));
    }

    @Override
    public Map<String, Long> waitForParents() {
        return whole(connection -> new Waiting(connection, tables).run());
    }

    @Override
    public List<Orphan> waiting(int limit) {
        String sql =
                """
                select l.entity, n.name, o.key, o.ordinal, l.component, p.system, p.site, p.name, l.parent_key
                from %s l join %s o using (entity, row)
                join store.stream n on n.stream = o.stream join store.stream p on p.stream = l.parent_stream
                order by o.ordinal, l.entity, o.key, l.component limit %d
                """;
        return whole(connection -> Sql.list(
                connection,
                sql.formatted(tables.lacking(), tables.orphan(), limit),
                row -> new Orphan(
                        row.getString(2),
                        entity(row),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        new SourceId(row.getString(6), row.getString(7), row.getString(8), row.getString(9)))));
    }

    private static String entity(ResultSet row) throws SQLException {
        return Shape.ofTable(row.getString(1)).entity();
    }

    @Override
    public String people(Connection transaction) {
        try {
            refuseIfLost(transaction);
            return new ChangedPeople(transaction, tables).fill();
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public boolean differs(Connection transaction) {
        try {
            refuseIfLost(transaction);
            Set<String> there = Sql.tables(transaction, tables);
            for (Shape shape : Shape.all()) {
                String change = tables.change(shape);
                if (there.contains(change) && Sql.any(transaction, "from " + change + " where change <> 'm'")) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public void merge(Connection transaction, long commit) {
        try {
            refuseIfLost(transaction);
            new Merge(transaction, tables, run, commit).run();
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public boolean overtaken(Connection transaction) {
        try {
            return Sql.any(
                    transaction,
                    "from store.waiting w where not exists "
                            + "(select from store.waiting_for f where f.entity = w.entity and f.row = w.row)");
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public void drop() {
        database.inTransaction(connection -> drop(connection, Sql.tables(connection, tables)));
        forget();
        dropped.run();
    }

    static boolean drop(Connection connection, Iterable<String> tablesAndViews) throws SQLException {
        List<String> tables = new ArrayList<>();
        tablesAndViews.forEach(tables::add);
        List<String> views = Sql.list(connection, VIEWS, row -> row.getString(1));
        views.retainAll(tables);
        tables.removeAll(views);
        if (!views.isEmpty()) {
            Sql.run(connection, "drop view if exists " + String.join(", ", views));
        }
        return !tables.isEmpty() && Sql.run(connection, "drop table if exists " + String.join(", ", tables)) >= 0;
    }

    private <T> T whole(Database.Work<T> work) {
        return database.inTransaction(connection -> {
            refuseIfLost(connection);
            return work.on(connection);
        });
    }

    private void refuseIfLost(Connection connection) throws SQLException {
        if (lost
                || !Sql.tables(connection, tables).contains(tables.marker())
                || !Sql.any(connection, "from " + tables.marker())) {
            throw new StageLostException(run);
        }
    }
}
