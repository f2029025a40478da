// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.susten.identity.People.Explanation;
import org.susten.identity.People.Weight;
import org.susten.identity.matching.Score;
import org.susten.identity.matching.Table;

/** Says why two records are one person or not, under the model in force. */
final class Explaining {

    private static final String MEMBER =
            "select record, row, stream, role, closed, person, features from identity.link where row = ? and features is not null";

    private static final String DECIDED =
            "select same, who from identity.decision where a = least(?, ?) and b = greatest(?, ?)";

    private Explaining() {}

    static Optional<Explanation> explain(Connection connection, Models.Versioned model, UUID row, UUID other)
            throws SQLException {
        List<Member> one = Sql.list(connection, MEMBER, Staging::member, row);
        List<Member> two = Sql.list(connection, MEMBER, Staging::member, other);
        if (one.isEmpty() || two.isEmpty() || row.equals(other)) {
            return Optional.empty();
        }
        List<Member> both = List.of(one.get(0), two.get(0));
        Table table = new Table(2, model.model());
        both.forEach(m -> table.add(m.features()));
        Judge judge = new Judge(table, model.model(), both, Repeating.of(connection));
        Score score = judge.score(0, 1);
        long a = both.get(0).record();
        long b = both.get(1).record();
        String decided = Sql.list(connection, DECIDED, Explaining::decision, a, b, a, b).stream()
                .findFirst()
                .orElse("");
        return Optional.of(new Explanation(
                both.get(0).person() == both.get(1).person(),
                score.evidence(),
                score.prior(),
                score.household(),
                score.lines().stream()
                        .map(l -> new Weight(Reasons.name(l.comparison()), l.level(), l.bits(), l.rarity()))
                        .toList(),
                decided.isEmpty() ? rule(judge, both, score) : decided,
                model.version()));
    }

    private static String decision(java.sql.ResultSet row) throws SQLException {
        return row.getString("who")
                + (row.getBoolean("same") ? " decided: the same person." : " decided: not the same person.");
    }

    private static String rule(Judge judge, List<Member> both, Score score) {
        if (both.get(0).ofOtherAge(both.get(1))) {
            return "One is known as a child, the other as a grown-up: never one person by evidence.";
        }
        if (judge.ofOneSource(0, 1)) {
            return "One source has both now, and it has each person once: never one person by evidence.";
        }
        return switch (judge.numbers(0, 1)) {
            case ONE_PERSON -> "They share a number, and nothing speaks plainly against it: one person.";
            case DIFFERENT -> "They have different numbers of one system: one person only if somebody decides so.";
            case TWO_CHILDREN, MISTAKE -> Reasons.of(judge.numbers(0, 1), score);
            case NONE -> Reasons.of(score);
        };
    }
}
