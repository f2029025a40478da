// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.db.Sql;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Bands;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Mean;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Share;
import org.susten.measures.Measure.Use;
import org.susten.measures.Table;

/**
 * Counts measures about the same children in one statement: every source of facts gives its rows by person, the children are joined to them, and what
 * comes back is counts by group. No child leaves the database.
 */
final class Evaluation {

    private static final String CHILDREN =
            """
            children as materialized (
              select distinct l.person from store.person_v1 p join identity.link_v1 l on l.row = p.row
              where coalesce(p.roles, '[]') = '[]' or p.roles @> '["student"]')""";

    /** Room for a group of each person; to compile such a statement takes longer than it spares. */
    private static final String ROOM = "set local work_mem = '128MB'; set local jit = off";

    /**
     * Children who are alike.
     *
     * @param outcomes of everything that is counted the band's place, or 0 and 1 for no and yes
     * @param sums of each measure's value; 0 where it is no mean
     */
    record Group(List<String> members, List<Integer> outcomes, long people, List<Double> sums) {}

    private record Key(Source source, List<String> programs, List<String> assessments) {}

    private final Together together;
    private final List<Use> divisions;
    private final List<Outcome> counted;
    private final Map<Key, String> sources = new LinkedHashMap<>();

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
        Statement row = new Statement().text("select ");
        for (Use use : divisions) {
            row.text("coalesce((").text(value(use)).text(")::text, '" + Table.UNKNOWN + "'), ");
        }
        counted.forEach(outcome -> row.add(outcome(outcome)).text(", "));
        row.text("count(*)");
        together.measures().forEach(measure -> row.text(", ").text(summed(measure)));
        row.text("\nfrom children c");
        Statement where = new Statement().text("\nwhere true");
        together.cohort().forEach(c -> where.text("\n  and ").add(condition(c)));
        together.known()
                .ifPresent(use -> where.text("\n  and ").text(value(use)).text(" is not null"));
        return with().add(row).text(joins()).add(where).text(grouping());
    }

    private Statement with() {
        Statement with = new Statement().text("with ").text(CHILDREN);
        sources.forEach((key, alias) -> with.text(",\n" + alias + " as materialized (\n")
                .named(
                        key.source.sql(),
                        Map.of(
                                "begin",
                                together.measures().get(0).begin(),
                                "end",
                                together.measures().get(0).end(),
                                "programs",
                                key.programs,
                                "assessments",
                                key.assessments))
                .text(")"));
        return with.text("\n");
    }

    private String joins() {
        StringBuilder joins = new StringBuilder();
        sources.values().forEach(alias -> joins.append("\nleft join ")
                .append(alias)
                .append(" on ")
                .append(alias)
                .append(".person = c.person"));
        return joins.toString();
    }

    private String grouping() {
        StringBuilder grouping = new StringBuilder("\ngroup by ()");
        for (int i = 1; i <= divisions.size() + counted.size(); i++) {
            grouping.append(", ").append(i);
        }
        return grouping.append("\nhaving count(*) > 0").toString();
    }

    private Statement outcome(Outcome what) {
        Statement outcome = new Statement();
        if (what instanceof Share share) {
            outcome.text("(true");
            share.conditions().forEach(c -> outcome.text(" and ").add(condition(c)));
            return outcome.text(")::int");
        }
        Bands bands = (Bands) what;
        outcome.text("width_bucket(coalesce(").text(value(bands.use())).text(", 0)::numeric, array[");
        for (int i = 0; i < bands.limits().size(); i++) {
            outcome.text(i == 0 ? "" : ", ").value(bands.limits().get(i));
        }
        return outcome.text("]::numeric[])");
    }

    private String summed(Measure measure) {
        return measure.outcome() instanceof Mean mean ? "sum(" + value(mean.use()) + ")" : "0";
    }

    private Statement condition(Condition condition) {
        Fact.Kind kind = condition.use().fact().kind();
        Statement holds =
                new Statement().text("coalesce((").text(value(condition.use())).text(")");
        if (condition.comparison() == Measure.Comparison.IN) {
            holds.text("::text = any (").value(condition.values()).text(")");
        } else {
            if (kind != Fact.Kind.NUMBER) {
                throw new IllegalArgumentException(condition.use().fact() + " is no number");
            }
            holds.text(" " + condition.comparison().sql() + " ")
                    .value(new BigDecimal(condition.values().get(0)));
        }
        return holds.text(", false)");
    }

    /** Text of flags is yes and no, as tables print it. */
    private String value(Use use) {
        Source source = Source.of(use.fact());
        String alias = sources.computeIfAbsent(
                new Key(source, use.programs(), use.assessments()), key -> "t" + sources.size());
        String expression = source.expression(use.fact(), alias);
        return use.fact().kind() == Fact.Kind.FLAG
                ? "case when " + expression + " then 'yes' else 'no' end"
                : expression;
    }
}
