// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.susten.db.Database;

/** What a patient programmer would write without Camel: a loop over each file, and upserts in batches of a thousand by JDBC. */
final class JdbcBatches {

    private static final int BATCH = 1000;

    private final Database database;
    private final RawCopy tables;
    private final Roster roster;

    JdbcBatches(Database database, RawCopy tables, Roster roster) {
        this.database = database;
        this.tables = tables;
        this.roster = roster;
    }

    /** Seconds until the last batch is committed. */
    double run() throws SQLException, IOException {
        long start = System.nanoTime();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            for (Path file : roster.files()) {
                write(file, connection);
            }
            connection.setAutoCommit(true);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void write(Path file, Connection connection) throws SQLException, IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file);
                PreparedStatement statement = connection.prepareStatement(tables.upsert(file, column -> "?"))) {
            int waiting = 0;
            for (NamedCsvRecord row : rows) {
                int parameter = 1;
                for (String field : row.getFields()) {
                    statement.setString(parameter++, field);
                }
                statement.addBatch();
                if (++waiting % BATCH == 0) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
            statement.executeBatch();
            connection.commit();
        }
    }
}
