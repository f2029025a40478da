// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One file of a OneRoster roster: rows over the published views and the roster's own temporary tables, column by column, so that a
 * column that is not granted is in no statement.
 *
 * @param name of the standard, without {@code .csv}
 * @param meaning what one row is
 * @param from tables every row needs
 * @param joins further tables, in order, each used only where a granted column speaks of it
 * @param columns named {@code file.column}
 * @param id expression of the row's sourcedId
 * @param person expression of whom the row speaks, 0 for nobody
 */
public record RosterFile(
        String name,
        String meaning,
        String from,
        List<Dataset.Join> joins,
        List<Column> columns,
        String id,
        String person) {

    /** The temporary table that all files' rows are in. */
    public static final String ROWS = "roster_rows";

    /** Writes the file's rows into {@link #ROWS}; only the columns given are in it. */
    String insert(List<Column> granted) {
        List<Column> own = granted.stream().filter(this::has).toList();
        List<String> spoken = new ArrayList<>(List.of(id, person));
        own.forEach(column -> spoken.add(column.sql()));
        List<String> tables = new ArrayList<>();
        for (int i = joins.size() - 1; i >= 0; i--) {
            Dataset.Join join = joins.get(i);
            if (spoken.stream().anyMatch(s -> s.matches("(?s).*\\b" + join.alias() + "\\..*"))) {
                spoken.add(join.sql());
                tables.add(0, join.sql());
            }
        }
        // What students and staff are each granted by themselves is one column all the same.
        Map<String, String> values = new LinkedHashMap<>();
        own.forEach(column ->
                values.merge(key(column), column.sql(), (one, other) -> "coalesce(" + one + ", " + other + ')'));
        String data = values.entrySet().stream()
                .map(value -> "'" + value.getKey() + "', " + value.getValue())
                .collect(Collectors.joining(", ", "jsonb_strip_nulls(jsonb_build_object(", "))"));
        return "insert into " + ROWS + " select q.person, '" + name + "', q.id, q.data, array['" + name + "', q.id], "
                + "substring(sha256(convert_to(q.data::text, 'UTF8')) for 16) from (select distinct on (" + id + ") "
                + person + " person, " + id + " id, " + data + " data from " + from + ' ' + String.join(" ", tables)
                + " order by " + id + ") q";
    }

    /** Whether the column is of this file. */
    boolean has(Column column) {
        return column.name().startsWith(name + '.');
    }

    /** The column's name in the standard. */
    static String key(Column column) {
        return column.name().substring(column.name().indexOf('.') + 1);
    }
}
