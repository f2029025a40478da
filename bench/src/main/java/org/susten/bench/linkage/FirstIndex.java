// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.susten.db.EmptyTable;
import org.susten.identity.matching.Batch;
import org.susten.identity.matching.Clusterer;
import org.susten.identity.matching.Edges;
import org.susten.identity.matching.Features;
import org.susten.identity.matching.Keys;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Scorer;

/**
 * Writes a person index as it would stand after all records had arrived, decided by the engine all at once: records, keys, persons,
 * pairs, questions, events and the model learnt from them. For one thread.
 */
final class FirstIndex {

    private static final short CHILD = 1;

    private static final String MODEL =
            "insert into identity.model (version, state, people, content, who) values (?, 'in force', ?, ?, 'bench')";

    /** Numbers go on behind what was written here; each source has a few children twice. */
    private static final String AFTER =
            """
            select setval(pg_get_serial_sequence('identity.link', 'record'), max(record)),
                   setval(pg_get_serial_sequence('identity.person', 'person'), max(record)) from identity.link;
            insert into identity.repeating select distinct stream from identity.link
            """;

    private final Connection connection;
    private final Batch batch;
    private final List<byte[]> features = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();
    private final List<Integer> streams = new ArrayList<>();

    FirstIndex(Connection connection, int expected) {
        this.connection = connection;
        this.batch = new Batch(expected);
    }

    void add(UUID id, int stream, Features record) {
        batch.add(record);
        features.add(record.bytes());
        ids.add(id);
        streams.add(stream);
    }

    /** Makes a row of COPY's text form of one record. */
    @FunctionalInterface
    private interface Line {
        void of(int record, StringBuilder into);
    }

    void write() throws SQLException {
        Model model = batch.learn();
        Edges edges = batch.score(model, Set.of());
        Scorer scorer = new Scorer(batch.table(), model);
        long[] ties = ids.stream().mapToLong(UUID::getMostSignificantBits).toArray();
        int[] group = Clusterer.groups(ties, edges, scorer, Model.CERTAIN);
        try (PreparedStatement insert = connection.prepareStatement(MODEL)) {
            insert.setLong(1, model.version());
            insert.setLong(2, model.people());
            insert.setString(3, model.toJson());
            insert.executeUpdate();
        }
        records(group);
        pairs(edges, group);
        try (Statement statement = connection.createStatement()) {
            statement.execute(AFTER);
        }
    }

    private void records(int[] group) throws SQLException {
        HexFormat hex = HexFormat.of();
        int n = group.length;
        copy("identity.person (person, since)", n, (i, to) -> {
            if (group[i] == i) {
                to.append(i + 1).append("\t0\n");
            }
        });
        copy("identity.link (record, row, person, stream, role, since, features)", n, (i, to) -> to.append(i + 1)
                .append('\t')
                .append(ids.get(i))
                .append('\t')
                .append(group[i] + 1)
                .append('\t')
                .append(streams.get(i))
                .append('\t')
                .append(CHILD)
                .append("\t0\t\\\\x")
                .append(hex.formatHex(features.get(i)))
                .append('\n'));
        copy("identity.event (kind, row, person, rule, who)", n, (i, to) -> to.append(
                        group[i] == i ? "created" : "linked")
                .append('\t')
                .append(ids.get(i))
                .append('\t')
                .append(group[i] + 1)
                .append("\tscore\trules\n"));
        copy("identity.key (key, record)", n, (i, to) -> {
            for (long key : Keys.of(Features.of(features.get(i)))) {
                to.append(key).append('\t').append(i + 1).append('\n');
            }
        });
    }

    private void pairs(Edges edges, int[] group) throws SQLException {
        Map<Long, Integer> questions = new HashMap<>();
        copy("identity.edge (a, b, bits)", edges.size(), (edge, to) -> {
            int a = edges.first(edge);
            int b = edges.second(edge);
            if (edges.bits(edge) >= Model.CERTAIN) {
                pair(to, a, b).append(edges.bits(edge)).append('\n');
                pair(to, b, a).append(edges.bits(edge)).append('\n');
            } else if (group[a] != group[b]) {
                long persons = (long) Math.min(group[a], group[b]) << 32 | Math.max(group[a], group[b]);
                questions.merge(persons, edge, (one, other) -> edges.bits(one) >= edges.bits(other) ? one : other);
            }
        });
        int[] asked = questions.values().stream().mapToInt(i -> i).sorted().toArray();
        copy("identity.review (a, b, bits, reason, value)", asked.length, (i, to) -> {
            int a = edges.first(asked[i]);
            int b = edges.second(asked[i]);
            pair(to, Math.max(a, b), Math.min(a, b))
                    .append(edges.bits(asked[i]))
                    .append("\talike\t1\n");
        });
    }

    private static StringBuilder pair(StringBuilder to, int a, int b) {
        return to.append(a + 1).append('\t').append(b + 1).append('\t');
    }

    private void copy(String columns, int records, Line line) throws SQLException {
        String table = columns.substring(0, columns.indexOf(' '));
        boolean filled = new EmptyTable(connection, table).fill(() -> {
            StringBuilder text = new StringBuilder();
            try (OutputStream out = new PGCopyOutputStream(
                    connection.unwrap(PGConnection.class), "copy " + columns + " from stdin", 1 << 16)) {
                for (int i : IntStream.range(0, records).toArray()) {
                    line.of(i, text);
                    if (text.length() > 1 << 15 || i + 1 == records) {
                        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                        text.setLength(0);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(table + " was not written", e);
            }
        });
        if (!filled) {
            throw new IllegalStateException(table + " is not empty: take another folder");
        }
    }
}
