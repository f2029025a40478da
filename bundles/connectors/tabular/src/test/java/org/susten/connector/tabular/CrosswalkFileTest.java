// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.connector.tabular.mapping.Crosswalk;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;

class CrosswalkFileTest {

    @TempDir
    Path folder;

    private Crosswalk read(String text) throws IOException, FileProblemException {
        return CrosswalkFile.read(
                "codes", Files.write(folder.resolve("codes.csv"), text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String meaning(Crosswalk crosswalk, String local, String day) {
        return Objects.requireNonNull(crosswalk.find(local, day.isEmpty() ? null : LocalDate.parse(day)))
                .ceds();
    }

    @Test
    void a_code_means_what_it_meant_on_that_day() throws Exception {
        Crosswalk crosswalk = read("\uFEFF# case: exact\r\nlocal,ceds,from,until,owner\r\n"
                + "U,UnexcusedAbsence,,2026-07-31,Ann\r\nU,Partial,2026-08-01,,Ann\r\n");
        assertThat(meaning(crosswalk, "U", "2026-07-31")).isEqualTo("UnexcusedAbsence");
        assertThat(meaning(crosswalk, "U", "2026-08-01")).isEqualTo("Partial");
        assertThat(meaning(crosswalk, "U", "")).isEqualTo("Partial");
        assertThat(crosswalk.find("u", null)).isNull();
        assertThat(crosswalk.owner()).isEqualTo("Ann");
    }

    @Test
    void a_line_whose_code_was_there_before_is_at_fault_once() {
        FileProblemException thrown = catchThrowableOfType(
                FileProblemException.class, () -> read("# case: exact\nlocal,ceds\n" + "U,Partial\n".repeat(100)));
        assertThat(thrown.problems()).hasSize(99).allMatch(problem -> problem.what()
                .contains("in line 3 too"));
    }

    @Test
    void case_is_ignored_where_the_file_says_so() throws Exception {
        assertThat(meaning(read("# case: ignore\nlocal,ceds\nFemale,Female\n"), "FEMALE", ""))
                .isEqualTo("Female");
    }

    @Test
    void a_code_may_mean_nothing() throws Exception {
        assertThat(meaning(read("# case: exact\nlocal,ceds\nN/A,\n"), "N/A", ""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local,ceds;P,Present|1|nothing says whether case counts",
                "# case: maybe;local,ceds;P,Present|1|the case policy is not known",
                "# case: exact;lokal,ceds;P,Present|2|there is no column local",
                "# case: exact;local,ceds;P,Present;P,Tardy|4|this code is in line 3 too",
                "# case: ignore;local,ceds;P,Present;p,Present|4|this code is in line 3 too",
                "# case: exact;local,ceds,from;P,Present,1.8.2026|3|from is not a day",
                "# case: exact;local,ceds,from,until;P,Present,2026-08-02,2026-08-01|3|the last day is before the first",
                "# case: exact;local,ceds;,Present|3|there is no local code",
                "# case: exact;local,ceds;P,Present,and more|3|there are more fields than columns"
            })
    void a_bad_file_is_refused_with_line_and_fix(String lines, int line, String what) {
        FileProblemException refused =
                catchThrowableOfType(FileProblemException.class, () -> read(lines.replace(';', '\n')));
        assertThat(refused).isNotNull();
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.what()).startsWith(what);
            assertThat(problem.line()).isEqualTo(line);
        });
        assertThat(refused.problems()).extracting(Problem::fix).allSatisfy(fix -> assertThat(fix)
                .isNotBlank());
    }
}
