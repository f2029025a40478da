// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.susten.db.Database;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.store.Records;
import org.susten.store.Stage;
import org.susten.store.Stage.Change;
import org.susten.store.Stage.Coverage;
import org.susten.store.Stage.Row;

/** Does what the engine does, for tests of the store alone. */
final class Hub {

    static final String SYSTEM = "oneroster";
    static final String SITE = "riverside";

    private static long lastRun;

    final Database database;
    final Records records;
    Map<String, Long> waiting = Map.of();
    long commit;

    /** Whose runs pass over what is stored already, however small they are. */
    Hub(Database database) {
        this(database, 0);
    }

    Hub(Database database, long least) {
        this(database, least, Room.ofHeap());
    }

    Hub(Database database, long least, Room room) {
        this.database = database;
        this.records = new JdbcRecords(database, least, room);
    }

    static SourceId id(String stream, String key) {
        return new SourceId(SYSTEM, SITE, stream, key);
    }

    /** Rows numbered in order, each its own origin. */
    static List<Row> rows(Entity... entities) {
        List<Row> rows = new ArrayList<>();
        for (Entity entity : entities) {
            rows.add(new Row(rows.size() + 1, entity, entity.id()));
        }
        return rows;
    }

    static Row gone(long ordinal, SourceId origin) {
        return new Row(ordinal, null, origin);
    }

    static List<Coverage> complete(String... streams) {
        return Stream.of(streams)
                .map(stream -> new Coverage(SYSTEM, SITE, stream, true, Set.of()))
                .toList();
    }

    static List<Coverage> partial(String... streams) {
        return Stream.of(streams)
                .map(stream -> new Coverage(SYSTEM, SITE, stream, false, Set.of()))
                .toList();
    }

    /** The latest run. */
    long run() {
        return lastRun;
    }

    Stage stage(List<Row> rows) {
        Stage stage = records.stage(++lastRun);
        stage.add(rows);
        return stage;
    }

    /** One whole run. */
    List<Change> run(List<Row> rows, List<Coverage> coverage) {
        Stage stage = stage(rows);
        List<Change> changes = stage.compare(coverage);
        waiting = stage.waitForParents();
        commit = commit(stage);
        return changes;
    }

    long commit(Stage stage) {
        long run = lastRun;
        long place = database.inTransaction(connection -> {
            long next = records.nextCommit(connection, run);
            stage.merge(connection, next);
            return next;
        });
        stage.drop();
        return place;
    }

    /** Every row of a query as texts parted by |. */
    List<String> query(String sql) {
        try (var connection = database.dataSource().getConnection()) {
            return Sql.list(connection, sql, row -> {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(row.getString(i)));
                }
                return String.join("|", cells);
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void sql(String statement) {
        database.inTransaction(connection -> Sql.run(connection, statement));
    }

    void empty() {
        for (Shape shape : Shape.all()) {
            sql("truncate store." + shape.table());
        }
        sql("truncate store.history, store.tally, store.waiting, store.waiting_for, store.commit");
    }
}
