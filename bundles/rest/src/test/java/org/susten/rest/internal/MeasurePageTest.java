// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.measures.Fact;
import org.susten.measures.Measure;
import org.susten.measures.Measure.Condition;
import org.susten.measures.Measure.Outcome;
import org.susten.measures.Measure.Use;
import org.susten.measures.Table;
import org.susten.measures.Table.Row;
import org.susten.measures.Table.Value;
import org.susten.rest.internal.MeasurePage.Listed;

/** What a board sees of a measure. */
class MeasurePageTest {

    private static final Pattern BAR = Pattern.compile("<rect width=\"([0-9.]+)\" height=\"10\"/>");
    private static final Pattern TAGS = Pattern.compile("<[^>]+>");
    private static final Outcome SHARE = new Measure.Share(List.of());
    private static final Outcome MEAN = new Measure.Mean(use("attendance.rate"));

    private final MeasurePage page = new MeasurePage(ZoneId.of("America/Chicago"));

    @Test
    void a_share_has_a_bar_as_long_as_it_is() {
        String shown = shown(table(
                SHARE,
                "yes",
                row("all", 1240L, .125, "12.5 %"),
                row("North", 800L, .1, "10.0 %"),
                row("South", 440L, .17, "17.0 %")));
        assertThat(bars(shown)).containsExactly("12.5", "10.0", "17.0");
        assertThat(words(shown)).contains("1,240 people", "12.5 %", "By school", "North", "800");
    }

    @Test
    void a_reader_sees_what_a_figure_says_and_by_which_rule_it_was_counted() {
        Outcome absent = new Measure.Share(
                List.of(new Condition(use("attendance.absenceRate"), Measure.Comparison.AT_LEAST, List.of("0.1"))));
        assertThat(words(shown(table(absent, "yes", row("all", 1240L, .125, "12.5 %")))))
                .contains("12.5 % Chronic absence", "What of them attendance absence rate at least 0.1");
        Outcome hours = new Measure.Bands(
                new Use(Fact.of("contacts.hours").orElseThrow(), List.of("afterschool"), List.of()),
                List.of(BigDecimal.TEN));
        assertThat(words(shown(table(hours, "below 10", row("all", 1240L, .125, "12.5 %")))))
                .contains("What of them contacts hours (programs: afterschool), in bands");
    }

    @Test
    void what_is_not_told_has_no_bar() {
        String shown = shown(table(
                SHARE,
                "yes",
                row("all", 1240L, .125, "12.5 %"),
                row("North", null, null, "not told"),
                row("South", 440L, null, "at most 10 %")));
        assertThat(bars(shown)).containsExactly("12.5");
        assertThat(words(shown)).contains("not told", "at most 10 %", "3 counts", "would tell of fewer than 10 people");
    }

    @Test
    void the_longest_bar_of_means_is_the_largest() {
        String shown = shown(table(
                MEAN,
                "mean",
                row("all", 1240L, 5.0, "5.0"),
                row("North", 800L, 10.0, "10.0"),
                row("South", 440L, 2.5, "2.5")));
        assertThat(bars(shown)).containsExactly("50.0", "100.0", "25.0");
    }

    @Test
    void means_below_nothing_have_no_bars_for_the_least_would_look_like_none() {
        String shown = shown(table(
                MEAN,
                "mean",
                row("all", 1240L, .01, "0.01"),
                row("North", 800L, -.05, "-0.05"),
                row("South", 440L, .12, "0.12")));
        assertThat(bars(shown)).isEmpty();
        assertThat(words(shown)).contains("-0.05", "0.12");
    }

    @Test
    void where_every_count_is_told_the_page_says_so() {
        Table table = new Table(
                measure(SHARE),
                Instant.parse("2026-11-01T03:00:00Z"),
                2,
                List.of("englishLearner"),
                List.of("yes"),
                List.of(row("all", 40L, .5, "50.0 %"), row("yes", 20L, .5, "50.0 %"), row("no", 20L, .5, "50.0 %")),
                0,
                List.of(),
                List.of());
        assertThat(words(shown(table)))
                .contains("By english learner", "What is not told nothing: every count is told.")
                .doesNotContain("0 counts", "englishLearner");
    }

    @Test
    void a_table_without_anybody_says_why_that_can_be_and_shows_no_empty_tables() {
        String shown = shown(table(SHARE, "yes"));
        assertThat(shown).doesNotContain("<table", "By school");
        assertThat(words(shown))
                .contains(
                        "Nobody has been counted: in these days nobody is in the cohort, or what is asked is known of nobody.");
    }

    @Test
    @DisplayName("S-20 what a source calls its schools is text on a page of measures, never a part of it")
    void names_are_text() {
        String shown = shown(table(
                SHARE, "yes", row("all", 20L, .5, "50.0 %"), row("<script>alert('x')</script>", 20L, .5, "50.0 %")));
        assertThat(shown).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void days_are_those_of_the_hub() {
        assertThat(words(shown(table(SHARE, "yes", row("all", 20L, .5, "50.0 %")))))
                .contains("Counted October 31, 2026, release 2.");
    }

    @Test
    void a_measure_that_is_not_released_is_listed_without_a_link() {
        Measure measure = measure(SHARE);
        assertThat(text(page.list(List.of(new Listed(measure, false)))))
                .contains("Not released yet.")
                .doesNotContain("href");
        assertThat(text(page.list(List.of(new Listed(measure, true)))))
                .contains("href=\"/api/v1/measures/chronic-absence\"");
    }

    private String shown(Table table) {
        return text(page.table(table));
    }

    private static String text(byte[] page) {
        return new String(page, StandardCharsets.UTF_8);
    }

    private static String words(String page) {
        return TAGS.matcher(page).replaceAll(" ").replaceAll("\\s+", " ");
    }

    private static List<String> bars(String page) {
        return BAR.matcher(page).results().map(result -> result.group(1)).toList();
    }

    private static Row row(String school, @Nullable Long people, @Nullable Double figure, String text) {
        return new Row(List.of(school), people, List.of(new Value(null, figure, text)));
    }

    private static Table table(Outcome outcome, String name, Row... rows) {
        return new Table(
                measure(outcome),
                Instant.parse("2026-11-01T03:00:00Z"),
                2,
                List.of("school"),
                List.of(name),
                List.of(rows),
                3,
                List.of(),
                List.of());
    }

    private static Measure measure(Outcome outcome) {
        return new Measure(
                "chronic-absence",
                "Chronic absence",
                "How many miss a tenth of their days?",
                "The district",
                1,
                "a definition",
                LocalDate.of(2026, 8, 1),
                LocalDate.of(2026, 10, 30),
                List.of(),
                outcome,
                List.of(use("school")),
                10,
                List.of());
    }

    private static Use use(String fact) {
        return new Use(Fact.of(fact).orElseThrow(), List.of(), List.of());
    }
}
