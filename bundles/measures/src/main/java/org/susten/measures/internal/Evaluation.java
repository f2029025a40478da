// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.susten.db.Sql;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Use;
import org.susten.measures.Table;

/**
 * Counts measures about the same children in one statement; what comes back is counts by group. No child leaves the database.
 */
final class Evaluation {

    /**
     * Room for a group of each person; to compile such a statement takes longer than it spares. All are looked at, whatever
     * statistics say of tables that have just been filled, so nothing is looked up one by one.
     */
    private static final String ROOM =
            "set local work_mem = '128MB'; set local jit = off; set local enable_nestloop = off";

    /**
     * Children who are alike.
     *
     * @param outcomes of everything that is counted the band's place, or 0 and 1 for no and yes
     * @param sums of each measure's value; 0 where it is no mean
     */
    record Group(List<String> members, List<Integer> outcomes, long people, List<Double> sums) {}

    private final Together together;
    private final List<Use> divisions;
    private final List<Outcome> counted;

    Evaluation(Together together) {
        this.together = together;
        this.divisions = together.divisions();
        this.counted = together.outcomes();
    }

    /** Everything. */
    Tally count(Connection connection) throws SQLException {
        Sql.run(connection, ROOM);
        Map<Measure, Map<List<String>, Long>> alike = new LinkedHashMap<>();
        for (Measure measure : together.measures()) {
            if (measure.outcome() instanceof Mean mean) {
                alike.put(measure, alike(connection, measure, mean));
            }
        }
        return new Tally(groups(connection), alike);
    }

    private List<Group> groups(Connection connection) throws SQLException {
        try (PreparedStatement statement = statement().prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            List<Group> groups = new ArrayList<>();
            while (rows.next()) {
                groups.add(group(rows));
            }
            return groups;
        }
    }

    private Group group(ResultSet row) throws SQLException {
        int column = 0;
        List<String> members = new ArrayList<>();
        for (int i = 0; i < divisions.size(); i++) {
            members.add(row.getString(++column));
        }
        List<Integer> outcomes = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            outcomes.add(row.getInt(++column));
        }
        long people = row.getLong(++column);
        List<Double> sums = new ArrayList<>();
        for (int i = 0; i < together.measures().size(); i++) {
            sums.add(row.getDouble(++column));
        }
        return new Group(members, outcomes, people, sums);
    }

    private Statement statement() {
        Measure any = together.measures().get(0);
        Known known = new Known(any.begin(), any.end(), Known.EVERYBODY);
        Statement row = new Statement().text("select ");
        for (Use use : divisions) {
            row.text(member(known, use) + ", ");
        }
        counted.forEach(outcome -> row.add(known.place(outcome)).text(", "));
        row.text("count(*)");
        together.measures().forEach(measure -> row.text(", ").text(summed(known, measure)));
        return counted(known, row, divisions.size() + counted.size());
    }

    /** Of all who are counted, in groups by the first of the columns. */
    private Statement counted(Known known, Statement row, int columns) {
        Statement where = new Statement().text("\nwhere ").add(known.all(together.cohort()));
        together.known()
                .ifPresent(use -> where.text("\n  and ").text(known.value(use)).text(" is not null"));
        String grouping =
                IntStream.rangeClosed(1, columns).mapToObj(i -> ", " + i).collect(Collectors.joining());
        return known.with()
                .add(row)
                .text(known.from())
                .add(where)
                .text("\ngroup by ()" + grouping + "\nhaving count(*) > 0");
    }

    /** How many share one value at most, of every row of a measure's table: values are counted, then added up for the totals. */
    private Map<List<String>, Long> alike(Connection connection, Measure measure, Mean mean) throws SQLException {
        Known known = new Known(measure.begin(), measure.end(), Known.EVERYBODY);
        Statement values = new Statement().text("select ");
        List<String> by = new ArrayList<>();
        for (Use use : measure.by()) {
            by.add("b" + by.size());
            values.text(member(known, use) + " as " + by.get(by.size() - 1) + ", ");
        }
        values.text(known.value(mean.use()) + " as value, count(*) as people");
        String members = by.stream()
                .map(b ->
                        "case when grouping(" + b + ") = 1 then '" + Table.ALL + "' else " + b + " end as " + b + ", ")
                .collect(Collectors.joining());
        Statement most = new Statement()
                .text("select array[" + String.join(", ", by) + "]::text[], max(people) from (\nselect " + members
                        + "sum(people)::bigint as people from (\n")
                .add(counted(known, values, by.size() + 1))
                .text(") v\ngroup by " + (by.isEmpty() ? "" : "cube (" + String.join(", ", by) + "), ")
                        + "value) m\ngroup by 1");
        Map<List<String>, Long> alike = new HashMap<>();
        try (PreparedStatement statement = most.prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                alike.put(List.of((String[]) rows.getArray(1).getArray()), rows.getLong(2));
            }
        }
        return alike;
    }

    private static String member(Known known, Use use) {
        return "coalesce((" + known.value(use) + ")::text, '" + Table.UNKNOWN + "')";
    }

    private static String summed(Known known, Measure measure) {
        return measure.outcome() instanceof Mean mean ? "sum(" + known.value(mean.use()) + ")" : "0";
    }
}
