// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Table;

/**
 * Compares a run's records with the index and with each other, slice by slice, so that memory stays bounded. Pairs that may be one
 * person become pending edges, pairs that somebody must look at pending reviews.
 */
final class Scoring {

    /** So many pairs are not worth a second thread. */
    private static final int FEW = 5000;

    /** Candidates are looked for in parts of so many records. */
    private static final int PART = 400;

    /** A pair worth keeping; without a reason it is certain. */
    record Alike(int a, int b, float bits, String reason) {}

    private final Connection connection;
    private final long run;
    private final Model model;
    private final Set<Integer> several;
    private final Members members;
    private final Candidates candidates;
    private final Sketchbook.Reading sketches;
    private final boolean within;
    private final int only;

    /** The whole run is one slice, so that its keys need no table. */
    private final boolean small;

    /** The index is empty, and the run has but one stream whose records are not one another. */
    private final boolean alone;

    private boolean asked;

    private final Copy keys;
    private final Copy edges;
    private final Copy reviews;

    Scoring(
            Connection connection,
            long run,
            Model model,
            Set<Integer> several,
            Staging staging,
            Members members,
            Sketchbook.Reading sketches)
            throws SQLException {
        this.connection = connection;
        this.run = run;
        this.model = model;
        this.several = several;
        this.sketches = sketches;
        this.members = members;
        this.only = staging.onlyStream();
        // Records of one stream that holds each child once are not one another; but two may claim one number.
        this.within = only < 0 || several.contains(only);
        this.alone = !within
                && Sql.list(connection, "select 1 from identity.link limit 1", row -> true)
                        .isEmpty();
        this.small = staging.small();
        this.candidates = small ? new Candidates(connection, 0, sketches.crowds()) : new Candidates(connection, run);
        this.keys = new Copy(connection, "identity.pending_key (run, key, record)");
        this.edges = new Copy(connection, "identity.pending_edge (run, a, b, bits)");
        this.reviews = new Copy(connection, "identity.pending_review (run, a, b, bits, reason)");
    }

    void score() throws SQLException {
        long after = 0;
        int found = Staging.SLICE;
        while (found == Staging.SLICE) {
            List<Member> slice = members.slice(after, Staging.SLICE);
            found = slice.size();
            if (found > 0) {
                score(slice);
                after = slice.get(found - 1).record();
            }
        }
    }

    private void score(List<Member> slice) throws SQLException {
        long[][] own = slice.stream().map(Member::keys).toArray(long[][]::new);
        int[] identifiers = slice.stream().mapToInt(Member::identifiers).toArray();
        long[][] numbers = new long[own.length][];
        for (int i = 0; i < own.length; i++) {
            numbers[i] = Arrays.copyOf(own[i], identifiers[i]);
        }
        offer(slice, within ? own : numbers);
        Table table = new Table(2 * slice.size(), model);
        slice.stream().map(Member::features).forEach(table::add);
        LongMap rows = new LongMap();
        slice.forEach(m -> rows.add(m.record()));
        long[] pairs = candidates(table, rows, alone ? numbers : own, identifiers);
        List<Member> all = new ArrayList<>(slice);
        for (Member other : others(pairs, rows)) {
            if (rows.add(other.record())) {
                all.add(other);
                table.add(other.features());
            }
        }
        int parts = pairs.length < FEW ? 1 : Runtime.getRuntime().availableProcessors();
        List<Alike> found = IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> judge(pairs, part, parts, slice.size(), rows, new Judge(table, model, all, several)))
                .flatMap(List::stream)
                .toList();
        found.forEach(pair -> write(pair, all));
        edges.flush();
        reviews.flush();
    }

    /** Lets records of this slice and of later ones find those of this slice. */
    private void offer(List<Member> slice, long[][] offered) throws SQLException {
        if (small) {
            candidates.offer(slice.stream().mapToLong(Member::record).toArray(), offered);
            return;
        }
        for (int i = 0; i < offered.length; i++) {
            for (long key : offered[i]) {
                keys.row().put(run).put(key).put(slice.get(i).record());
            }
        }
        keys.flush();
    }

    /** Pairs worth a look. While PostgreSQL looks for some, those that it found before are sifted. */
    private long[] candidates(Table table, LongMap rows, long[][] keysOf, int[] identifiers) throws SQLException {
        List<CompletableFuture<long[]>> parts = new ArrayList<>();
        int from = 0;
        while (keysOf.length - from > PART) {
            Supplier<Found> found = candidates.find(keysOf, identifiers, from, from + PART);
            parts.add(CompletableFuture.supplyAsync(() -> sift(table, rows, found.get())));
            from += PART;
        }
        long[] last = sift(
                table,
                rows,
                candidates.find(keysOf, identifiers, from, keysOf.length).get());
        return parts.isEmpty()
                ? last
                : LongStream.concat(
                                parts.stream().map(CompletableFuture::join).flatMapToLong(Arrays::stream),
                                Arrays.stream(last))
                        .toArray();
    }

    /** Without pairs of which the sketches tell that they are nothing. */
    private long[] sift(Table table, LongMap rows, Found found) {
        long[] pairs = found.pairs();
        int owner = -1;
        int kept = 0;
        synchronized (sketches.lock()) {
            for (long pair : pairs) {
                long candidate = Found.candidate(pair);
                boolean sure =
                        Found.byIdentifier(pair) || members.changed().contains(candidate) || rows.contains(candidate);
                if (!sure && Found.owner(pair) != owner) {
                    owner = Found.owner(pair);
                    sketches.of(table, owner);
                }
                if (sure || found.hasCrowdedIdentifier(owner) || sketches.may(candidate)) {
                    pairs[kept++] = pair;
                }
            }
        }
        return Arrays.copyOf(pairs, kept);
    }

    private List<Member> others(long[] pairs, LongMap rows) throws SQLException {
        long[] candidate = numbers(pairs, rows);
        List<Member> others = members.ofIndex(candidate);
        sketches.remember(others, model);
        if (!within) {
            LongMap sharing = new LongMap();
            Arrays.stream(pairs)
                    .filter(Found::byIdentifier)
                    .map(Found::candidate)
                    .forEach(sharing::add);
            others.removeIf(m -> m.stream() == only && !m.closed() && !sharing.contains(m.record()));
        }
        if (!small) {
            others.addAll(members.ofRun(candidate));
        }
        return others;
    }

    private static long[] numbers(long[] pairs, LongMap known) {
        return Arrays.stream(pairs)
                .map(Found::candidate)
                .filter(n -> !known.contains(n))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Judges every so-manieth part of the pairs. */
    static List<Alike> judge(long[] pairs, int part, int parts, int slice, LongMap rows, Judge judge) {
        List<Alike> found = new ArrayList<>();
        int from = (int) ((long) pairs.length * part / parts);
        int to = (int) ((long) pairs.length * (part + 1) / parts);
        for (int i = from; i < to; i++) {
            int a = Found.owner(pairs[i]);
            int b = rows.get(Found.candidate(pairs[i]));
            // Two of one slice find each other twice.
            if (b >= slice || b >= 0 && b < a) {
                judge(a, b, judge, found);
            }
        }
        return found;
    }

    private static void judge(int a, int b, Judge judge, List<Alike> found) {
        float bits = judge.bits(a, b, (float) Model.REVIEW);
        if (bits >= Model.CERTAIN) {
            found.add(new Alike(a, b, bits, ""));
        } else if (bits >= Model.REVIEW) {
            found.add(new Alike(a, b, bits, Reasons.of(judge.numbers(a, b), judge.score(a, b))));
        } else if (judge.ofOneSource(a, b) && judge.shareNumber(a, b)) {
            found.add(new Alike(a, b, 0, Reasons.ONE_SOURCE));
        }
    }

    private void write(Alike pair, List<Member> all) {
        long a = all.get(pair.a).record();
        long b = all.get(pair.b).record();
        if (pair.reason.isEmpty()) {
            if (small) {
                members.pairs().add(a, b, pair.bits);
            }
            edges.row().put(run).put(a).put(b).put(pair.bits);
            edges.row().put(run).put(b).put(a).put(pair.bits);
        } else {
            asked = true;
            reviews.row().put(run).put(a).put(b).put(pair.bits).put(pair.reason);
        }
    }

    /** Whether there is a pair that somebody must look at. */
    boolean asks() {
        return asked;
    }

    /** All records of certain pairs, ascending. */
    long[] paired() throws SQLException {
        if (small) {
            return members.pairs().records();
        }
        LongStream.Builder found = LongStream.builder();
        try (PreparedStatement statement =
                connection.prepareStatement("select distinct a from identity.pending_edge where run = ?")) {
            statement.setLong(1, run);
            statement.setFetchSize(10_000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
        }
        return found.build().sorted().toArray();
    }
}
