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
        if (together.measures().stream().noneMatch(measure -> measure.outcome() instanceof Mean)) {
            return new Tally(
                    groups(
                            connection,
                            new Statement().text("(\n").add(children()).text(") children")),
                    Map.of());
        }
        // What is known of each child costs most, and is looked at twice.
        Sql.run(
                connection,
                "create temp table measured on commit drop as\n" + children().literally());
        Map<Measure, Map<List<String>, Long>> alike = new LinkedHashMap<>();
        for (Measure measure : together.measures()) {
            if (measure.outcome() instanceof Mean) {
                alike.put(measure, alike(connection, measure));
            }
        }
        List<Group> groups = groups(connection, new Statement().text("pg_temp.measured"));
        Sql.run(connection, "drop table pg_temp.measured");
        return new Tally(groups, alike);
    }

    private List<Group> groups(Connection connection, Statement children) throws SQLException {
        try (PreparedStatement statement = counted(children).prepare(connection);
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

    /** A row for each child: {@code d0} and so on are its members, {@code o0} the places of what is counted, {@code v0} a measure's value. */
    private Statement children() {
        Measure any = together.measures().get(0);
        Known known = new Known(any.begin(), any.end(), Known.EVERYBODY);
        Statement row = new Statement().text("select 1 as one");
        for (int i = 0; i < divisions.size(); i++) {
            row.text(", coalesce((" + known.value(divisions.get(i)) + ")::text, '" + Table.UNKNOWN + "') as d" + i);
        }
        for (int i = 0; i < counted.size(); i++) {
            row.text(", ").add(known.place(counted.get(i))).text(" as o" + i);
        }
        for (int i = 0; i < together.measures().size(); i++) {
            Outcome outcome = together.measures().get(i).outcome();
            row.text(", " + (outcome instanceof Mean mean ? known.value(mean.use()) : "0") + " as v" + i);
        }
        Statement where = new Statement().text("\nwhere ").add(known.all(together.cohort()));
        together.known()
                .ifPresent(use -> where.text("\n  and ").text(known.value(use)).text(" is not null"));
        return known.with().add(row).text(known.from()).add(where);
    }

    private Statement counted(Statement children) {
        List<String> groups = new ArrayList<>();
        groups.addAll(columns("d", divisions.size()));
        groups.addAll(columns("o", counted.size()));
        List<String> sums = columns("v", together.measures().size()).stream()
                .map(value -> "sum(" + value + ")")
                .toList();
        return new Statement()
                .text("select " + listed(groups) + "count(*), " + String.join(", ", sums) + " from ")
                .add(children)
                .text("\ngroup by " + listed(groups) + "()\nhaving count(*) > 0");
    }

    /** How many share one value at most, of every row of a measure's table: values are counted, then added up for the totals. */
    private Map<List<String>, Long> alike(Connection connection, Measure measure) throws SQLException {
        String value = "v" + together.measures().indexOf(measure);
        List<String> by =
                measure.by().stream().map(use -> "d" + divisions.indexOf(use)).toList();
        String members = by.stream()
                .map(d ->
                        "case when grouping(" + d + ") = 1 then '" + Table.ALL + "' else " + d + " end as " + d + ", ")
                .collect(Collectors.joining());
        String cube = by.isEmpty() ? "" : "cube (" + String.join(", ", by) + "), ";
        String most = "select array[" + String.join(", ", by) + "]::text[], max(people) from (select " + members
                + "sum(people)::bigint as people from (select " + listed(by) + value
                + ", count(*) as people from pg_temp.measured group by " + listed(by) + value + ") one group by "
                + cube + value + ") summed group by 1";
        Map<List<String>, Long> alike = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(most);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                alike.put(List.of((String[]) rows.getArray(1).getArray()), rows.getLong(2));
            }
        }
        return alike;
    }

    private static List<String> columns(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toList();
    }

    private static String listed(List<String> columns) {
        return columns.stream().map(column -> column + ", ").collect(Collectors.joining());
    }
}
