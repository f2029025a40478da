// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.susten.bench.community.Families;
import org.susten.bench.intake.Cpu;
import org.susten.bench.intake.Server;
import org.susten.db.internal.PooledDatabase;
import org.susten.identity.internal.JdbcPeople;
import org.susten.identity.matching.Features;

/**
 * A person index that holds most of an invented community, and the rest, who are still to come. Where the folder has one of before, it
 * is taken as it is. For one thread.
 */
final class Arrivals implements AutoCloseable {

    /** One record in so many is held back at first. */
    private static final int HELD_BACK = 6;

    private static final String DATABASE = "arrivals";
    private static final String STAGED = "pg_temp.arrivals";

    /** As the store stages people. Made once: that it goes is the store's affair, too, and no part of what is measured. */
    private static final String STAGE =
            """
            create temp table if not exists arrivals (row uuid, stream int, change "char", given_name text, middle_name text, family_name text,
                suffix text, preferred_name text, birth_date date, sex text, roles text[], identifiers jsonb, phones jsonb,
                emails jsonb, addresses jsonb);
            truncate arrivals
            """;

    private final Server server;
    private final PooledDatabase database;
    private final JdbcPeople people;
    private final List<String> newcomers = new ArrayList<>();
    private long persisted;
    private int next;

    private Arrivals(Server server) {
        this.server = server;
        this.database = server.database(DATABASE);
        this.people = new JdbcPeople(database);
    }

    static Arrivals open(Path folder, long seed, long records, long needed) throws IOException, SQLException {
        Path file = folder.resolve("arrivals-" + seed + "-" + records + ".csv");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Families.write(file, seed, records * HELD_BACK / (HELD_BACK - 1));
        }
        Arrivals index = new Arrivals(Server.open(folder));
        try {
            index.fill(file);
            if (index.newcomers.size() - index.next < needed) {
                throw new IllegalArgumentException("the community in " + folder
                        + " has no newcomers left: take another folder, or more --records");
            }
            return index;
        } catch (RuntimeException | IOException | SQLException e) {
            index.close();
            throw e;
        }
    }

    /** Writes what is not held back where nothing is there. */
    private void fill(Path file) throws IOException, SQLException {
        long there = count();
        if (there == 0) {
            database.inTransaction(c -> {
                FirstIndex index = new FirstIndex(c, 1024);
                read(file, index);
                index.write();
                return file;
            });
            vacuum();
        } else {
            read(file, null);
            next = (int) (there - persisted);
        }
        Collections.shuffle(newcomers, new Random(persisted));
        // As a hub does soon after its start.
        people.remember();
        people.gather();
    }

    private void read(Path file, @Nullable FirstIndex index) {
        Map<String, Integer> streams = new HashMap<>();
        long row = 0;
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord record : csv) {
                int stream = streams.computeIfAbsent(record.getField("source"), s -> streams.size() + 1);
                if (row % HELD_BACK == 0) {
                    newcomers.add(line(record, row, stream));
                } else {
                    persisted++;
                    if (index != null) {
                        index.add(id(row), stream, features(record, stream));
                    }
                }
                row++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the community cannot be read from " + file, e);
        }
    }

    /** Without order, as ids of the store. */
    private static UUID id(long row) {
        return new UUID(row * 0x9E3779B97F4A7C15L, row);
    }

    private static Features features(NamedCsvRecord record, int stream) {
        return Features.of("stream " + stream)
                .given(record.getField("given"))
                .middle(record.getField("middle"))
                .family(record.getField("family"))
                .birthDate(
                        record.getField("birth_date").isEmpty() ? null : LocalDate.parse(record.getField("birth_date")))
                .sex(record.getField("sex"))
                .phone(record.getField("phone"))
                .identifier("state", record.getField("state_id"))
                .street(record.getField("street"))
                .city(record.getField("city"))
                .postalCode(record.getField("postal_code"))
                .build();
    }

    /** A record as COPY reads it. The community has no quotes, backslashes or tabs in it. */
    private static String line(NamedCsvRecord record, long row, int stream) {
        String street = record.getField("street");
        return String.join(
                "\t",
                id(row).toString(),
                String.valueOf(stream),
                "n",
                known(record.getField("given")),
                known(record.getField("middle")),
                known(record.getField("family")),
                "\\N",
                "\\N",
                known(record.getField("birth_date")),
                known(record.getField("sex")),
                "{student}",
                list(
                        record.getField("state_id"),
                        "{\"system\":\"state\",\"value\":\"" + record.getField("state_id") + "\"}"),
                list(record.getField("phone"), "\"" + record.getField("phone") + "\""),
                "[]",
                list(
                        street,
                        "{\"kind\":\"home\",\"street\":\"" + street + "\",\"city\":\"" + record.getField("city")
                                + "\",\"postalCode\":\"" + record.getField("postal_code") + "\"}"));
    }

    private static String known(String value) {
        return value.isEmpty() ? "\\N" : value;
    }

    private static String list(String value, String element) {
        return value.isEmpty() ? "[]" : "[" + element + "]";
    }

    /** So many newcomers in one run; the seconds from when they are staged to when they are committed. */
    double arrive(int count) {
        List<String> lines = newcomers.subList(next, next + count);
        next += count;
        long run = next;
        long[] staged = new long[1];
        database.inTransaction(c -> {
            stage(c, lines);
            staged[0] = System.nanoTime();
            people.resolve(c, run, STAGED);
            people.apply(c, run, run);
            return run;
        });
        return (System.nanoTime() - staged[0]) / 1e9;
    }

    private static void stage(Connection connection, List<String> lines) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE);
        }
        try (OutputStream out = new PGCopyOutputStream(
                connection.unwrap(PGConnection.class), "copy " + STAGED + " from stdin", 1 << 16)) {
            for (String line : lines) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("records were not handed to the index", e);
        }
    }

    private long count() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from identity.link")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What autovacuum does within minutes of a first load. */
    private void vacuum() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    void checkpoint() throws SQLException {
        server.checkpoint();
    }

    Cpu cpu() {
        return server.cpu();
    }

    /** Records that were in the index before the newcomers. */
    long persisted() {
        return persisted;
    }

    @Override
    public void close() throws IOException {
        database.close();
        server.close();
    }
}
