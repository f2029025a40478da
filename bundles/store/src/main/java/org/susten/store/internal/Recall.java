// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Makes a stage whole whose unchanged rows were passed over. Of a stream that was read whole it writes down how many those were,
 * and which stored rows were not said. What cannot be decided so it stages after all, from the store: the rows of a stream that
 * was not read whole, and of source rows that came twice, or came and are gone.
 */
final class Recall {

    private static final String RECALLED =
            """
            create temp table recalled (least uuid, most uuid, ordinal bigint) on commit drop;
            create temp table unsaid (least uuid, most uuid) on commit drop;
            create temp table returned on commit drop as select origin from %s
            """;

    private static final String RETURN =
            """
            insert into returned select coalesce(origin, row) from %1$s
            where source is null and row in (select row from %2$s where entity = '%3$s')
            """;

    private static final String OF_RETURNED =
            """
            select t.row from (select row from %3$s where entity = '%1$s' union select origin from returned) r
            join store.%1$s t on t.row = r.row where t.stream = %2$d and t.closed is null
            union select t.row from returned r join store.%1$s t on t.origin = r.origin where t.stream = %2$d and t.closed is null
            """;

    private static final String STAGE =
            """
            insert into %1$s (row, hash, ordinal, stream, source, origin, key, %2$s)
            select t.row, t.hash, r.ordinal, t.stream, t.source, t.origin, t.key, %3$s from recalled r, lateral (%4$s) t
            where t.stream = %5$d and t.closed is null
            """;

    private static final String UNSAID =
            """
            insert into %1$s select '%2$s', t.row from unsaid r, lateral (%4$s) t where t.stream = %3$d and t.closed is null
            """;

    /** By the key's index, whatever is known of the table. */
    private static final String FIRST =
            "select * from store.%s f where f.row >= r.least and f.row <= r.most order by f.row limit 1";

    private final Connection connection;
    private final StageTables tables;
    private final Scope scope;
    private final CopyBuffer buffer = new CopyBuffer();

    Recall(Connection connection, StageTables tables, Scope scope) {
        this.connection = connection;
        this.tables = tables;
        this.scope = scope;
    }

    void run(Stored stored) throws SQLException {
        if (stored.known().isEmpty()) {
            return;
        }
        Sql.heavy(connection);
        Sql.run(connection, RECALLED.formatted(tables.gone()));
        boolean returned = returned();
        for (StoredRows rows : stored.known()) {
            Prints prints = Objects.requireNonNull(rows.known());
            if (!scope.whole().contains(rows.stream())) {
                prints.passed((row, ordinal) -> recalled(row, prints.recall(row)));
                stage(rows);
            } else {
                if (returned) {
                    recallReturned(rows, prints);
                }
                Sql.run(
                        connection,
                        "insert into %s values ('%s', %d, %d)"
                                .formatted(tables.same(), rows.shape().table(), rows.stream(), prints.passed()));
                absent(rows, prints);
            }
        }
        stored.forget();
    }

    /** Notes source rows that came twice or are gone. */
    private boolean returned() throws SQLException {
        Set<String> there = Sql.tables(connection, tables);
        if (Sql.any(connection, "from " + tables.twin())) {
            for (Shape shape : Shape.all()) {
                if (there.contains(tables.rows(shape))) {
                    Sql.run(connection, RETURN.formatted(tables.rows(shape), tables.twin(), shape.table()));
                }
            }
        }
        Sql.run(connection, "analyze returned, " + tables.twin());
        return Sql.any(connection, "from returned") || Sql.any(connection, "from " + tables.twin());
    }

    private void recallReturned(StoredRows rows, Prints prints) throws SQLException {
        String sql = OF_RETURNED.formatted(rows.shape().table(), rows.stream(), tables.twin());
        for (UUID row : Sql.list(connection, sql, found -> found.getObject(1, UUID.class))) {
            int ordinal = prints.recall(row.getMostSignificantBits());
            if (ordinal > 0) {
                recalled(row.getMostSignificantBits(), ordinal);
            }
        }
        stage(rows);
    }

    private void recalled(long row, int ordinal) {
        buffer.row(3);
        range(row);
        buffer.putLong(ordinal);
    }

    /** Every row id that begins so; there is but one. */
    private void range(long row) {
        buffer.putUuid(row, 0);
        buffer.putUuid(row, -1);
    }

    private void stage(StoredRows rows) throws SQLException {
        if (fill("recalled")) {
            Shape shape = rows.shape();
            Sql.run(connection, tables.create(shape));
            Sql.run(
                    connection,
                    STAGE.formatted(
                            tables.rows(shape), shape.names(""), shape.names("t."), first(shape), rows.stream()));
        }
        Sql.run(connection, "truncate recalled");
    }

    private void absent(StoredRows rows, Prints prints) throws SQLException {
        prints.unsaid((row, none) -> {
            buffer.row(2);
            range(row);
        });
        if (fill("unsaid")) {
            Sql.run(
                    connection,
                    UNSAID.formatted(tables.absent(), rows.shape().table(), rows.stream(), first(rows.shape())));
        }
        Sql.run(connection, "truncate unsaid");
    }

    private static String first(Shape shape) {
        return FIRST.formatted(shape.table());
    }

    private boolean fill(String table) throws SQLException {
        boolean any = buffer.rows() > 0;
        JdbcStage.copy(table, buffer, connection);
        buffer.clear();
        return any;
    }
}
