// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.measures.Table;
import org.susten.measures.internal.Town.Child;

/** What a mean tells of the few who are not like all others. */
class MeansTest extends InTown {

    private static final int SMALLEST = 10;

    @Test
    @DisplayName(
            "P-20 no mean is told of a group in which all but fewer than ten are alike, nor can it be had by subtraction")
    void a_mean_that_few_make() throws Exception {
        assertThat(differing(town.children.stream()
                        .filter(c -> c.school().equals("Cedar School"))
                        .toList()))
                .as("of the smallest school's children")
                .isLessThan(SMALLEST);
        Table table = draft("attendance.rate", "[school, grade]");
        assertThat(table.rows())
                .filteredOn(MeansTest::tellsMean)
                .hasSizeGreaterThan(3)
                .allSatisfy(row -> {
                    List<Child> children = children(row);
                    assertThat(differing(children)).isGreaterThanOrEqualTo(SMALLEST);
                    assertThat(row.values().get(0).figure())
                            .isCloseTo(
                                    children.stream()
                                            .mapToDouble(c -> 1 - (double) c.absences() / Town.DAYS)
                                            .average()
                                            .orElseThrow(),
                                    within(1e-9));
                });
        for (int division = 0; division < 2; division++) {
            int other = division;
            Map<String, Long> hidden = table.rows().stream()
                    .filter(row -> !tellsMean(row))
                    .collect(Collectors.groupingBy(row -> row.group().get(other), Collectors.counting()));
            assertThat(hidden).isNotEmpty().allSatisfy((member, rows) -> assertThat(rows)
                    .as("not told of %s", member)
                    .isGreaterThanOrEqualTo(2));
        }
    }

    @Test
    @DisplayName(
            "P-20 where all children but a few are alike the people are told and no mean, and what is not told is counted")
    void nearly_all_alike() throws Exception {
        Table table = draft("schools", "[school]");
        assertThat(table.rows()).hasSize(4).allSatisfy(row -> {
            assertThat(row.people()).isEqualTo(children(row).size());
            assertThat(row.values()).extracting(Table.Value::text).containsExactly("not told");
        });
        assertThat(table.withheld()).isEqualTo(4);
        assertThat(draft("schools", "[]").rows())
                .singleElement()
                .satisfies(row -> assertThat(row.values().get(0).figure()).isNull());
        assertThat(draft("attendance.rate", "[]").rows())
                .singleElement()
                .satisfies(row -> assertThat(row.values().get(0).figure()).isNotNull());
    }

    private static boolean tellsMean(Table.Row row) {
        return row.values().get(0).figure() != null;
    }

    private static List<Child> children(Table.Row row) {
        List<String> group = new ArrayList<>(row.group());
        return town.children.stream()
                .filter(c -> group.get(0).equals(Table.ALL) || group.get(0).equals(c.school()))
                .filter(c -> group.size() == 1
                        || group.get(1).equals(Table.ALL)
                        || group.get(1).equals(c.grade().code()))
                .toList();
    }

    /** How many have not the absences that most have. */
    private static long differing(List<Child> children) {
        return children.size()
                - children.stream()
                        .collect(Collectors.groupingBy(Child::absences, Collectors.counting()))
                        .values()
                        .stream()
                        .mapToLong(n -> n)
                        .max()
                        .orElse(0);
    }

    private Table draft(String fact, String by) throws Exception {
        Path file = Files.writeString(
                folder.resolve("mean.yaml"),
                """
                title: Mean
                question: How much?
                owner: District
                follows: none
                version: 1
                begin: 2026-09-01
                end: 2026-09-30
                mean: {fact: %s}
                by: %s
                """
                        .formatted(fact, by));
        measures.accept("measures/mean.yaml", file);
        return measures.draft("mean");
    }
}
