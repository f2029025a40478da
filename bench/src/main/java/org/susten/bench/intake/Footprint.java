// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.susten.db.Database;

/**
 * What lies in the database.
 *
 * @param recordBytes size of the tables of records and their history, indexes included, maps of free and visible pages not
 * @param databaseBytes size of everything
 * @param transaction a transaction number: later ones are greater
 */
record Footprint(long recordBytes, long databaseBytes, long transaction) {

    private static final String TABLES =
            """
            select relname from pg_class where relnamespace = 'store'::regnamespace and relkind = 'r' and relpersistence = 'p'
            and relname not in ('migration', 'stream', 'commit', 'tally')
            """;

    private static final String SIZES =
            """
            select coalesce(sum(pg_relation_size(t) + pg_indexes_size(t)), 0), pg_database_size(current_database()),
                   pg_current_xact_id()::text::bigint
            from (select ('store.' || relname)::regclass as t from (%s) names) tables
            """;

    static Footprint of(Database database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SIZES.formatted(TABLES))) {
            row.next();
            return new Footprint(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    /** Versions of rows written after this was taken. */
    long rowsWrittenSince(Database database) throws SQLException {
        long rows = 0;
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(TABLES)) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                String sql = "select count(*) from store.%s where xmin::text::bigint > %d";
                try (ResultSet count = statement.executeQuery(sql.formatted(table, transaction))) {
                    count.next();
                    rows += count.getLong(1);
                }
            }
        }
        return rows;
    }
}
