// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Lists whom a commit touches, where a record is of a day with the day, before its differences are written: of a changed record whom it was
 * about and whom it is about. Of what is of no child, and of more than is worth a list, it says only that there was something.
 */
final class TouchedList {

    /** Whoever has to look at so many reads everything as fast. */
    private static final long MOST = 100_000;

    private static final Set<String> OF_DAYS = Set.of("attendance", "service_contact");

    private static final String LIST =
            """
            insert into store.touched (commit, entity, person, day)
            select %2$d, '%1$s', person, day from (
              select t.%5$s as person, %6$s as day from %3$s c join store.%1$s t on t.row = c.row where c.change in ('c', 'r', 'x')
              union
              select t.%5$s, %6$s from %3$s c join %4$s t on t.ctid = c.at where c.change in ('n', 'c', 'r')) touched
            """;

    private static final String SOMETHING = "insert into store.touched (commit, entity) values (%d, '%s')";

    /** Nobody asks what was touched before yesterday; whoever does is told that it may have been anybody. */
    private static final String FORGET =
            """
            with old as (
              delete from store.touched
              where commit < (select max(id) from store.commit where at < clock_timestamp() - interval '2 days') returning entity)
            insert into store.touched (commit, entity)
            select (select max(id) from store.commit where at < clock_timestamp() - interval '2 days'), entity from old group by entity
            """;

    private final Connection connection;
    private final StageTables tables;
    private final long commit;

    TouchedList(Connection connection, StageTables tables, long commit) {
        this.connection = connection;
        this.tables = tables;
        this.commit = commit;
    }

    void add(Shape shape, List<Difference> differences) throws SQLException {
        long rows = differences.stream()
                .filter(difference -> difference.change() != 'm')
                .mapToLong(Difference::rows)
                .sum();
        if (rows > MOST || rows > 0 && !shape.ofPersons()) {
            Sql.run(connection, SOMETHING.formatted(commit, shape.table()));
        } else if (rows > 0) {
            Sql.run(
                    connection,
                    LIST.formatted(
                            shape.table(),
                            commit,
                            tables.change(shape),
                            tables.rows(shape),
                            shape.has("person") ? "person" : "row",
                            OF_DAYS.contains(shape.table()) ? "t.day" : "null::date"));
        }
    }

    void forget() throws SQLException {
        Sql.run(connection, FORGET);
    }
}
