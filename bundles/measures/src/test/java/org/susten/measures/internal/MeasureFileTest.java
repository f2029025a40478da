// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

    private List<Problem> problems(String yaml) {
        return catchThrowableOfType(FileProblemException.class, () -> {
                    Files.writeString(folder.resolve("m.yaml"), yaml);
                    MeasureReader.read("measures/m.yaml", folder.resolve("m.yaml"));
                })
                .problems();
    }
}
