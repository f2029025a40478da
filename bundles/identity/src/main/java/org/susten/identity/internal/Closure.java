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

    private static final String OF_INDEX = "select a, b, bits from identity.edge where a = any(?)";

    private static final String OF_RUN = "select a, b, bits from identity.pending_edge where a = any(?) and run = ";

    private static final String DECIDED =
            """
            select a, b, case when same then 1 else -1 end from identity.decision where a = any(?)
            union all select b, a, case when same then 1 else -1 end from identity.decision where b = any(?)
            """;

    private static final String COMPANIONS =
            "select o.record, o.record, 0 from identity.link l join identity.link o using (person) where l.record = any(?) and o.record <> l.record";

    private final Connection connection;
    private final long run;
    private final LongMap changed;
    private final LongMap seen = new LongMap();
    private final List<long[]> pairs = new ArrayList<>();
    private final List<long[]> decided = new ArrayList<>();
    private long[] frontier;
    private int reached;

    private List<Member> members = List.of();
    private final Map<Pair, Float> edges = new HashMap<>();
    private final Map<Pair, Boolean> decisions = new HashMap<>();

    private Closure(Connection connection, long run, LongMap changed) {
        this.connection = connection;
        this.run = run;
        this.changed = changed;
        this.frontier = new long[0];
    }

    /** Everybody connected with these records. */
    static Closure of(Connection connection, long run, LongMap changed, long[] records) throws SQLException {
        Closure closure = new Closure(connection, run, changed);
        closure.frontier = Arrays.stream(records).filter(closure.seen::add).toArray();
        while (closure.frontier.length > 0) {
            closure.spread();
        }
        closure.index();
        return closure;
    }

    private void spread() throws SQLException {
        long[] next = new long[16];
        reached = 0;
        List<long[]> found = new ArrayList<>();
        query(OF_INDEX, 1, found);
        for (long[] edge : found) {
            // What the run changes has been compared anew; who was connected by it is to be seen again all the same.
            if (!changed.contains(edge[0]) && !changed.contains(edge[1])) {
                pairs.add(edge);
            }
        }
        List<long[]> ofRun = new ArrayList<>();
        query(OF_RUN + run, 1, ofRun);
        pairs.addAll(ofRun);
        found.addAll(ofRun);
        List<long[]> choices = new ArrayList<>();
        query(DECIDED, 2, choices);
        decided.addAll(choices);
        choices.stream().filter(c -> Float.intBitsToFloat((int) c[2]) > 0).forEach(found::add);
        query(COMPANIONS, 1, found);
        for (long[] edge : found) {
            if (seen.add(edge[1])) {
                if (reached == next.length) {
                    next = Arrays.copyOf(next, reached * 2);
                }
                next[reached++] = edge[1];
            }
        }
        frontier = Arrays.copyOf(next, reached);
    }

    private void query(String sql, int arrays, List<long[]> into) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 1; i <= arrays; i++) {
                statement.setArray(i, Members.array(connection, frontier));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    into.add(new long[] {rows.getLong(1), rows.getLong(2), Float.floatToIntBits(rows.getFloat(3))});
                }
            }
        }
    }

    private void index() throws SQLException {
        members = new Members(connection, run, changed).of(seen.keys());
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
