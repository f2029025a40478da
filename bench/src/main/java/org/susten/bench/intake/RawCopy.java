// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.susten.db.Database;

/** The limit: PostgreSQL's own COPY of the same rows into plain tables with primary keys, and nothing else. */
final class RawCopy {

    private final Database database;
    private final String schema;

    RawCopy(Database database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /** Empty tables with the columns of the files. */
    void createTables(Roster roster) throws SQLException, IOException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + schema + " cascade; create schema " + schema);
            for (Path file : roster.files()) {
                String columns = Roster.columns(file).stream()
                        .map(column -> '"' + column + "\" text" + (column.equals("sourcedId") ? " primary key" : ""))
                        .collect(Collectors.joining(", "));
                statement.execute("create table " + table(file) + " (" + columns + ")");
            }
        }
    }

    String table(Path file) {
        return schema + '.' + Roster.table(file);
    }

    /** The statement that writes a row, or writes over it; {@code value} is how a column's value is named in it. */
    String upsert(Path file, UnaryOperator<String> value) throws IOException {
        List<String> names = Roster.columns(file);
        return "insert into " + table(file) + " ("
                + names.stream().map(RawCopy::quoted).collect(Collectors.joining(", ")) + ") values ("
                + names.stream().map(value).collect(Collectors.joining(", "))
                + ") on conflict (\"sourcedId\") do update set "
                + names.stream()
                        .filter(name -> !name.equals("sourcedId"))
                        .map(name -> quoted(name) + " = excluded." + quoted(name))
                        .collect(Collectors.joining(", "));
    }

    private static String quoted(String column) {
        return '"' + column + '"';
    }

    /** Seconds that it takes. */
    double copy(Roster roster) throws SQLException, IOException {
        long start = System.nanoTime();
        try (Connection connection = database.dataSource().getConnection()) {
            for (Path file : roster.files()) {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy " + table(file) + " from stdin (format csv, header)", in, 1 << 16);
                }
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
