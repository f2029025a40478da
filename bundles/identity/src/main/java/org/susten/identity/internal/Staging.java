// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.susten.identity.matching.Features;

/** Makes records of a run's people and keeps those that are new or not as they were. */
final class Staging {

    static final int SLICE = 2000;

    private static final String PEOPLE = "select p.row, p.stream, p.change::text as change, %s"
            + ", l.record, l.person, l.closed, l.role, l.features from %s p left join identity.link l on l.row = p.row";

    /** Looks the sequence up once. */
    private static final String NUMBERS =
            "select nextval(sequence) from (select pg_get_serial_sequence(?, ?)::regclass as sequence offset 0) s, generate_series(1, ?)";

    private static final String COLUMNS =
            "identity.pending_record (run, record, row, stream, role, change, person, was_closed, features)";

    private final Connection connection;
    private final long run;
    private final Reading reading;
    private final Copy copy;
    private final Set<Integer> streams = new HashSet<>();

    /** Records the index knew, which are not as they were. */
    private final LongMap changed = new LongMap();

    /** What is kept, as long as the run is small. */
    private final List<Member> members = new ArrayList<>();

    private long[] numbers = {};
    private int next;
    private long known;
    private long closed;
    private long kept;
    private boolean closes;

    Staging(Connection connection, long run, Reading reading) {
        this.connection = connection;
        this.run = run;
        this.reading = reading;
        this.copy = new Copy(connection, COLUMNS);
    }

    /** What the run says of a person, and what the index knew; nothing of it is read again from the result. */
    private record Taken(
            UUID row,
            int stream,
            boolean ends,
            short role,
            long record,
            long person,
            boolean wasClosed,
            short roleBefore,
            byte @Nullable [] before,
            Supplier<byte[]> features) {}

    Staging stage(String relation) throws SQLException {
        List<Taken> slice = new ArrayList<>(SLICE);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(SLICE);
            try (ResultSet rows = statement.executeQuery(PEOPLE.formatted(reading.columns(), relation))) {
                while (rows.next()) {
                    take(rows, slice);
                    if (slice.size() == SLICE) {
                        write(slice);
                    }
                }
            }
        }
        write(slice);
        return this;
    }

    private void take(ResultSet row, List<Taken> slice) throws SQLException {
        int stream = row.getInt("stream");
        long record = row.getLong("record");
        boolean ends = row.getString("change").equals("x");
        known += record != 0 && !ends ? 1 : 0;
        closed += ends ? 1 : 0;
        byte[] before = row.getBytes("features");
        if (ends && before == null) {
            return;
        }
        short roleBefore = row.getShort("role");
        Supplier<Features> said = reading.features(row, stream);
        slice.add(new Taken(
                row.getObject("row", UUID.class),
                stream,
                ends,
                ends ? roleBefore : reading.role(row),
                record,
                row.getLong("person"),
                row.getBoolean("closed"),
                roleBefore,
                before,
                ends && before != null ? known(before) : () -> said.get().bytes()));
    }

    private static Supplier<byte[]> known(byte[] features) {
        return () -> features;
    }

    private void write(List<Taken> slice) throws SQLException {
        List<byte[]> features =
                slice.parallelStream().map(taken -> taken.features.get()).toList();
        for (int i = 0; i < slice.size(); i++) {
            write(slice.get(i), features.get(i));
        }
        copy.flush();
        slice.clear();
    }

    private void write(Taken taken, byte[] features) throws SQLException {
        char change = change(taken, features);
        if (change == ' ') {
            return;
        }
        streams.add(taken.stream);
        closes |= taken.ends;
        kept++;
        long record = taken.record == 0 ? number() : taken.record;
        if (taken.record != 0) {
            changed.add(record);
        }
        copy.row()
                .put(run)
                .put(record)
                .put(taken.row)
                .put(taken.stream)
                .put(taken.role)
                .put(change)
                .put(taken.record == 0 ? null : (Long) taken.person);
        copy.put(taken.wasClosed).put(features);
        keep(new Member(
                record, taken.row, taken.stream, taken.role, change == 'x', taken.person, Features.of(features)));
    }

    private void keep(Member member) {
        if (small()) {
            members.add(member);
        } else {
            members.clear();
        }
    }

    /** n new, r reopened, x ended, c otherwise changed, blank not at all. */
    private static char change(Taken taken, byte[] features) {
        if (taken.record == 0) {
            return 'n';
        }
        if (taken.ends || taken.wasClosed) {
            return taken.ends == taken.wasClosed ? ' ' : taken.ends ? 'x' : 'r';
        }
        return Arrays.equals(features, taken.before) && taken.role == taken.roleBefore ? ' ' : 'c';
    }

    /** A number for a new record; they are taken in thousands, and what is not used is lost. */
    private long number() throws SQLException {
        if (next == numbers.length) {
            numbers = numbers(
                    connection,
                    "identity.link",
                    "record",
                    numbers.length == 0 ? 1 : Math.min(10_000, numbers.length * 8));
            next = 0;
        }
        return numbers[next++];
    }

    static long[] numbers(Connection connection, String table, String column, int count) throws SQLException {
        List<Long> numbers = Sql.list(connection, NUMBERS, row -> row.getLong(1), table, column, count);
        return LongStream.range(0, count).map(i -> numbers.get((int) i)).toArray();
    }

    /** Records the index knew that are not as they were, or are closed or open again. */
    LongMap changed() {
        return changed;
    }

    /** People the index knew who are still there. */
    long known() {
        return known;
    }

    long closed() {
        return closed;
    }

    /** Records to decide for. */
    long kept() {
        return kept;
    }

    /** Whether these are so few that they stay in memory. */
    boolean small() {
        return kept <= SLICE;
    }

    /** The records of a small run as they will be, by number. */
    List<Member> members() {
        return members.stream().sorted(Comparator.comparingLong(Member::record)).toList();
    }

    /** The only stream of the run, whose records are all open; -1 where its records may belong together. */
    int onlyStream() {
        return streams.size() == 1 && !closes ? streams.iterator().next() : -1;
    }

    /** One record of a run or of the index: number, row, stream, role, closed, person, features. */
    static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getInt(3),
                row.getShort(4),
                row.getBoolean(5),
                row.getLong(6),
                Features.of(row.getBytes(7)));
    }
}
