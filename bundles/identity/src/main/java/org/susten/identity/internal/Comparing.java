// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Table;

/**
 * Compares records of the index, whose keys are in it, with whomever these bring together. For one thread, and with one: others
 * need the processors.
 */
final class Comparing {

    /** Two records that may be one person; without a reason the pair is certain. */
    record Alike(Member a, Member b, float bits, String reason) {}

    /** Finds records by number. */
    @FunctionalInterface
    interface LookUp {
        List<Member> of(long[] records) throws SQLException;
    }

    private final Candidates candidates;
    private final Model model;
    private final Set<Integer> several;
    private final LookUp lookUp;

    Comparing(Connection connection, Model model, Set<Integer> several, LookUp lookUp) {
        this.candidates = new Candidates(connection, 0);
        this.model = model;
        this.several = several;
        this.lookUp = lookUp;
    }

    /** All pairs of records of a slice with anybody; of two of the slice once, the higher number first. */
    List<Alike> compare(List<Member> slice) throws SQLException {
        LongMap rows = new LongMap();
        slice.forEach(m -> rows.add(m.record()));
        long[][] keys = slice.stream().map(Member::keys).toArray(long[][]::new);
        long[] pairs = candidates
                .find(keys, new int[keys.length], 0, keys.length)
                .get()
                .pairs();
        List<Member> all = new ArrayList<>(slice);
        long[] others = Arrays.stream(pairs)
                .map(Found::candidate)
                .filter(n -> !rows.contains(n))
                .sorted()
                .distinct()
                .toArray();
        for (Member other : lookUp.of(others)) {
            if (rows.add(other.record())) {
                all.add(other);
            }
        }
        Table table = new Table(all.size(), model);
        all.forEach(m -> table.add(m.features()));
        Judge judge = new Judge(table, model, all, several);
        return Scoring.judge(pairs, 0, 1, slice.size(), rows, judge).stream()
                .map(f -> new Alike(all.get(f.a()), all.get(f.b()), f.bits(), f.reason()))
                .toList();
    }
}
