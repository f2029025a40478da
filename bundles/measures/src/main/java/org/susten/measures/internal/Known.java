// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.measures.Fact;
import org.susten.measures.Measure.Bands;
import org.susten.measures.Measure.Comparison;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Share;
import org.susten.measures.Measure.Use;

/**
 * Children {@code c} and what is known of each: every source of facts that is asked for gives its rows by person, and the children are
 * joined to them. Of one statement; what it asks for first is known in its {@code from}. One thread.
 */
final class Known {

    /** Whose records are whose, of everybody. */
    static final String EVERYBODY = "identity.link_v1";

    private static final String CHILDREN =
            """
            select distinct l.person from store.person_v1 p join identity.link_v1 l on l.row = p.row
            where p.roles @> '["student"]' or coalesce(p.roles, '[]') = '[]'""";

    private record Key(Source source, List<String> programs, List<String> assessments) {}

    private final LocalDate begin;
    private final LocalDate end;
    private final String links;
    private final Map<Key, String> sources = new LinkedHashMap<>();

    /** Within some days, of those whose records the table has: {@code row} and {@code person}. */
    Known(LocalDate begin, LocalDate end, String links) {
        this.begin = begin;
        this.end = end;
        this.links = links;
    }

    private String ofThem(String sql) {
        return sql.replace(EVERYBODY, links);
    }

    /** The children alone. */
    String children() {
        return ofThem(CHILDREN);
    }

    /** What stands before the statement. Nothing is said twice, so that only the columns asked for are made. */
    Statement with() {
        Statement with = new Statement().text("with children as (\n" + children() + ")");
        sources()
                .forEach((alias, source) ->
                        with.text(",\n" + alias + " as (\n").add(source).text(")"));
        return with.text("\n");
    }

    /** The sources asked for so far, by alias. */
    Map<String, Statement> sources() {
        Map<String, Statement> statements = new LinkedHashMap<>();
        sources.forEach((key, alias) -> statements.put(
                alias,
                new Statement()
                        .named(
                                ofThem(key.source.sql()),
                                Map.of(
                                        "begin",
                                        begin,
                                        "end",
                                        end,
                                        "programs",
                                        key.programs,
                                        "assessments",
                                        key.assessments))));
        return statements;
    }

    /** The children, and the sources beside them. */
    String from() {
        StringBuilder from = new StringBuilder("\nfrom children c");
        sources.values().forEach(alias -> from.append("\nleft join ")
                .append(alias)
                .append(" on ")
                .append(alias)
                .append(".person = c.person"));
        return from.toString();
    }

    /** A value; text of flags is yes and no, as tables print it. */
    String value(Use use) {
        String expression = raw(use);
        return use.fact().kind() == Fact.Kind.FLAG
                ? "case when " + expression + " then 'yes' else 'no' end"
                : expression;
    }

    /** A value as it is; a flag is true or false. */
    String raw(Use use) {
        Source source = Source.of(use.fact());
        String alias = sources.computeIfAbsent(
                new Key(source, use.programs(), use.assessments()), key -> "t" + sources.size());
        return source.expression(use.fact(), alias);
    }

    /** Whether all of it holds. */
    Statement all(List<Condition> conditions) {
        Statement all = new Statement().text("(true");
        conditions.forEach(c -> all.text("\n  and ").add(condition(c)));
        return all.text(")");
    }

    private Statement condition(Condition condition) {
        Fact.Kind kind = condition.use().fact().kind();
        Statement holds =
                new Statement().text("coalesce((").text(value(condition.use())).text(")");
        if (condition.comparison() == Comparison.IN) {
            // A number has as many decimals as it was computed with, so its text is not the file's.
            String type = kind == Fact.Kind.NUMBER ? "numeric" : "text";
            holds.text("::" + type + " = any (").value(condition.values()).text("::" + type + "[])");
        } else {
            if (kind != Fact.Kind.NUMBER) {
                throw new IllegalArgumentException(condition.use().fact() + " is no number");
            }
            holds.text(" " + condition.comparison().sql() + " ")
                    .value(new BigDecimal(condition.values().get(0)));
        }
        return holds.text(", false)");
    }

    /** A band's place, or 0 and 1 for no and yes. */
    Statement place(Outcome what) {
        if (what instanceof Share share) {
            return all(share.conditions()).text("::int");
        }
        Bands bands = (Bands) what;
        Statement place =
                new Statement().text("width_bucket((").text(value(bands.use())).text(")::numeric, array[");
        for (int i = 0; i < bands.limits().size(); i++) {
            place.text(i == 0 ? "" : ", ").value(bands.limits().get(i));
        }
        return place.text("]::numeric[])");
    }
}
