// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.measures.Fact;
import org.susten.measures.Measure;

class MeasureFileTest {

    private static final String GOOD =
            """
            title: T
            question: Q?
            owner: O
            version: 1
            follows: F
            begin: 2026-09-01
            end: 2027-06-30
            share:
              - {fact: attendance.rate, atLeast: 0.9}
            """;

    @TempDir
    Path folder;

    @Test
    void every_fact_has_a_source() {
        assertThat(Fact.values()).allSatisfy(fact -> assertThat(Source.of(fact).expression(fact, "t"))
                .isNotBlank());
    }

    @Test
    void the_schema_for_editors_is_the_one_in_force_and_knows_every_fact() throws Exception {
        Path own = Path.of("src/main/resources/org/susten/measures/measure.schema.json");
        assertThat(Path.of("../../config/schema/measure.schema.json")).hasSameTextualContentAs(own);
        assertThat(Files.readString(own))
                .contains(Arrays.stream(Fact.values())
                        .map(f -> '"' + f.key() + '"')
                        .toList());
    }

    @Test
    void a_good_file_is_read() throws Exception {
        Files.writeString(folder.resolve("m.yaml"), GOOD);
        assertThat(MeasureReader.read("measures/m.yaml", folder.resolve("m.yaml"))
                        .id())
                .isEqualTo("m");
    }

    @Test
    void every_shipped_measure_can_be_put_in_force() throws Exception {
        List<Path> shipped;
        try (Stream<Path> files = Files.list(Path.of("../../config/etc/measures"))) {
            shipped = files.toList();
        }
        assertThat(shipped).hasSizeGreaterThanOrEqualTo(10).allSatisfy(file -> assertThat(
                        MeasureReader.read("measures/m.yaml", file).follows())
                .isNotBlank());
    }

    @Test
    void mistakes_are_told_with_their_lines() {
        assertThat(problems(GOOD.replace("attendance.rate", "attendance.rat")))
                .extracting(Problem::line)
                .containsExactly(9);
        assertThat(problems(GOOD + "smallestCell: 5\n")).singleElement().satisfies(p -> assertThat(p.fix())
                .contains("10"));
        assertThat(problems(GOOD + "by: school, grade\n"))
                .extracting(Problem::fix)
                .containsExactly("write it as a list, such as [one, other]");
        assertThat(problems(GOOD + "smallestCell: ten\n"))
                .extracting(Problem::fix)
                .containsExactly("write it as a whole number");
        assertThat(problems(GOOD + "by: [attendance.days]\n")).singleElement().satisfies(p -> assertThat(p.what())
                .contains("a number"));
        assertThat(problems(GOOD.replace("attendance.rate", "school")))
                .singleElement()
                .satisfies(p -> assertThat(p.what()).contains("no number"));
        assertThat(problems(GOOD.replace("2027-06-30", "2026-06-31")))
                .extracting(Problem::line)
                .containsOnly(7);
    }

    @Test
    void what_no_child_can_be_is_told_with_what_there_is() {
        assertThat(problems(GOOD + "cohort:\n  - {fact: grade, in: [KG, K]}\n"))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.line()).isEqualTo(11);
                    assertThat(p.what()).isEqualTo("grade is never K");
                    assertThat(p.fix()).contains("KG, 01, 02");
                });
        assertThat(problems(GOOD + "cohort:\n  - {fact: sex, in: [F]}\n"))
                .extracting(Problem::what)
                .containsExactly("sex is never F");
        assertThat(problems(GOOD + "cohort:\n  - {fact: takesPart, in: [maybe]}\n"))
                .extracting(Problem::fix)
                .containsExactly("use yes, no");
        assertThat(problems(GOOD.replace("0.9", "90")))
                .extracting(Problem::what)
                .containsExactly("attendance.rate is never above 1");
        assertThat(problems(GOOD.replaceFirst("(?s)share:.*", "bands: {fact: attendance.rate, limits: [0.8, 95]}\n")))
                .extracting(Problem::what)
                .containsExactly("attendance.rate is never above 1");
    }

    @Test
    void a_number_is_compared_with_numbers_only() {
        assertThat(problems(GOOD.replace("atLeast: 0.9", "in: [1, all, yes]")))
                .extracting(Problem::line, Problem::what)
                .containsExactly(tuple(9, "attendance.rate is never all"), tuple(9, "attendance.rate is never yes"));
        assertThat(problems(GOOD.replace("atLeast: 0.9", "in: [90]")))
                .extracting(Problem::what)
                .containsExactly("attendance.rate is never above 1");
    }

    @Test
    void a_share_and_a_mean_in_one_measure_are_refused_in_words() {
        for (String none : List.of(GOOD + "mean: {fact: attendance.change}\n", GOOD.replaceFirst("(?s)share:.*", ""))) {
            assertThat(problems(none)).singleElement().satisfies(p -> assertThat(p.fix())
                    .startsWith("give one of share, bands, mean, and no other; see "));
        }
    }

    @Test
    void a_grade_is_taken_however_it_is_written() throws Exception {
        Files.writeString(
                folder.resolve("m.yaml"), GOOD + "cohort:\n  - {fact: grade, in: [kg, 07, 8, 09, 10, \"06\"]}\n");
        assertThat(MeasureReader.read("measures/m.yaml", folder.resolve("m.yaml"))
                        .cohort())
                .flatExtracting(Measure.Condition::values)
                .containsExactly("KG", "07", "08", "09", "10", "06");
    }

    @Test
    void two_comparisons_in_one_condition_and_a_division_that_is_there_twice_are_told() {
        assertThat(problems(GOOD.replace("atLeast: 0.9", "atLeast: 0.5, atMost: 0.9")))
                .extracting(Problem::what, Problem::fix)
                .containsExactly(tuple(
                        "attendance.rate is compared twice in one condition",
                        "write a condition for each; all of them must hold"));
        assertThat(problems(GOOD + "by: [school, school]\n"))
                .extracting(Problem::what)
                .containsExactly("the table is divided by school already");
    }

    @Test
    void numbers_and_lengths_are_told_in_words() {
        assertThat(problems(GOOD.replace("0.9", "\"0,9\"")))
                .extracting(Problem::fix)
                .containsExactly("write a number such as 0.1");
        assertThat(problems(GOOD + "by: [school, grade, sex, race, area]\n"))
                .extracting(Problem::what, Problem::fix)
                .containsExactly(tuple("by has too many", "leave at most 4"));
    }

    private List<Problem> problems(String yaml) {
        return catchThrowableOfType(FileProblemException.class, () -> {
                    Files.writeString(folder.resolve("m.yaml"), yaml);
                    MeasureReader.read("measures/m.yaml", folder.resolve("m.yaml"));
                })
                .problems();
    }
}
