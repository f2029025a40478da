// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Scores records of the index anew under the model in force, a batch in each transaction, and puts in force what follows. Under the
 * index's lock, so a run waits for one batch at most; what was done so far is kept with it, so that a dead hub goes on.
 */
final class Rescoring {

    /** Stands for a run where there is none; only whoever holds the lock uses it. */
    private static final long NO_RUN = -1;

    private static final String SLICE =
            "select record, row, stream, role, closed, person, features from identity.link where record > ? and features is not null and (stream = ? or ? < 0) order by record limit ?";

    private static final String NEIGHBOURS = "select distinct b from identity.edge where a = any(?)";

    private static final String FORGET =
            """
            delete from identity.edge e using unnest(?) n(a) where e.a = n.a and e.b = any(?)
            """;

    /** Open questions that the new scores do not ask. */
    private static final String SETTLE =
            """
            update identity.review r set state = 'settled' where r.state = 'open' and (r.a = any(?) or r.b = any(?))
            and not exists (select from unnest(?, ?) f(a, b)
                            where least(f.a, f.b) = least(r.a, r.b) and greatest(f.a, f.b) = greatest(r.a, r.b))
            """;

    private final Connection connection;
    private final Models.Versioned model;
    private final Set<Integer> several;
    private final String who;

    Rescoring(Connection connection, Models.Versioned model, Set<Integer> several, String who) {
        this.connection = connection;
        this.model = model;
        this.several = several;
        this.who = who;
    }

    /**
     * The next batch.
     *
     * @param stream the only stream; negative for all
     * @return the last record of it; 0 where none is left
     */
    long batch(long after, int stream, int size) throws SQLException {
        List<Member> slice = Sql.list(connection, SLICE, Staging::member, after, stream, stream, size);
        if (slice.isEmpty()) {
            return 0;
        }
        long[] own = slice.stream().mapToLong(Member::record).toArray();
        long[] neighbours = neighbours(own);
        Members members = new Members(connection, 0, new LongMap());
        List<Comparing.Alike> found =
                new Comparing(connection, model.model(), several, members::ofIndex).compare(slice);
        forget(own, neighbours);
        settle(own, found);
        write(found);
        Resolution resolution = new Resolution(
                connection, NO_RUN, model.model(), several, new Members(connection, NO_RUN, new LongMap()));
        resolution.seeds(LongStream.concat(LongStream.of(own), LongStream.of(neighbours))
                .sorted()
                .distinct()
                .toArray());
        resolution.keepBestReviews();
        new Application(connection, NO_RUN, null, who).apply(model.version(), 0);
        Sql.update(connection, "delete from identity.pending_link where run = ?", NO_RUN);
        Sql.update(connection, "delete from identity.pending_review where run = ?", NO_RUN);
        return own[own.length - 1];
    }

    private long[] neighbours(long[] records) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEIGHBOURS)) {
            statement.setArray(1, Members.array(connection, records));
            return Sql.read(statement, r -> r.getLong(1)).stream()
                    .mapToLong(Long::longValue)
                    .toArray();
        }
    }

    private void forget(long[] own, long[] neighbours) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setArray(1, Members.array(connection, neighbours));
            statement.setArray(2, Members.array(connection, own));
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement("delete from identity.edge where a = any(?)")) {
            statement.setArray(1, Members.array(connection, own));
            statement.executeUpdate();
        }
    }

    private void settle(long[] own, List<Comparing.Alike> found) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setArray(1, Members.array(connection, own));
            statement.setArray(2, Members.array(connection, own));
            statement.setArray(
                    3,
                    Members.array(
                            connection,
                            found.stream().mapToLong(f -> f.a().record()).toArray()));
            statement.setArray(
                    4,
                    Members.array(
                            connection,
                            found.stream().mapToLong(f -> f.b().record()).toArray()));
            statement.executeUpdate();
        }
    }

    private void write(List<Comparing.Alike> found) throws SQLException {
        Copy edges = new Copy(connection, "identity.edge (a, b, bits)");
        Copy reviews = new Copy(connection, "identity.pending_review (run, a, b, bits, reason)");
        for (Comparing.Alike pair : found) {
            long a = pair.a().record();
            long b = pair.b().record();
            if (pair.reason().isEmpty()) {
                edges.row().put(a).put(b).put(pair.bits());
                edges.row().put(b).put(a).put(pair.bits());
            } else {
                // The newer record is the one in question.
                reviews.row().put(NO_RUN).put(Math.max(a, b)).put(Math.min(a, b));
                reviews.put(pair.bits()).put(pair.reason());
            }
        }
        edges.flush();
        reviews.flush();
    }
}
