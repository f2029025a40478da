// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.susten.db.Sql;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Share;
import org.susten.measures.Measure.Use;
import org.susten.measures.Table;

/** What has been released of the same days, by whatever measure, in force or not. */
final class Past {

    private static final String OF_DAYS =
            """
            select measure, version, divisions, definition::text, told::text from measures.release
            where begin = ? and "end" = ? order by at desc, release desc""";

    /** Releases of one definition. */
    private record Kind(String id, int version, List<String> divisions, @Nullable String definition) {}

    private final Measure measure;
    private final Collection<Measure> inForce;
    private final Map<Kind, Map<String, Set<Long>>> kinds = new LinkedHashMap<>();

    /** Reads what was released of the measure's days. */
    Past(Connection connection, Measure measure, Collection<Measure> inForce) throws SQLException {
        this.measure = measure;
        this.inForce = List.copyOf(inForce);
        Sql.list(connection, OF_DAYS, this::add, measure.begin(), measure.end());
    }

    private Kind add(ResultSet row) throws SQLException {
        Kind kind = new Kind(
                row.getString(1),
                row.getInt(2),
                List.of((String[]) row.getArray(3).getArray()),
                row.getString(4));
        Map<String, Set<Long>> counts = kinds.computeIfAbsent(kind, any -> new HashMap<>());
        Releases.counts(row.getString(5)).forEach((cell, count) -> counts.computeIfAbsent(cell, any -> new HashSet<>())
                .add(count));
        return kind;
    }

    /** What was told by measures whose definition is known, the latest first. */
    List<Told> told() {
        List<Told> told = new ArrayList<>();
        kinds.forEach((kind, counts) -> definition(kind).ifPresent(m -> told.add(new Told(m, counts))));
        return told;
    }

    /**
     * What was told by measures whose definition is not: kept before definitions were, or by facts that are known no more. By which facts they
     * were divided is on record; those that are known can be compared.
     *
     * @param divisions of today; of two programs' divisions that are told by one fact the one meant is taken to be one of those
     */
    List<Told> undefined(List<Use> divisions) {
        List<Told> told = new ArrayList<>();
        kinds.forEach((kind, counts) -> {
            if (definition(kind).isEmpty()) {
                told.add(undefined(kind, counts, new ArrayList<>(divisions)));
            }
        });
        return told;
    }

    private Optional<Measure> definition(Kind kind) {
        if (kind.definition == null) {
            return inForce.stream()
                    .filter(m -> m.id().equals(kind.id) && m.version() == kind.version)
                    .filter(m -> keys(m).equals(kind.divisions))
                    .findFirst();
        }
        return Releases.definition(kind.id, kind.definition);
    }

    private static List<String> keys(Measure measure) {
        return measure.by().stream().map(use -> use.fact().key()).toList();
    }

    private Told undefined(Kind kind, Map<String, Set<Long>> counts, List<Use> left) {
        List<Optional<Use>> uses = kind.divisions.stream()
                .map(key -> Fact.of(key).map(fact -> use(fact, left)))
                .toList();
        Map<String, Set<Long>> known = new HashMap<>();
        counts.forEach((cell, told) -> {
            String[] places = Told.places(cell);
            if (IntStream.range(0, uses.size()).allMatch(i -> uses.get(i).isPresent() || places[i].equals(Table.ALL))) {
                known.put(
                        Told.name(IntStream.range(0, places.length)
                                .filter(i -> i == uses.size() || uses.get(i).isPresent())
                                .mapToObj(i -> places[i])),
                        told);
            }
        });
        return new Told(undefined(kind, uses.stream().flatMap(Optional::stream).toList()), known);
    }

    private static Use use(Fact fact, List<Use> left) {
        Use use = left.stream()
                .filter(u -> u.fact() == fact)
                .findFirst()
                .orElseGet(() -> new Use(fact, List.of(), List.of()));
        left.remove(use);
        return use;
    }

    private Measure undefined(Kind kind, List<Use> by) {
        return new Measure(
                kind.id,
                kind.id,
                "",
                "",
                kind.version,
                "",
                measure.begin(),
                measure.end(),
                List.of(),
                new Share(List.of()),
                by,
                measure.smallestCell(),
                List.of());
    }
}
