// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source's own codes mean in the common model's. Immutable.
 *
 * <p>An entry counts from its first to its last day. Where no day is asked for, the entry that ends last counts, and of those
 * the one that begins last.
 */
public final class Crosswalk {

    /**
     * One line.
     *
     * @param local the source's code
     * @param ceds the model's code; empty where the source's code means nothing the model holds
     * @param from first day
     * @param until last day
     * @param line in the file
     */
    public record Entry(String local, String ceds, LocalDate from, LocalDate until, int line) {

        boolean holdsOn(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(until);
        }

        public boolean overlaps(Entry other) {
            return !from.isAfter(other.until) && !other.from.isAfter(until);
        }
    }

    private final String name;
    private final boolean caseCounts;
    private final String owner;
    private final Map<String, List<Entry>> entries;

    /** Entries by local code; each list has its latest first. */
    public Crosswalk(String name, boolean caseCounts, String owner, Map<String, List<Entry>> entries) {
        this.name = name;
        this.caseCounts = caseCounts;
        this.owner = owner;
        this.entries = new HashMap<>(entries);
    }

    public String name() {
        return name;
    }

    /** Who answers for it; empty where nobody is named. */
    public String owner() {
        return owner;
    }

    /** Every entry, in no order. */
    public List<Entry> all() {
        return entries.values().stream().flatMap(Collection::stream).toList();
    }

    /** The meaning of a code on a day; null where there is none. */
    @Nullable
    public Entry find(String local, @Nullable LocalDate day) {
        List<Entry> found = entries.get(fold(local, caseCounts));
        if (found == null) {
            return null;
        }
        if (day == null) {
            return found.get(0);
        }
        for (Entry entry : found) {
            if (entry.holdsOn(day)) {
                return entry;
            }
        }
        return null;
    }

    public static String fold(String local, boolean caseCounts) {
        return caseCounts ? local : local.toLowerCase(Locale.ROOT);
    }
}
