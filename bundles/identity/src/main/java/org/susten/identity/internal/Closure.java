// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All records whose persons can change because of some: whoever certain pairs, decisions and present persons connect with them.
 * What is beyond neither influences them nor is influenced.
 */
final class Closure {

    /** Two records by their indexes among the members. */
    record Pair(int a, int b) {
        static Pair of(int a, int b) {
            return a < b ? new Pair(a, b) : new Pair(b, a);
        }
    }

    /** What connects records with others: pairs of the index and of the run, decisions, and one person. */
    private static final String CONNECTED =
            """
            with f as materialized (select unnest(?::bigint[]) as record)
            select 'i'::"char", e.* from f cross join lateral (
                select a, b, bits from identity.edge where a = f.record offset 0) e
            union all select 'r', e.* from f cross join lateral (
                select a, b, bits from identity.pending_edge where a = f.record and run = ? offset 0) e
            union all select 'd', d.* from f cross join lateral (
                select a, b, case when same then 1 else -1 end from identity.decision where a = f.record offset 0) d
            union all select 'd', d.* from f cross join lateral (
                select b, a, case when same then 1 else -1 end from identity.decision where b = f.record offset 0) d
            union all select 'c', o.* from f
            cross join lateral (select person from identity.link where record = f.record offset 0) l
            cross join lateral (
                select record, record, 0 from identity.link where person = l.person and record <> f.record offset 0) o
            """;

    private final Connection connection;
    private final long run;
    private final Members known;
    private final LongMap seen = new LongMap();
    private final List<long[]> pairs = new ArrayList<>();
    private final List<long[]> decided = new ArrayList<>();
    private long[] frontier;
    private long[] next = {};
    private int reached;

    private List<Member> members = List.of();
    private final Map<Pair, Float> edges = new HashMap<>();
    private final Map<Pair, Boolean> decisions = new HashMap<>();

    private Closure(Connection connection, long run, Members known) {
        this.connection = connection;
        this.run = run;
        this.known = known;
        this.frontier = new long[0];
    }

    /** Everybody connected with these records. */
    static Closure of(Connection connection, long run, Members known, long[] records) throws SQLException {
        Closure closure = new Closure(connection, run, known);
        closure.frontier = Arrays.stream(records).filter(closure.seen::add).toArray();
        while (closure.frontier.length > 0) {
            closure.spread();
        }
        closure.index();
        return closure;
    }

    private void spread() throws SQLException {
        long[] asked =
                Arrays.stream(frontier).filter(record -> !known.isNew(record)).toArray();
        next = new long[16];
        reached = 0;
        for (long record : frontier) {
            if (known.isNew(record)) {
                // Nobody has decided about it, it is nobody's yet, and no pair of the index has it.
                known.pairs().of(record).forEach(with -> reach("r", record, with.record(), with.bits()));
            }
        }
        if (asked.length > 0) {
            ask(asked);
        }
        frontier = Arrays.copyOf(next, reached);
    }

    private void ask(long[] records) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CONNECTED)) {
            statement.setArray(1, Members.array(connection, records));
            statement.setLong(2, run);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reach(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getFloat(4));
                }
            }
        }
    }

    private void reach(String kind, long record, long other, float bits) {
        if (take(kind, record, other, bits) && seen.add(other)) {
            if (reached == next.length) {
                next = Arrays.copyOf(next, reached * 2);
            }
            next[reached++] = other;
        }
    }

    /** Whether what was found leads on to the other record. */
    private boolean take(String kind, long record, long other, float bits) {
        long[] pair = {record, other, Float.floatToIntBits(bits)};
        switch (kind) {
            case "i" -> {
                // What the run changes has been compared anew; who was connected by it is to be seen again all the
                // same.
                if (!known.changed().contains(record) && !known.changed().contains(other)) {
                    pairs.add(pair);
                }
            }
            case "r" -> pairs.add(pair);
            case "d" -> decided.add(pair);
            default -> {
                // Of one person: nothing but a way on.
            }
        }
        return !kind.equals("d") || bits > 0;
    }

    private void index() throws SQLException {
        members = known.of(seen.keys());
        members.sort(Comparator.comparingLong(Member::record));
        LongMap rows = new LongMap();
        members.forEach(m -> rows.add(m.record()));
        for (long[] pair : pairs) {
            int a = rows.get(pair[0]);
            int b = rows.get(pair[1]);
            if (a >= 0 && b >= 0) {
                edges.put(Pair.of(a, b), Float.intBitsToFloat((int) pair[2]));
            }
        }
        for (long[] choice : decided) {
            int a = rows.get(choice[0]);
            int b = rows.get(choice[1]);
            if (a >= 0 && b >= 0) {
                decisions.put(Pair.of(a, b), Float.intBitsToFloat((int) choice[2]) > 0);
            }
        }
    }

    /** By number. */
    List<Member> members() {
        return members;
    }

    /** Certain pairs, as scored. */
    Map<Pair, Float> edges() {
        return edges;
    }

    /** Decided pairs: same, or not. */
    Map<Pair, Boolean> decisions() {
        return decisions;
    }
}
