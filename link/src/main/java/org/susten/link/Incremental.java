// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.susten.db.Database;
import org.susten.identity.internal.JdbcPeople;
import org.susten.identity.internal.Reading;
import org.susten.identity.matching.Clusterer;
import org.susten.identity.matching.Edges;
import org.susten.identity.matching.Features;
import org.susten.identity.matching.Model;

/**
 * Hands records to the person index of a hub, so many at a time and each lot in a transaction of its own, as they would arrive there;
 * with the model that the hub would have learnt by the end. For one thread.
 */
final class Incremental {

    private static final String ARRIVALS = "pg_temp.arrivals";

    private static final String MODEL =
            "insert into identity.model (version, state, people, content, who) values (?, 'in force', ?, ?, 'link')";

    private static final String REPEATING = "insert into identity.repeating (stream) values (?)";

    private final Database database;
    private final Records records;
    private final JdbcPeople people;

    private Incremental(Database database, Records records) {
        this.database = database;
        this.records = records;
        this.people = new JdbcPeople(database, new OfFiles());
    }

    /** Features as they are. */
    private record OfFiles() implements Reading {
        @Override
        public String columns() {
            return "p.features as own_features";
        }

        @Override
        public Supplier<Features> features(ResultSet row, int stream) throws SQLException {
            byte[] own = row.getBytes("own_features");
            return () -> Features.of(own);
        }

        @Override
        public short role(ResultSet row) {
            return 0;
        }
    }

    /** Puts all records into the index. */
    static Incremental run(Database database, Records records, Model model, int lot) {
        Incremental incremental = new Incremental(database, records);
        database.inTransaction(c -> {
            try (PreparedStatement insert = c.prepareStatement(MODEL)) {
                insert.setLong(1, model.version());
                insert.setLong(2, model.people());
                insert.setString(3, model.toJson());
                insert.executeUpdate();
            }
            try (PreparedStatement insert = c.prepareStatement(REPEATING)) {
                for (int source : records.several()) {
                    insert.setInt(1, source);
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
        for (int from = 0; from < records.size(); from += lot) {
            incremental.arrive(from, Math.min(records.size(), from + lot));
        }
        return incremental;
    }

    private void arrive(int from, int to) {
        long run = to;
        database.inTransaction(c -> {
            copy(c, from, to);
            people.resolve(c, run, ARRIVALS);
            people.apply(c, run, run);
            return to;
        });
    }

    private void copy(Connection connection, int from, int to) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create temp table arrivals (row uuid, stream int, change \"char\", features bytea) on commit drop");
        }
        List<Records.Arrival> arriving = records.arriving();
        HexFormat hex = HexFormat.of();
        try (OutputStream out = new PGCopyOutputStream(
                connection.unwrap(PGConnection.class), "copy " + ARRIVALS + " from stdin", 1 << 16)) {
            for (int row = from; row < to; row++) {
                Records.Arrival arrival = arriving.get(row);
                String line = new UUID(0, row) + "\t" + arrival.source() + "\tn\t\\\\x"
                        + hex.formatHex(arrival.features().bytes()) + "\n";
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("records were not handed to the index", e);
        }
    }

    /** The person each record belongs to by now, named by the first of its records. */
    int[] persons() {
        int[] persons = new int[records.size()];
        return database.inTransaction(c -> {
            Map<Long, Integer> first = new HashMap<>();
            try (Statement statement = c.createStatement();
                    ResultSet links = statement.executeQuery("select row, person from identity.link_v1 order by row")) {
                while (links.next()) {
                    int row = row(links.getObject(1, UUID.class));
                    persons[row] = first.computeIfAbsent(links.getLong(2), p -> row);
                }
            }
            return persons;
        });
    }

    /** Pairs of one person by certain evidence, and pairs that somebody is asked about. */
    Edges pairs() {
        Edges edges = new Edges();
        return database.inTransaction(c -> {
            add(
                    c,
                    "select x.row, y.row, e.bits from identity.edge e join identity.link x on x.record = e.a "
                            + "join identity.link y on y.record = e.b where e.a < e.b order by x.row, y.row",
                    edges);
            add(
                    c,
                    "select x.row, y.row, e.bits from identity.review e join identity.link x on x.record = least(e.a, e.b) "
                            + "join identity.link y on y.record = greatest(e.a, e.b) where e.state = 'open' order by x.row, y.row",
                    edges);
            return edges;
        });
    }

    private static void add(Connection connection, String sql, Edges edges) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet pairs = statement.executeQuery(sql)) {
            while (pairs.next()) {
                edges.add(row(pairs.getObject(1, UUID.class)), row(pairs.getObject(2, UUID.class)), pairs.getFloat(3));
            }
        }
    }

    private static int row(UUID id) {
        return (int) id.getLeastSignificantBits();
    }

    /** What is more likely one person than not: the index's persons, joined further by the pairs that it asks about. */
    static int[] likely(long[] ties, int[] certain, Edges edges, Clusterer.Pairs pairs) {
        Edges all = new Edges();
        for (int row = 0; row < certain.length; row++) {
            if (certain[row] != row) {
                all.add(certain[row], row, Clusterer.DECIDED);
            }
        }
        all.addAll(edges);
        return Clusterer.groups(ties, all, pairs, Model.LIKELY);
    }
}
