// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.measures.Measure;
import org.susten.measures.Table;
import org.susten.measures.Table.Published;

class MeasuresCommandTest {

    private static final LocalDate BEGIN = LocalDate.of(2026, 8, 1);
    private static final LocalDate END = LocalDate.of(2027, 7, 31);

    private static Measure measure(String question) {
        return new Measure(
                "absence",
                "Chronic absence",
                question,
                "Attendance office",
                1,
                "EDFacts 195",
                BEGIN,
                END,
                List.of(),
                new Measure.Share(List.of()),
                List.of(),
                10,
                List.of("chronicAbsenteeism"));
    }

    private static Table released(Published... published) {
        return new Table(
                measure("How many miss a tenth of their days?"),
                Instant.EPOCH,
                1,
                List.of(),
                List.of("yes"),
                List.of(new Table.Row(List.of(), 120L, List.of(new Table.Value(30L, 0.25, "25 %")))),
                3,
                List.of(),
                List.of(published));
    }

    private static String text(Published... published) {
        return MeasuresCommand.table(released(published)).text();
    }

    private static Published of(@Nullable String school, @Nullable String subgroup, @Nullable BigDecimal numerator) {
        return new Published(
                "state",
                school,
                "chronicAbsenteeism",
                BEGIN.minusYears(1),
                END.minusYears(1),
                subgroup,
                numerator,
                BigDecimal.TEN);
    }

    @Test
    @DisplayName("What others publish stands in a table of its own, marked as theirs, with what they do not tell")
    void what_others_publish_is_marked_as_theirs() {
        String text = text(of(null, null, BigDecimal.ONE), of("Ash School", "homeless", null));
        assertThat(text.substring(text.indexOf("Follows EDFacts 195.")))
                .contains("published by others and not counted by this hub")
                .containsPattern("state +chronicAbsenteeism +2025-08-01 to 2026-07-31 +everyone +1 +10")
                .containsPattern("state +Ash School +chronicAbsenteeism .* homeless +not told +10");
    }

    @Test
    void without_anything_published_nothing_is_said_of_it() {
        assertThat(text()).contains("120", "25 %").doesNotContain("published");
    }

    @Test
    @DisplayName("A table counted by another definition than the file's is told as such")
    void a_file_that_was_changed_since_is_told() {
        assertThat(MeasuresCommand.table(released(), measure("How many miss a tenth of their days?"))
                        .text())
                .doesNotContain("changed since");
        assertThat(MeasuresCommand.table(released(), measure("How many miss a fifth of their days?"))
                        .text())
                .contains("How many miss a tenth", "etc/measures/absence.yaml has been changed since");
    }

    @Test
    @DisplayName("Large groups that are not told for the sake of a former release are not called small")
    void why_a_count_is_not_told() {
        assertThat(text())
                .contains("3 counts are not told: by themselves, or beside what else is told or was told before");
    }

    @Test
    void a_table_of_which_all_or_nothing_is_told_says_so() {
        assertThat(MeasuresCommand.table(with(0, released().rows())).text())
                .contains("; every count is told.")
                .doesNotContain("not told");
        assertThat(MeasuresCommand.table(with(0, List.of())).text())
                .contains(
                        "nobody is counted: in these days nobody is in the cohort, or what is asked is known of nobody.")
                .doesNotContain("not told");
    }

    private static Table with(long withheld, List<Table.Row> rows) {
        Table table = released();
        return new Table(
                table.measure(),
                table.at(),
                1,
                table.divisions(),
                table.outcomes(),
                rows,
                withheld,
                List.of(),
                List.of());
    }
}
