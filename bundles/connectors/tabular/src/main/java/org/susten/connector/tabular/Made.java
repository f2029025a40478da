// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.model.words.Count;

/** Records that a dry run makes, each counted once, as a hub would. One thread. */
final class Made {

    private static final int MOST = 400_000;
    private static final int FIRST = 8;

    private record Id(Class<?> type, SourceId id) {}

    private record First(int content, String place) {}

    private final Map<Id, First> known = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Integer> conflicts = new TreeMap<>();
    private final Set<String> repeated = new LinkedHashSet<>();
    private boolean full;

    /**
     * One record, of a row of {@code stream}. Gives the place of an earlier row that this one overrules: one of the same stream with the
     * same key that says something else.
     */
    Optional<String> add(Entity entity, String stream, String place) {
        String type = entity.getClass().getSimpleName();
        Id id = new Id(entity.getClass(), entity.id());
        First first = known.get(id);
        if (first == null) {
            counts.merge(type, 1, Integer::sum);
            full |= known.size() >= MOST;
            if (!full) {
                known.put(id, new First(entity.hashCode(), place));
            }
            return Optional.empty();
        }
        known.put(id, new First(entity.hashCode(), place));
        boolean own = entity.id().stream().equals(stream);
        if (first.content() == entity.hashCode()) {
            if (own) {
                repeated.add(place);
            }
            return Optional.empty();
        }
        if (own) {
            return Optional.of(first.place());
        }
        conflicts.merge(type, 1, Integer::sum);
        return Optional.empty();
    }

    Map<String, Integer> counts() {
        return counts;
    }

    /** What is worth knowing, without any value. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!repeated.isEmpty()) {
            List<String> first = repeated.stream().limit(FIRST).toList();
            notes.add(Count.of(repeated.size(), "row says", "rows say")
                    + " again what a row before says, which counts once: line "
                    + String.join(", ", first) + (repeated.size() > first.size() ? ", …" : ""));
        }
        conflicts.forEach((type, rows) -> notes.add(Count.of(rows, "row says", "rows say")
                + " something else of the same " + type + " than a row before; the last one counts"));
        if (full) {
            notes.add("these are more than " + MOST + " records: those that come again are counted again");
        }
        return notes;
    }
}
