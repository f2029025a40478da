// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.susten.identity.internal.Closure.Pair;
import org.susten.identity.matching.Clusterer;
import org.susten.identity.matching.Edges;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Table;

/**
 * Makes persons of everybody in a closure, from nothing but records, pairs and decisions: the same however and in whatever order
 * they came.
 */
final class Solver implements Clusterer.Pairs {

    /** A record that fits two who are not one person is nobody's unless it fits one of them better by so many bits. */
    private static final float CLEARLY = 6;

    private final Closure closure;
    private final Judge judge;
    private final Sites sites;

    /** Certain pairs that do not count, because the record fits somebody else about as well. */
    private final Set<Pair> undecided = new HashSet<>();

    /** Whom decisions make one person, each by one member of theirs. */
    private final int[] decided;

    Solver(Closure closure, Model model, Set<Integer> several, Sites sites) {
        this.closure = closure;
        this.sites = sites;
        Table table = new Table(closure.members().size(), model);
        closure.members().forEach(m -> table.add(m.features()));
        this.judge = new Judge(table, model, closure.members(), several);
        this.decided = decided(closure);
    }

    /** Somebody who says that a is b and b is c has said that a is c. */
    private static int[] decided(Closure closure) {
        Edges same = new Edges();
        closure.decisions().forEach((pair, one) -> {
            if (one) {
                same.add(pair.a(), pair.b(), Clusterer.DECIDED);
            }
        });
        long[] ties = closure.members().stream().mapToLong(Member::tie).toArray();
        return Clusterer.groups(ties, same, (a, b, floor) -> Clusterer.DECIDED, Clusterer.DECIDED);
    }

    private boolean decidedSame(int a, int b) {
        return decided[a] == decided[b]
                && !Boolean.FALSE.equals(closure.decisions().get(Pair.of(a, b)));
    }

    /** The group of each member, named by one of its members. */
    int[] groups() {
        findUndecided();
        Edges edges = new Edges();
        closure.edges().forEach((pair, bits) -> {
            if (!closure.decisions().containsKey(pair)
                    && !judge.apart(pair.a(), pair.b())
                    && !undecided.contains(pair)) {
                edges.add(pair.a(), pair.b(), weight(pair, bits));
            }
        });
        closure.decisions().forEach((pair, same) -> {
            if (same) {
                edges.add(pair.a(), pair.b(), Clusterer.DECIDED);
            }
        });
        long[] ties = closure.members().stream().mapToLong(Member::tie).toArray();
        return Clusterer.groups(ties, edges, this, Model.CERTAIN);
    }

    @Override
    public float bits(int a, int b, float floor) {
        Boolean same = closure.decisions().get(Pair.of(a, b));
        return same == null ? judge.bitsInGroup(a, b, floor) : same ? Clusterer.DECIDED : -Clusterer.DECIDED;
    }

    @Override
    public float together(int[] one, int[] other) {
        return judge.together(one, other);
    }

    /** A number counts for more where it was given: elsewhere it was copied, and may be mistyped. */
    private float weight(Pair pair, float bits) {
        boolean bare = judge.bare(pair.a()) || judge.bare(pair.b());
        return bare && sites.same(member(pair.a()).stream(), member(pair.b()).stream()) ? bits + CLEARLY : bits;
    }

    private Member member(int index) {
        return closure.members().get(index);
    }

    /**
     * Somebody's word that a record is not one of two does not make it the other: that is for somebody to say, too, and taking a merge
     * back must not join what was apart before it.
     */
    private void findUndecided() {
        Map<Integer, List<Map.Entry<Pair, Float>>> byMember = new HashMap<>();
        for (Map.Entry<Pair, Float> edge : closure.edges().entrySet()) {
            Pair pair = edge.getKey();
            if (!decidedSame(pair.a(), pair.b()) && !judge.apart(pair.a(), pair.b())) {
                byMember.computeIfAbsent(pair.a(), k -> new ArrayList<>()).add(edge);
                byMember.computeIfAbsent(pair.b(), k -> new ArrayList<>()).add(edge);
            }
        }
        byMember.forEach((member, fitting) -> {
            for (int i = 0; i < fitting.size(); i++) {
                for (int j = i + 1; j < fitting.size(); j++) {
                    rival(member, fitting.get(i), fitting.get(j));
                }
            }
        });
    }

    private void rival(int member, Map.Entry<Pair, Float> one, Map.Entry<Pair, Float> other) {
        int first = one.getKey().a() == member ? one.getKey().b() : one.getKey().a();
        int second = other.getKey().a() == member
                ? other.getKey().b()
                : other.getKey().a();
        boolean rivals = !decidedSame(first, second)
                && (judge.apart(first, second) || judge.bare(member) && judge.contradict(first, second));
        if (rivals
                && Math.abs(weight(one.getKey(), one.getValue()) - weight(other.getKey(), other.getValue()))
                        < CLEARLY) {
            undecided.add(one.getKey());
            undecided.add(other.getKey());
        }
    }

    /** Why a certain pair did not become one person; blank where that needs nobody's look. */
    String heldBack(Pair pair) {
        if (closure.decisions().containsKey(pair) || judge.apart(pair.a(), pair.b())) {
            return "";
        }
        return undecided.contains(pair) ? Reasons.TWO_FIT : Reasons.GROUP;
    }

    Judge judge() {
        return judge;
    }
}
