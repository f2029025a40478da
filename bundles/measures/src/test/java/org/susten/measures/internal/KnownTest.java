// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.Sql;
import org.susten.measures.Individual;
import org.susten.measures.Measure;
import org.susten.measures.internal.Evaluation.Group;
import org.susten.measures.internal.Town.Child;

/** What is known of a child, and who has no value. */
class KnownTest extends InTown {

    @Test
    @DisplayName("Who has no score is in no band of scores, in the table and child by child")
    void no_value_is_in_no_band() throws Exception {
        town.test(20);
        Together scores = Town.measure(folder, "bands: {fact: assessment.score, limits: [200]}");
        assertThat(people(count(scores))).isEqualTo(20);
        assertThat(count(scores).stream()
                        .filter(group -> group.outcomes().get(0) == 0)
                        .mapToLong(Group::people)
                        .sum())
                .isEqualTo(10);
        assertThat(listed(scores.measures().get(0))).isEqualTo(20);
    }

    @Test
    @DisplayName("Who was never met is in the lowest band of hours")
    void no_contact_is_none() throws Exception {
        Together hours = Town.measure(folder, "bands: {fact: contacts.hours, limits: [1]}");
        assertThat(people(count(hours))).isEqualTo(town.children.size());
        assertThat(listed(hours.measures().get(0))).isEqualTo(town.children.size());
    }

    @Test
    @DisplayName("A number is in a list of numbers however many decimals it was computed with")
    void numbers_in_a_list() throws Exception {
        List<Group> one = count(Town.measure(folder, "share: [{fact: attendance.rate, in: [1]}]"));
        assertThat(yes(one))
                .isEqualTo(town.children.stream().filter(c -> c.absences() == 0).count())
                .isEqualTo(yes(count(Town.measure(folder, "share: [{fact: attendance.rate, atLeast: 1}]"))));
        assertThat(yes(count(Town.measure(folder, "share: [{fact: contacts.hours, in: [3, \"4.50\"]}]"))))
                .isEqualTo(town.children.stream()
                        .filter(c -> c.meetings() == 2 || c.meetings() == 3)
                        .count());
    }

    @Test
    @DisplayName("Area and race are known of a child of whom one record says the one and another the other")
    void each_fact_from_the_record_that_says_it() throws Exception {
        Child child = town.children.get(1);
        town.described(child);
        for (String fact : List.of("{fact: area, in: [\"02139\"]}", "{fact: race, in: [White]}")) {
            assertThat(yes(count(Town.measure(folder, "share: [" + fact + "]"))))
                    .as(fact)
                    .isEqualTo(1);
        }
        assertThat(yes(count(Town.measure(folder, "share: [{fact: sex, in: [Female]}]"))))
                .isEqualTo(town.children.size() / 2);
    }

    private static List<Group> count(Together together) {
        return postgres.database()
                .inTransaction(new Evaluation(together)::count)
                .groups();
    }

    private static long people(List<Group> groups) {
        return groups.stream().mapToLong(Group::people).sum();
    }

    private static long yes(List<Group> groups) {
        return people(
                groups.stream().filter(group -> group.outcomes().get(0) == 1).toList());
    }

    private static long listed(Measure measure) {
        Individual individual = Individuals.of(measure, Known.EVERYBODY);
        String joined = individual.deciding().stream()
                .map(facts -> " left join (" + facts.sql() + ") " + facts.alias() + " on " + facts.alias()
                        + ".person = c.person")
                .collect(Collectors.joining());
        return postgres.database().inTransaction(c -> Sql.list(
                        c,
                        "select count(*) from (" + individual.children() + ") c" + joined + " where "
                                + individual.condition(),
                        row -> row.getLong(1))
                .get(0));
    }
}
