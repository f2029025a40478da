// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.measures.Table;
import org.susten.measures.internal.Town.Child;
import org.susten.measures.suppression.Attack;
import org.susten.measures.suppression.Cube;
import org.susten.measures.suppression.Suppression.Reason;

/** What a reader who holds the tables of several measures about the same children can find out. */
class TogetherTest extends InTown {

    private static final int SMALLEST = 10;
    private static final String CLUB = "{fact: takesPart, in: [yes], programs: [Homework Club]}";
    private static final String PRESENT = "{fact: attendance.absences, atMost: 3}";
    private static final String ABSENT = "{fact: attendance.absenceRate, atLeast: 0.1}";

    private static final String DAYS = "{fact: attendance.days, atLeast: 10}";

    private int version = 1;

    @Test
    void what_is_not_told_is_not_said_to_be_of_fewer_people_than_a_stricter_measure_hides() throws Exception {
        save("lenient", ABSENT, "[school]");
        save("strict", CLUB + "\nsmallestCell: 40", "[school]");
        assertThat(measures.draft("lenient").withheldBecause())
                .contains("fewer than 10 people", "the strictest measure about the same children");
    }

    @Test
    @DisplayName(
            "P-20 measures about parts of the same children, which several tables can be subtracted of, are a doubt")
    void measures_about_parts_of_the_same_children_are_a_doubt() throws Exception {
        save("all", ABSENT, "[grade]");
        save("ash", ABSENT, "[grade]", DAYS + "\n  - {fact: school, in: [Ash School]}");
        save("club", ABSENT, "[grade]", DAYS + "\n  - {fact: takesPart, in: [yes]}");
        assertThat(measures.doubts("measures/ash.yaml"))
                .as("two tables are compared")
                .isEmpty();
        save("birch", ABSENT, "[grade]", DAYS + "\n  - {fact: school, in: [Birch School]}");
        assertThat(measures.doubts("measures/birch.yaml")).singleElement().satisfies(doubt -> assertThat(doubt.said())
                .contains("a part of those of all, and those of ash another", "divided by school"));
        assertThat(measures.doubts("measures/ash.yaml")).hasSize(1);
        assertThat(measures.doubts("measures/all.yaml")).isEmpty();
        assertThat(measures.doubts("measures/club.yaml")).isEmpty();
        measures.withdraw("measures/birch.yaml");
        save("all", ABSENT, "[school, grade]");
        assertThat(measures.doubts("measures/ash.yaml")).singleElement().satisfies(doubt -> assertThat(doubt.what())
                .contains("part of those of all, which is divided by school"));
    }

    @Test
    @DisplayName("P-20 what several tables would tell together by subtraction is not released, whichever comes last")
    void the_last_of_several_parts_is_not_released() throws Exception {
        String all = DAYS;
        String ash = DAYS + "\n  - {fact: school, in: [Ash School]}";
        String birch = DAYS + "\n  - {fact: school, in: [Birch School]}";
        for (List<String> order :
                List.of(List.of(all, ash, birch), List.of(ash, birch, all), List.of(birch, all, ash))) {
            nothing_told();
            int place = 0;
            for (String cohort : order) {
                save("m" + ++place, ABSENT, "[grade]", cohort);
            }
            measures.release("m1", "steward");
            measures.release("m2", "steward");
            assertThatThrownBy(() -> measures.release("m3", "steward"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(
                            "m1", "m2", "m3", "Steward: of other days, ask of all children in one measure", "school");
            measures.release("m2", "steward");
            version++;
            save("m3", ABSENT, "[school, grade]", all);
            measures.withdraw("measures/m1.yaml");
            assertThatThrownBy(() -> measures.release("m3", "steward"))
                    .as("what was told stays told when it is no longer in force")
                    .hasMessageContaining("divided by school");
        }
    }

    @Test
    @DisplayName(
            "P-20 parts are known by what they say: fewer schools of several, ranges of a number, schools in common")
    void parts_of_a_part_are_parts() throws Exception {
        String three = school("Ash School, Birch School, Cedar School");
        String most = "\n  - {fact: attendance.absenceRate, atMost: 0.3}";
        String few = "\n  - {fact: attendance.absenceRate, below: 0.1}";
        String some =
                "\n  - {fact: attendance.absenceRate, atLeast: 0.1}\n  - {fact: attendance.absenceRate, below: 0.3}";
        for (List<String> cohorts : List.of(
                List.of(three, school("Ash School"), school("Birch School")),
                List.of(three, school("Ash School, Birch School"), school("Birch School, Cedar School")),
                List.of(most, few, some),
                List.of("", "\n  - {fact: schools, in: [1]}", "\n  - {fact: schools, atLeast: 2}"))) {
            nothing_told();
            int place = 0;
            for (String cohort : cohorts) {
                save("m" + ++place, CLUB, "[grade]", DAYS + cohort);
            }
            measures.release("m1", "steward");
            measures.release("m2", "steward");
            assertThatThrownBy(() -> measures.release("m3", "steward"))
                    .as("%s", cohorts)
                    .hasMessageContainingAll("Of m2: its children are a part of those of m1, and those of m3 another");
        }
    }

    private static String school(String names) {
        return "\n  - {fact: school, in: [" + names + "]}";
    }

    @Test
    @DisplayName(
            "P-20 parts by yes and no are all there is, and are no doubt, unless the whole is divided by it or they lack some")
    void yes_and_no_are_the_whole() throws Exception {
        String yes = "\n  - {fact: takesPart, in: [yes]}";
        String no = "\n  - {fact: takesPart, in: [no]}";
        save("all", ABSENT, "[grade]");
        save("in-club", ABSENT, "[grade]", DAYS + yes);
        save("others", ABSENT, "[grade]", DAYS + no);
        for (String id : List.of("all", "in-club", "others")) {
            assertThat(measures.doubts("measures/" + id + ".yaml")).isEmpty();
        }
        save("others", ABSENT, "[grade]", DAYS + no + school("Ash School"));
        assertThat(measures.doubts("measures/others.yaml")).hasSize(1);
        measures.withdraw("measures/others.yaml");
        assertThat(measures.doubts("measures/in-club.yaml")).isEmpty();
        save("all", ABSENT, "[grade, takesPart]");
        assertThat(measures.doubts("measures/in-club.yaml")).singleElement().satisfies(doubt -> assertThat(doubt.what())
                .contains("part of those of all, which is divided by takesPart"));
    }

    @Test
    @DisplayName("P-20 two measures by school and grade, taken together, tell of no group of fewer than ten")
    void two_measures_of_one_division() throws Exception {
        save("absence", ABSENT, "[school, grade]");
        save("club", CLUB, "[school, grade]");
        assertNothingIsFound(measures.release("absence", "steward"), measures.release("club", "steward"));
    }

    @Test
    @DisplayName(
            "P-20 a measure by school and one by school and grade, taken together, tell of no group of fewer than ten")
    void two_measures_of_two_divisions() throws Exception {
        save("coarse", ABSENT, "[school]");
        save("fine", CLUB, "[grade, school]");
        assertNothingIsFound(measures.release("coarse", "steward"), measures.release("fine", "steward"));
    }

    @Test
    @DisplayName(
            "P-20 a mean of contacts, which are known of every child, is hidden with the shares of the same children")
    void a_mean_of_what_is_always_known() throws Exception {
        save("absence", ABSENT, "[school, grade]");
        Path file = folder.resolve("hours.yaml");
        Files.writeString(
                file,
                Files.readString(folder.resolve("absence.yaml"))
                        .replaceFirst("(?s)share:.*by:", "mean: {fact: contacts.hours}\nby:"));
        measures.accept("measures/hours.yaml", file);
        Table hours = measures.draft("hours");
        assertThat(hours.rows())
                .extracting(Table.Row::group, Table.Row::people)
                .isEqualTo(measures.draft("absence").rows().stream()
                        .map(row -> tuple(row.group(), row.people()))
                        .toList());
        assertThat(hours.rows().get(0).values().get(0).figure()).isNotNull();
    }

    @Test
    @DisplayName(
            "P-20 a measure added when another about the same children is released already tells of no group of fewer than ten")
    void a_measure_added_later() throws Exception {
        save("first", ABSENT, "[school, grade]");
        Table absence = measures.release("first", "steward");
        save("later", CLUB, "[school, grade]");
        Table club = measures.release("later", "steward");
        assertNothingIsFound(absence, club);
        save("later-by-grade", CLUB, "[grade]");
        assertThat(measures.release("later-by-grade", "steward").rows())
                .allSatisfy(row -> assertThat(row.values().get(0).people()).isNotNull());
    }

    @Test
    @DisplayName(
            "P-20 two measures about nearly the same children do not tell how many the few are that they differ by")
    void nearly_the_same_children() throws Exception {
        save("everybody", ABSENT, "[school, grade]");
        save("present", CLUB, "[school]", PRESENT);
        Table everybody = measures.release("everybody", "steward");
        assertNoFewByDifference(everybody, measures.release("present", "steward"));
    }

    @Test
    @DisplayName("P-20 a measure that went out of force is compared still: what it told is told for ever")
    void a_measure_out_of_force_is_compared() throws Exception {
        save("everybody", ABSENT, "[school, grade]");
        Table everybody = measures.release("everybody", "steward");
        measures.withdraw("measures/everybody.yaml");
        save("present", CLUB, "[school, grade]", PRESENT);
        assertNoFewByDifference(everybody, measures.release("present", "steward"));
    }

    @Test
    @DisplayName(
            "P-20 a new version tells nothing by its difference from the former one, in groups and in what is counted")
    void a_former_version_is_compared() throws Exception {
        save("attendance", ABSENT, "[school, grade]");
        Table former = measures.release("attendance", "steward");
        version = 2;
        save("attendance", "{fact: attendance.absenceRate, atLeast: 0.11}", "[school]", PRESENT);
        Table next = measures.release("attendance", "steward");
        assertThat(next.measure().version()).isEqualTo(2);
        assertNoFewByDifference(former, next);
        version = 3;
        save("attendance", "{fact: attendance.absenceRate, atLeast: 0.14}", "[school, grade]");
        Table counted = measures.release("attendance", "steward");
        Map<List<String>, Long> before = new HashMap<>();
        former.rows().forEach(row -> before.put(row.group(), row.values().get(0).people()));
        assertThat(counted.rows()).allSatisfy(row -> {
            Long now = row.values().get(0).people();
            Long then = before.get(row.group());
            assertThat(now == null || then == null ? SMALLEST : Math.abs(now - then))
                    .as("%s: %d, before %d", row.group(), now, then)
                    .satisfiesAnyOf(
                            change -> assertThat(change.longValue()).isZero(),
                            change -> assertThat(change.longValue()).isGreaterThanOrEqualTo(SMALLEST));
        });
    }

    /** The former by school and grade, the later by school, or by both. */
    private static void assertNoFewByDifference(Table former, Table later) {
        Map<List<String>, Long> people = new HashMap<>();
        former.rows().forEach(row -> people.put(row.group(), row.people()));
        for (Table.Row row : later.rows()) {
            Long before =
                    people.get(row.group().size() == 1 ? List.of(row.group().get(0), Table.ALL) : row.group());
            if (row.people() != null && before != null && !row.people().equals(before)) {
                assertThat(Math.abs(row.people() - before)).isGreaterThanOrEqualTo(SMALLEST);
            }
        }
        assertThat(town.children).filteredOn(child -> child.absences() > 3).hasSizeGreaterThan(SMALLEST);
    }

    @Test
    @DisplayName("P-20 the shipped measures of attendance are hidden together, and tell of the same groups")
    void the_shipped_measures_of_attendance() throws Exception {
        for (String id : List.of("chronic-absence", "average-attendance", "on-track")) {
            Path shipped = Path.of("../../config/etc/measures", id + ".yaml.sample");
            measures.accept("measures/" + id + ".yaml", shipped);
        }
        List<Table> tables = measures.all().stream()
                .map(measure -> measures.draft(measure.id()))
                .toList();
        assertThat(tables).allSatisfy(table -> assertThat(table.rows())
                .extracting(Table.Row::group, Table.Row::people)
                .isEqualTo(tables.get(0).rows().stream()
                        .map(row -> tuple(row.group(), row.people()))
                        .toList()));
        double mean = town.children.stream()
                .mapToDouble(child -> 1 - (double) child.absences() / Town.DAYS)
                .average()
                .orElseThrow();
        assertThat(tables.get(0).rows().get(0).values().get(0).figure()).isCloseTo(mean, within(1e-9));
        assertThat(tables.get(0).rows()).filteredOn(row -> row.people() == null).isNotEmpty();
    }

    private static void assertNothingIsFound(Table absence, Table club) {
        Cube cube = TwoOutcomes.cube(town, Child::chronic, child -> child.meetings() > 0);
        Reason[] reasons = new Reason[cube.cells()];
        Arrays.fill(reasons, Reason.COMPLEMENTARY);
        TwoOutcomes.tell(cube, reasons, absence, 2);
        TwoOutcomes.tell(cube, reasons, club, 3);
        Attack attack = new Attack(cube, reasons);
        for (int cell = 0; cell < cube.cells(); cell++) {
            boolean one = cube.place(cell, 2) == 2 || cube.place(cell, 3) == 2;
            if (one && cube.count(cell) > 0 && cube.count(cell) < SMALLEST) {
                assertThat(reasons[cell]).isNotEqualTo(Reason.NONE);
                assertThat(attack.most(cell, SMALLEST))
                        .as("the most that cell %d, of %d people, may hold", cell, cube.count(cell))
                        .isEqualTo(SMALLEST);
            }
        }
    }

    private void save(String id, String condition, String by) throws Exception {
        save(id, condition, by, DAYS);
    }

    private void save(String id, String condition, String by, String cohort) throws Exception {
        Path file = folder.resolve(id + ".yaml");
        Files.writeString(
                file,
                """
                title: %s
                question: How many?
                owner: Attendance office
                version: %d
                follows: invented for this test
                begin: 2026-09-01
                end: 2026-09-30
                cohort:
                  - %s
                share:
                  - %s
                by: %s
                """
                        .formatted(id, version, cohort, condition, by));
        measures.accept("measures/" + id + ".yaml", file);
    }
}
