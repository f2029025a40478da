// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.susten.identity.matching.Clusterer;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Score;
import org.susten.identity.matching.Scorer;
import org.susten.identity.matching.Table;

/**
 * What holds of two records beyond what their score says: a source that holds each child once never has one twice, a child is no
 * grown-up, a shared number means one person unless names and birth dates say it is a mistake. For one thread.
 */
final class Judge {

    /** Never one person, but perhaps worth a look. */
    static final float VETO = -Clusterer.DECIDED;

    /** What a shared number that nothing speaks against is worth at least. */
    static final float SAME_NUMBER = 30;

    /** What a pair comes to at most where numbers speak against it, or against themselves. */
    private static final float HELD_BACK = (float) Model.CERTAIN - 0.1f;

    private final Table table;
    private final List<Member> members;
    private final Set<Integer> several;
    private final Scorer scorer;

    /**
     * @param members in the order of the table's rows
     * @param several streams that may hold one person several times
     */
    Judge(Table table, Model model, List<Member> members, Set<Integer> several) {
        this.table = table;
        this.members = members;
        this.several = several;
        this.scorer = new Scorer(table, model);
    }

    /** Bits for or against one person, rules included; exact from the floor on. */
    float bits(int a, int b, float floor) {
        if (apart(a, b)) {
            return VETO;
        }
        float bits = scorer.bits(a, b, floor);
        return switch (scorer.numbers(a, b)) {
            case NONE -> bits;
            case DIFFERENT -> Math.min(bits, HELD_BACK);
            case ONE_PERSON -> Math.max(bits, SAME_NUMBER);
            case TWO_CHILDREN, MISTAKE -> Math.max((float) Model.REVIEW, Math.min(scorer.bits(a, b), HELD_BACK));
        };
    }

    /**
     * What a pair says for or against its groups' being one person. A record that has nothing but numbers says nothing against
     * anybody: that its name is not known is no sign of another child, and what its numbers say stands in the records that it has
     * them from. Two that share a number and are two children by their names are never one because of a third.
     */
    float bitsInGroup(int a, int b, float floor) {
        float bits = bits(a, b, floor);
        if (bits == VETO) {
            return bits;
        }
        if (table.bare(a) || table.bare(b)) {
            return Math.max(0, bits);
        }
        return contradict(a, b) ? VETO : bits;
    }

    /**
     * What groups say together for or against one person. A shared number stands for itself, and a record that has nothing but numbers is not
     * asked.
     */
    float together(int[] one, int[] other) {
        int[] known = named(one);
        int[] others = named(other);
        return known.length == 0 || others.length == 0 || anyOnePerson(known, others)
                ? 0
                : scorer.together(known, others);
    }

    private int[] named(int[] rows) {
        return Arrays.stream(rows).filter(row -> !table.bare(row)).toArray();
    }

    private boolean anyOnePerson(int[] one, int[] other) {
        for (int a : one) {
            for (int b : other) {
                if (numbers(a, b) == Scorer.Numbers.ONE_PERSON) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether two records share a number though names and birth dates say two people. */
    boolean contradict(int a, int b) {
        Scorer.Numbers numbers = numbers(a, b);
        return numbers == Scorer.Numbers.TWO_CHILDREN || numbers == Scorer.Numbers.MISTAKE;
    }

    boolean bare(int row) {
        return table.bare(row);
    }

    /** Whether no evidence makes one person of the two. */
    boolean apart(int a, int b) {
        return ofOneSource(a, b) || members.get(a).ofOtherAge(members.get(b));
    }

    /** Whether one source that holds each person once has both now. */
    boolean ofOneSource(int a, int b) {
        Member one = members.get(a);
        Member other = members.get(b);
        return one.stream() == other.stream() && !one.closed() && !other.closed() && !several.contains(one.stream());
    }

    boolean shareNumber(int a, int b) {
        Scorer.Numbers numbers = numbers(a, b);
        return numbers != Scorer.Numbers.NONE && numbers != Scorer.Numbers.DIFFERENT;
    }

    Scorer.Numbers numbers(int a, int b) {
        return scorer.numbers(a, b);
    }

    Score score(int a, int b) {
        return scorer.explain(a, b);
    }
}
