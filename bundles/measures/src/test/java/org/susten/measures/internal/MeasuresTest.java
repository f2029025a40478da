// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.files.FileProblemException.Problem;
import org.susten.measures.Measure;
import org.susten.measures.Table;
import org.susten.measures.internal.Town.Child;

class MeasuresTest extends InTown {

    private static final String ABSENCE =
            """
            title: Chronic absence
            question: How many of our children miss a tenth of their days?
            owner: Attendance office
            version: 1
            follows: EDFacts FS195
            begin: 2026-09-01
            end: 2026-09-30
            cohort:
              - {fact: attendance.days, atLeast: 10}
            share:
              - {fact: attendance.absenceRate, atLeast: 0.1}
            by: [school, grade]
            """;

    @Test
    void the_total_is_what_is_true() throws Exception {
        save("absence", ABSENCE);
        Table.Row total = measures.draft("absence").rows().get(0);
        long chronic = town.children.stream().filter(Child::chronic).count();
        assertThat(total.group()).containsExactly("all", "all");
        assertThat(total.people()).isEqualTo(town.children.size());
        assertThat(total.values()).singleElement().satisfies(yes -> {
            assertThat(yes.people()).isEqualTo(chronic);
            assertThat(yes.figure()).isCloseTo((double) chronic / town.children.size(), within(1e-9));
        });
    }

    @Test
    void grades_stand_in_the_order_in_which_children_go_through_them() throws Exception {
        save("absence", ABSENCE.replace("[school, grade]", "[grade]"));
        assertThat(measures.draft("absence").rows())
                .extracting(Table.Row::group)
                .containsExactly(List.of("all"), List.of("KG"), List.of("04"), List.of("05"));
    }

    @Test
    void the_first_release_stays_known_whatever_becomes_of_the_measure() throws Exception {
        save("answer", ABSENCE);
        measures.draft("answer");
        assertThat(measures.firstReleased("answer")).isEmpty();
        measures.release("answer", "steward");
        JdbcMeasures later = new JdbcMeasures(
                postgres.database(), Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC));
        later.accept(
                "measures/answer.yaml",
                Files.writeString(folder.resolve("answer.yaml"), ABSENCE.replace("version: 1", "version: 2")));
        later.release("answer", "steward");
        later.withdraw("measures/answer.yaml");
        assertThat(later.firstReleased("answer")).contains(Instant.parse("2026-10-01T12:00:00Z"));
    }

    @Test
    void a_measure_is_released_in_the_version_in_force() throws Exception {
        save("listed", ABSENCE);
        save("unlisted", ABSENCE);
        assertThat(measures.released()).isEmpty();
        measures.release("listed", "steward");
        assertThat(measures.released()).containsExactly("listed");
        save("listed", ABSENCE.replace("version: 1", "version: 2"));
        assertThat(measures.released()).isEmpty();
    }

    @Test
    void every_shipped_measure_is_counted() throws Exception {
        try (Stream<Path> shipped = Files.list(Path.of("../../config/etc/measures"))) {
            for (Path file : shipped.toList()) {
                measures.accept("measures/" + file.getFileName().toString().replaceFirst("\\.sample$", ""), file);
            }
        }
        assertThat(measures.all()).hasSizeGreaterThanOrEqualTo(10);
        for (Measure measure : measures.all()) {
            assertThat(measures.draft(measure.id()).measure()).isEqualTo(measure);
        }
    }

    @Test
    void a_change_of_attendance_is_to_the_same_days_of_the_year_before() throws Exception {
        town.lastYear();
        save(
                "change",
                ABSENCE.substring(0, ABSENCE.indexOf("share:")) + "mean: {fact: attendance.change}\nby: [grade]\n");
        double change = town.children.stream()
                .mapToDouble(child -> -(double) child.absences() / Town.DAYS)
                .average()
                .orElseThrow();
        assertThat(measures.draft("change").rows().get(0).values())
                .singleElement()
                .satisfies(mean -> assertThat(mean.figure()).isCloseTo(change, within(1e-6)));
    }

    @Test
    @DisplayName(
            "R-26 what is of the school year before or after changes nothing, and each day counts in its own year only")
    void a_school_year_ends_with_its_last_day() throws Exception {
        String visits = ABSENCE.replace(
                "share:\n  - {fact: attendance.absenceRate, atLeast: 0.1}",
                "share:\n  - {fact: contacts.hours, programs: [afterschool], atLeast: 3}");
        save("absence", ABSENCE);
        save("visits", visits);
        Table absence = measures.draft("absence");
        Table dosage = measures.draft("visits");
        town.otherYears();
        assertThat(measures.draft("absence").rows()).isEqualTo(absence.rows());
        assertThat(measures.draft("visits").rows()).isEqualTo(dosage.rows());
        for (String year : List.of("begin: 2026-07-01\nend: 2026-08-31", "begin: 2026-10-01\nend: 2027-06-30")) {
            save(
                    "absence",
                    ABSENCE.replace("begin: 2026-09-01\nend: 2026-09-30", year).replace("atLeast: 10", "atLeast: 1"));
            Table.Row total = measures.draft("absence").rows().get(0);
            assertThat(total.people()).as(year).isEqualTo(town.children.size());
        }
    }

    @Test
    @DisplayName("What a state publishes stands beside, the latest of each group, and changes nothing that is counted")
    void what_others_publish_stands_beside() throws Exception {
        save("absence", ABSENCE);
        Table alone = measures.draft("absence");
        assertThat(alone.published()).isEmpty();
        town.published();
        save("absence", ABSENCE + "beside: [chronicAbsent]\n");
        Table table = measures.release("absence", "steward");
        assertThat(table.rows()).isEqualTo(alone.rows());
        assertThat(table.published())
                .extracting(
                        Table.Published::organization,
                        Table.Published::subgroup,
                        p -> p.begin().getYear(),
                        p -> p.numerator() == null ? null : p.numerator().intValueExact(),
                        p -> p.denominator().intValueExact())
                .containsExactly(
                        tuple(null, null, 2026, 901, 5000),
                        tuple("Ash School", null, 2026, 40, 210),
                        tuple("Ash School", "homeless", 2026, null, 12));
        assertThat(measures.released("absence").orElseThrow().published()).isEqualTo(table.published());
        save("absence", ABSENCE + "beside: [graduationRate]\n");
        assertThat(measures.draft("absence").published()).isEmpty();
    }

    @Test
    void graduates_are_at_a_college_and_there_again_the_year_after() throws Exception {
        town.graduate(60, 40, 20);
        for (String id : List.of("college-enrollment", "college-persistence")) {
            measures.accept("measures/" + id + ".yaml", Path.of("../../config/etc/measures", id + ".yaml.sample"));
        }
        assertThat(measures.draft("college-enrollment").rows().get(0)).satisfies(all -> {
            assertThat(all.people()).isEqualTo(60);
            assertThat(all.values().get(0).people()).isEqualTo(40);
        });
        assertThat(measures.draft("college-persistence").rows().get(0)).satisfies(all -> {
            assertThat(all.people()).isEqualTo(40);
            assertThat(all.values().get(0).people()).isEqualTo(20);
        });
    }

    @Test
    @DisplayName("P-12 a group of fewer than ten is never told, by school or by grade")
    void small_groups_are_not_told() throws Exception {
        save("absence", ABSENCE);
        Table table = measures.draft("absence");
        for (Table.Row row : table.rows()) {
            long people = town.children.stream().filter(c -> of(row, c)).count();
            if (row.people() == null) {
                continue;
            }
            assertThat(row.people()).isEqualTo(people).isGreaterThanOrEqualTo(10);
            Long yes = row.values().get(0).people();
            if (yes != null) {
                long chronic = town.children.stream()
                        .filter(c -> of(row, c) && c.chronic())
                        .count();
                assertThat(yes).isEqualTo(chronic).isBetween(10L, people - 10);
            }
        }
        assertThat(table.rows())
                .filteredOn(r -> r.group().contains("Cedar School"))
                .hasSize(4);
        assertThat(table.withheld()).isPositive();
    }

    @Test
    @DisplayName("P-12 a later release tells nothing by its difference from an earlier one")
    void a_release_tells_nothing_by_comparison() throws Exception {
        save("absence", ABSENCE.replace("[school, grade]", "[school]"));
        Table first = measures.release("absence", "steward");
        town.missesADay(
                town.children.stream().filter(c -> !c.chronic()).findFirst().orElseThrow());
        Table second = measures.release("absence", "steward");
        assertThat(second.release()).isEqualTo(first.release() + 1);
        for (Table.Row row : second.rows()) {
            Table.Row before = first.rows().stream()
                    .filter(r -> r.group().equals(row.group()))
                    .findFirst()
                    .orElseThrow();
            Long now = row.values().get(0).people();
            Long then = before.values().get(0).people();
            if (now != null && then != null && !now.equals(then)) {
                assertThat(Math.abs(now - then)).isGreaterThanOrEqualTo(10);
            }
        }
        assertThat(measures.released("absence")).contains(second);
    }

    @Test
    @DisplayName("P-12 a few children of no known school hide no total: they are left out, and it is said")
    void a_few_unknown_are_left_out() throws Exception {
        save("absence", ABSENCE);
        Measure measure = measures.find("absence").orElseThrow();
        List<Evaluation.Group> groups = List.of(
                new Evaluation.Group(List.of("Ash School", "03"), List.of(0), 40, List.of(0.0)),
                new Evaluation.Group(List.of("Ash School", "03"), List.of(1), 20, List.of(0.0)),
                new Evaluation.Group(List.of(Table.UNKNOWN, Table.UNKNOWN), List.of(1), 4, List.of(0.0)));
        Tabulation table = new Tabulation(
                measure, new JointTable(new Together(List.of(measure)), new Tally(groups, Map.of()), List.of()));
        assertThat(table.leftOut()).containsExactly("school");
        assertThat(table.rows().get(0).people()).isEqualTo(60);
        assertThat(table.withheld()).isZero();
    }

    @Test
    void a_released_table_stands_under_what_it_was_counted_by_whatever_the_file_says_since() throws Exception {
        save("kept", ABSENCE);
        Table released = measures.release("kept", "steward");
        save("kept", ABSENCE.replace("atLeast: 0.1", "atLeast: 0.3").replace("[school, grade]", "[school]"));
        assertThat(measures.released("kept")).contains(released);
    }

    @Test
    void what_no_source_has_brought_is_a_doubt_with_its_line() throws Exception {
        save(
                "named",
                ABSENCE.replace(
                        "cohort:",
                        """
                        cohort:
                          - {fact: school, in: [Ash School, Ash Scool]}
                          - {fact: takesPart, in: [yes], programs: [Homework Club, afterschool, homework club]}"""));
        assertThat(measures.doubts("measures/named.yaml"))
                .extracting(Problem::line, Problem::what)
                .containsExactly(
                        tuple(9, "no source of the hub has brought the school Ash Scool"),
                        tuple(10, "no source of the hub has brought the program or type of program homework club"));
        Path next = Files.writeString(
                folder.resolve("next.yaml"),
                ABSENCE.replace("cohort:", "cohort:\n  - {fact: school, in: [Ash Scool]}"));
        assertThat(measures.check("measures/next.yaml", next))
                .startsWith("adds the measure next")
                .contains("\nline 9: no source of the hub has brought the school Ash Scool; ");
        save("named", ABSENCE);
        assertThat(measures.doubts("measures/named.yaml")).isEmpty();
        measures.withdraw("measures/named.yaml");
        assertThat(measures.doubts("measures/named.yaml")).isEmpty();
    }

    @Test
    void bands_add_up_to_everybody() throws Exception {
        save(
                "dosage",
                """
                title: Hours in the club
                question: How much of the club do our children get?
                owner: Club
                version: 1
                follows: invented for this test
                begin: 2026-09-01
                end: 2026-09-30
                bands: {fact: contacts.hours, programs: [Homework Club], limits: [1, 3, 6]}
                """);
        Table.Row all = measures.draft("dosage").rows().get(0);
        long[] expected = new long[4];
        town.children.forEach(c -> expected[band(c.meetings() * 1.5)]++);
        assertThat(all.values()).extracting(Table.Value::people).containsExactly(boxed(expected));
    }

    @Test
    void a_mean_is_over_those_of_whom_the_value_is_known() throws Exception {
        save(
                "attendance",
                ABSENCE.replaceFirst("(?s)cohort:.*by:", "mean: {fact: attendance.rate}\nby:")
                        .replace("[school, grade]", "[takesPart]"));
        Table.Row all = measures.draft("attendance").rows().get(0);
        double mean = town.children.stream()
                .mapToDouble(c -> 1 - (double) c.absences() / Town.DAYS)
                .average()
                .orElseThrow();
        assertThat(all.values().get(0).figure()).isCloseTo(mean, within(0.001));
    }

    private static int band(double hours) {
        return hours < 1 ? 0 : hours < 3 ? 1 : hours < 6 ? 2 : 3;
    }

    private static Long[] boxed(long[] values) {
        return java.util.Arrays.stream(values).boxed().toArray(Long[]::new);
    }

    private static boolean of(Table.Row row, Child child) {
        List<String> group = row.group();
        return (group.get(0).equals(Table.ALL) || group.get(0).equals(child.school()))
                && (group.get(1).equals(Table.ALL)
                        || group.get(1).equals(child.grade().code()));
    }

    private void save(String id, String yaml) throws Exception {
        Path file = folder.resolve(id + ".yaml");
        Files.writeString(file, yaml);
        measures.accept("measures/" + id + ".yaml", file);
    }
}
