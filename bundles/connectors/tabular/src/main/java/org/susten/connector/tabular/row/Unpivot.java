// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Columns;

/**
 * Makes several rows of one whose columns have varying names: one for each combination of what varies. A pattern that captures less
 * than the others gives its value to every row it fits. Immutable.
 *
 * @param columns the patterns by the name of the column that takes their values
 * @param keepBlank whether a row without any value is made all the same
 */
public record Unpivot(Map<String, List<ColumnPattern>> columns, boolean keepBlank) {

    /** Keeps the patterns in the order of the mapping. */
    public Unpivot {
        columns = new LinkedHashMap<>(columns);
    }

    /** Names of all that varies, in the order in which the patterns name it. */
    public Set<String> captured() {
        Set<String> names = new LinkedHashSet<>();
        columns.values().forEach(list -> list.forEach(pattern -> names.addAll(pattern.names())));
        return names;
    }

    /**
     * One row to be made of each row of a file.
     *
     * @param constants captured texts by place in the layout
     * @param sources column of the file by place in the layout
     * @param decisive the places of which one must have a value
     */
    record Group(Map<Integer, String> constants, Map<Integer, String> sources, Set<Integer> decisive) {}

    /** The rows to be made of each row of a file with these columns. */
    List<Group> groups(Columns file, Columns layout) {
        Set<String> all = captured();
        Map<Map<String, String>, Group> groups = new LinkedHashMap<>();
        List<Partial> partial = new ArrayList<>();
        for (String column : new LinkedHashSet<>(file.names())) {
            columns.forEach((target, patterns) -> patterns.forEach(pattern -> {
                Map<String, String> match = pattern.match(column);
                if (match != null && match.keySet().containsAll(all)) {
                    Group group = groups.computeIfAbsent(match, m -> group(m, layout));
                    if (group.sources.putIfAbsent(layout.indexOf(target), column) == null) {
                        group.decisive.add(layout.indexOf(target));
                    }
                } else if (match != null) {
                    partial.add(new Partial(match, layout.indexOf(target), column));
                }
            }));
        }
        groups.forEach((match, group) -> partial.forEach(each -> {
            if (match.entrySet().containsAll(each.match.entrySet())) {
                group.sources.putIfAbsent(each.target, each.column);
            }
        }));
        return List.copyOf(groups.values());
    }

    private record Partial(Map<String, String> match, int target, String column) {}

    private static Group group(Map<String, String> match, Columns layout) {
        Map<Integer, String> constants = new HashMap<>();
        match.forEach((name, text) -> constants.put(layout.indexOf(name), text));
        return new Group(constants, new LinkedHashMap<>(), new LinkedHashSet<>());
    }

    /** The rows of one row; none where all are blank. */
    List<Row> of(Row row, List<Group> groups) {
        List<Row> made = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            @Nullable Object[] values = row.values().clone();
            group.constants.forEach((place, text) -> values[place] = text);
            group.sources.forEach(
                    (place, column) -> values[place] = row.source().value(column));
            if (keepBlank || group.decisive.stream().anyMatch(place -> !blank(values[place]))) {
                made.add(new Row(row.source(), i + 1, values));
            }
        }
        return made;
    }

    static boolean blank(@Nullable Object value) {
        return value == null || value.toString().isBlank();
    }
}
