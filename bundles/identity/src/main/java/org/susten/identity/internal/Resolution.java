// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.identity.internal.Closure.Pair;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Scorer;

/**
 * Decides who is whom after scoring: closure by closure, with what changes as pending links and what people must look at as
 * pending reviews.
 */
final class Resolution {

    /**
     * The rest, whom nothing connects with anybody: persons of their own. What is pending is looked up one by one here and below: behind
     * an offset, PostgreSQL cannot compare everything with everything where it believes a table of the moment to be empty.
     */
    private static final String ALONE =
            """
            insert into identity.pending_link (run, record, row, person, kind, rule)
            select run, record, row, nextval(sequence), 'created', 'first seen'
            from (select pg_get_serial_sequence('identity.person', 'person')::regclass as sequence offset 0) s,
            (select p.run, p.record, p.row from identity.pending_record p left join lateral (
                select true as there from identity.pending_link where run = ? and record = p.record offset 0) l on true
             where p.run = ? and p.change = 'n' and l.there is null) p
            """;

    /**
     * Keeps the best pair of two persons, and only where nobody has decided and nobody is asked already. Lists are never joined
     * with each other: PostgreSQL expects few rows, and would compare each of many with each.
     */
    private static final String REVIEWS =
            """
            with pairs as materialized (
                select r.ctid as id, r.bits, coalesce(ka.person, la.person) as pa, coalesce(kb.person, lb.person) as pb
                from identity.pending_review r
                left join lateral (
                    select person from identity.pending_link where run = ? and record = r.a limit 1) ka on true
                left join lateral (select person from identity.link where record = r.a limit 1) la on true
                left join lateral (
                    select person from identity.pending_link where run = ? and record = r.b limit 1) kb on true
                left join lateral (select person from identity.link where record = r.b limit 1) lb on true
                where r.run = ?),
            best as materialized (
                select distinct on (least(pa, pb), greatest(pa, pb)) id, pa, pb from pairs where pa <> pb
                order by least(pa, pb), greatest(pa, pb), bits desc, id),
            kept as materialized (
                select id from best
                left join lateral (
                    select true as there from identity.link x join identity.decision d on d.a = x.record
                    join identity.link y on y.record = d.b
                    where x.person = best.pa and y.person = best.pb and not d.same limit 1) forth on true
                left join lateral (
                    select true as there from identity.link x join identity.decision d on d.b = x.record
                    join identity.link y on y.record = d.a
                    where x.person = best.pa and y.person = best.pb and not d.same limit 1) back on true
                where forth.there is null and back.there is null)
            delete from identity.pending_review r using (select id from pairs except select id from kept) d
            where r.run = ? and r.ctid = d.id
            """;

    private final Connection connection;
    private final long run;
    private final Model model;
    private final Set<Integer> several;
    private final Members known;
    private final Sites sites;
    private final LongMap done = new LongMap();
    private final Copy links;
    private final Copy reviews;
    private boolean asked;

    Resolution(Connection connection, long run, Model model, Set<Integer> several, Members known) {
        this.connection = connection;
        this.run = run;
        this.model = model;
        this.several = several;
        this.known = known;
        this.sites = new Sites(connection);
        this.links = new Copy(
                connection,
                "identity.pending_link (run, record, row, person, former, kind, rule, other, bits, weights)");
        this.reviews = new Copy(connection, "identity.pending_review (run, a, b, bits, reason)");
    }

    /** Decides for all a run touches: what it changes, what is in a certain pair, and whoever nobody knows. */
    void decide(long[] paired) throws SQLException {
        seeds(known.changed().keys());
        seeds(paired);
        if (!known.areAll(done)) {
            Sql.update(connection, ALONE, run, run);
        }
    }

    /** Asks one question about two persons, and none that somebody has answered. */
    void keepBestReviews() throws SQLException {
        Sql.update(connection, REVIEWS, run, run, run, run);
    }

    /** Whether a pair is held back that somebody must look at. */
    boolean asks() {
        return asked;
    }

    /** Decides for everybody connected with some records. */
    void seeds(long[] records) throws SQLException {
        long[] chunk = new long[Staging.SLICE];
        int size = 0;
        for (int i = 0; i < records.length; i++) {
            if (!done.contains(records[i])) {
                chunk[size++] = records[i];
            }
            if (size == chunk.length || size > 0 && i + 1 == records.length) {
                solve(Closure.of(connection, run, known, Arrays.copyOf(chunk, size)));
                size = 0;
            }
        }
    }

    private void solve(Closure closure) throws SQLException {
        closure.members().forEach(m -> done.add(m.record()));
        Solver solver = new Solver(closure, model, several, sites);
        int[] group = solver.groups();
        Naming naming = new Naming(connection, closure.members(), group);
        Map<Integer, Naming.Name> names = naming.name();
        Map<Integer, Pair> strongest = strongest(closure, group);
        List<Member> members = closure.members();
        Map<Integer, Integer> firsts = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            Naming.Name name = Objects.requireNonNull(names.get(group[i]));
            if (members.get(i).person() != name.person()) {
                boolean first = firsts.putIfAbsent(group[i], i) == null;
                link(members, i, name, first, strongest.get(i), closure, solver);
            }
        }
        for (Map.Entry<Pair, Float> edge : closure.edges().entrySet()) {
            Pair pair = edge.getKey();
            if (group[pair.a()] != group[pair.b()]) {
                String reason = solver.heldBack(pair);
                if (!reason.isEmpty()) {
                    review(members.get(pair.a()), members.get(pair.b()), edge.getValue(), reason);
                }
            }
        }
        links.flush();
        reviews.flush();
    }

    /** The pair that speaks most for each member's being in its group. */
    private static Map<Integer, Pair> strongest(Closure closure, int[] group) {
        Map<Integer, Pair> strongest = new HashMap<>();
        Map<Integer, Float> bits = new HashMap<>();
        closure.edges().forEach((pair, weight) -> {
            if (group[pair.a()] == group[pair.b()]) {
                for (int member : new int[] {pair.a(), pair.b()}) {
                    if (weight > bits.getOrDefault(member, Float.NEGATIVE_INFINITY)) {
                        bits.put(member, weight);
                        strongest.put(member, pair);
                    }
                }
            }
        });
        closure.decisions().forEach((pair, same) -> {
            if (same && group[pair.a()] == group[pair.b()]) {
                strongest.put(pair.a(), pair);
                strongest.put(pair.b(), pair);
            }
        });
        return strongest;
    }

    private void link(
            List<Member> members,
            int i,
            Naming.Name name,
            boolean first,
            @Nullable Pair pair,
            Closure closure,
            Solver solver)
            throws SQLException {
        Member member = members.get(i);
        String kind = kind(member, name, first);
        links.row().put(run).put(member.record()).put(member.row()).put(name.person());
        links.put(member.person() == 0 ? null : (Long) member.person()).put(kind);
        if (kind.equals("created") || pair == null) {
            links.put(pair == null && !kind.equals("created") ? "evidence turned" : "first seen");
            links.putNull(Types.BIGINT).putNull(Types.REAL).putNull(Types.BINARY);
            return;
        }
        int other = pair.a() == i ? pair.b() : pair.a();
        boolean decided = closure.decisions().containsKey(pair);
        boolean number = solver.judge().numbers(i, other) == Scorer.Numbers.ONE_PERSON;
        links.put(decided ? "decision" : number ? "identifier" : "score");
        links.put(members.get(other).record());
        Float bits = closure.edges().get(pair);
        if (bits == null) {
            links.putNull(Types.REAL);
        } else {
            links.put(bits.floatValue());
        }
        links.put(Reckoned.bytes(solver.judge().score(i, other)));
    }

    private static String kind(Member member, Naming.Name name, boolean first) {
        if (name.how() == Naming.How.RESTORED) {
            return "unmerged";
        }
        if (member.person() != 0) {
            return name.how() == Naming.How.NEW ? "split" : "moved";
        }
        return name.how() == Naming.How.NEW && first ? "created" : "linked";
    }

    private void review(Member a, Member b, float bits, String reason) throws SQLException {
        // The newer record is the one in question.
        asked = true;
        boolean newer = a.record() > b.record();
        reviews.row()
                .put(run)
                .put((newer ? a : b).record())
                .put((newer ? b : a).record())
                .put(bits)
                .put(reason);
    }
}
