// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    /** The groups that have anybody. */
    List<Group> count(Connection connection) throws SQLException {
        Sql.run(connection, ROOM);
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
            row.text("coalesce((").text(known.value(use)).text(")::text, '" + Table.UNKNOWN + "'), ");
        }
        counted.forEach(outcome -> row.add(known.place(outcome)).text(", "));
        row.text("count(*)");
        together.measures().forEach(measure -> row.text(", ").text(summed(known, measure)));
        Statement where = new Statement().text("\nwhere ").add(known.all(together.cohort()));
        together.known()
                .ifPresent(use -> where.text("\n  and ").text(known.value(use)).text(" is not null"));
        return known.with().add(row).text(known.from()).add(where).text(grouping());
    }

    private String grouping() {
        StringBuilder grouping = new StringBuilder("\ngroup by ()");
        for (int i = 1; i <= divisions.size() + counted.size(); i++) {
            grouping.append(", ").append(i);
        }
        return grouping.append("\nhaving count(*) > 0").toString();
    }

    private static String summed(Known known, Measure measure) {
        return measure.outcome() instanceof Mean mean ? "sum(" + known.value(mean.use()) + ")" : "0";
    }
}
