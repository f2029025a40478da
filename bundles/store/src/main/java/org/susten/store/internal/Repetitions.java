// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Settles what a run says twice, so that every row is staged once: of rows with one key the later counts, and of equal ones any; a
 * source row sent again, or gone, takes back all it became before.
 */
final class Repetitions {

    /** Of equal rows the one with the least origin stays: the same whatever the order of arrival. */
    private static final String KEEP_LAST =
            """
            with twin as (
                select s.ctid as at, s.row, s.stream, s.key, s.hash, s.ordinal, s.origin, s.source,
                       first_value(s.hash) over last as last_hash
                from %1$s s where s.row in (select row from %2$s where entity = '%3$s')
                window last as (partition by s.row order by s.ordinal desc, s.hash
                                rows between unbounded preceding and unbounded following)),
            ranked as (
                select twin.*, row_number() over (partition by row
                       order by (hash = last_hash) desc, coalesce(origin, row), source, ordinal desc, at) as place
                from twin),
            lost as (
                delete from %1$s where ctid in (select at from ranked where place > 1)
                returning row, stream, key, hash, ordinal),
            reported as (
                insert into %4$s
                select '%3$s', l.stream, l.key, l.ordinal from lost l join ranked r on r.row = l.row and r.place = 1
                where l.hash <> r.hash)
            insert into repeated
            select coalesce(origin, row), max(ordinal) from ranked where source is null
            group by 1 having min(ordinal) < max(ordinal)
            """;

    private static final String TAKE_BACK =
            """
            with taken as (
                delete from %1$s s using repeated r
                where coalesce(s.origin, s.row) = r.origin and s.source is null and s.ordinal < r.ordinal
                returning s.row, s.stream, s.key),
            absent as (insert into %4$s select '%3$s', row from taken)
            insert into %2$s select '%3$s', row, stream, key from taken
            """;

    private static final String COME_BACK =
            """
            delete from %2$s g using %1$s s
            where coalesce(s.origin, s.row) = g.origin and s.source is null and s.ordinal > g.ordinal
            """;

    private final Connection connection;
    private final StageTables tables;

    Repetitions(Connection connection, StageTables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    void settle(Set<String> there) throws SQLException {
        boolean twins = Sql.any(connection, "from " + tables.twin());
        boolean gone = Sql.any(connection, "from " + tables.gone());
        if (!twins && !gone) {
            return;
        }
        Sql.run(connection, "create temp table repeated (origin uuid, ordinal bigint) on commit drop");
        for (Shape shape : Shape.all()) {
            if (there.contains(tables.rows(shape))
                    && Sql.any(connection, "from " + tables.twin() + " where entity = '" + shape.table() + "'")) {
                Sql.run(
                        connection,
                        KEEP_LAST.formatted(tables.rows(shape), tables.twin(), shape.table(), tables.duplicate()));
            }
        }
        Sql.run(connection, "insert into repeated select origin, ordinal from " + tables.gone());
        if (Sql.any(connection, "from repeated")) {
            takeBack(there);
        }
    }

    private void takeBack(Set<String> there) throws SQLException {
        for (Shape shape : Shape.all()) {
            if (there.contains(tables.rows(shape))) {
                Sql.run(
                        connection,
                        TAKE_BACK.formatted(tables.rows(shape), tables.reference(), shape.table(), tables.absent()));
                Sql.run(connection, COME_BACK.formatted(tables.rows(shape), tables.gone()));
            }
        }
    }
}
