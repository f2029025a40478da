// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One resource of Ed-Fi's data standard 5: objects over the published views and the feed's own temporary tables, property by property, so
 * that a property that is not granted is in no statement.
 *
 * @param name as the API's path has it, for example {@code studentSchoolAssociations}
 * @param meaning what one object is
 * @param bare whether it is told where nothing but its key is granted
 * @param from tables every object needs; {@code %site} stands for where something happened
 * @param joins further tables, in order, each used only where a granted property speaks of it
 * @param columns named {@code resource.property}; those of the key must all be granted
 * @param key expression of the natural key, as {@code /deletes} of an API tells it
 * @param person expression of whom the object speaks, 0 for nobody
 * @param preference which object counts where several have one key: first of this order
 */
public record EdFiResource(
        String name,
        String meaning,
        boolean bare,
        String from,
        List<Dataset.Join> joins,
        List<Column> columns,
        String key,
        String person,
        String preference) {

    /** Where the objects of a feed are until the transaction ends; always of the same columns. */
    public static final String ROWS = "edfi_rows";

    private static final String PLACE = "educationOrganizationReference";
    private static final String ED_FI = "uri://ed-fi.org/";
    static final String OWN = "uri://susten.org/";

    /** Whether its objects are of children; programs and the like are there where these lead to them. */
    public boolean ofChildren() {
        return !person.startsWith("0");
    }

    /** Whether it is part of a feed under these grants. */
    boolean present(Predicate<Column> granted) {
        return columns.stream().filter(Column::key).allMatch(granted)
                && (bare || columns.stream().anyMatch(column -> !column.key() && granted.test(column)));
    }

    /** Writes the objects into {@link #ROWS}; only the columns given are in them. */
    String insert(List<Column> granted) {
        List<Column> own = granted.stream()
                .filter(column -> column.name().startsWith(name + '.'))
                .toList();
        List<String> spoken = new ArrayList<>(List.of(key, person, preference));
        own.forEach(column -> spoken.add(column.sql()));
        List<String> tables = new ArrayList<>();
        for (int i = joins.size() - 1; i >= 0; i--) {
            Dataset.Join join = joins.get(i);
            if (spoken.stream().anyMatch(s -> s.matches("(?s).*\\b" + join.alias() + "\\..*"))) {
                spoken.add(join.sql());
                tables.add(0, join.sql());
            }
        }
        // Where something happened is read only where it is granted; a program's own place is told with the program.
        String site =
                own.stream().anyMatch(column -> column.name().endsWith("." + PLACE)) ? "t.organization" : "null::uuid";
        String data = own.stream()
                .map(column -> "'" + column.name().substring(name.length() + 1) + "', " + column.sql())
                .collect(Collectors.joining(", ", "jsonb_strip_nulls(jsonb_build_object(", "))"));
        return "insert into " + ROWS + " select q.person, '" + name + "', q.id, q.data, array['" + name + "', q.id], "
                + "substring(sha256(convert_to(q.data::text, 'UTF8')) for 16) from (select distinct on (" + key
                + "::text) "
                + person + " person, " + key + "::text id, " + data + " data from " + from.replace("%site", site) + ' '
                + String.join(" ", tables) + " order by " + key + "::text, " + preference + ") q";
    }

    /** Two words of SQL for each property of an object. */
    static String object(String... names) {
        return "jsonb_build_object(" + String.join(", ", names) + ")";
    }

    /** A descriptor's URI by the model's code; null where Ed-Fi has no word for it. */
    static String descriptor(String set, String sql, Map<String, String> words) {
        return new TreeMap<>(words)
                .entrySet().stream()
                        .map(word -> " when '" + word.getKey() + "' then '" + ED_FI + set + "Descriptor#"
                                + word.getValue() + "'")
                        .collect(Collectors.joining("", "case " + sql, " end"));
    }

    /** A descriptor's URI of a word that sources write freely, under our own name; no ODS has a longer one. */
    static String own(String set, String sql) {
        return "'" + OWN + set + "Descriptor#' || " + EdFi.within(50, sql);
    }

    /** A descriptor's URI of a word that sources write freely: Ed-Fi's where it is one of these, our own otherwise. */
    static String descriptor(String set, String sql, List<String> words) {
        return "case when " + sql + " in ("
                + words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", ")) + ") then '" + ED_FI
                + set + "Descriptor#' || " + sql + " else " + own(set, sql) + " end";
    }

    /** A descriptor's URI that is always the same. */
    static String always(String set, String word) {
        return "'" + ED_FI + set + "Descriptor#" + word + "'";
    }
}
